import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";
import { openConsole } from "./open_console.ts";

Deno.test("what is typed is said in the lobby, and noticed elsewhere, to each once", async () => {
  await using server = new TestServer({ network: "Class 5b" });
  const console = openConsole(server);
  const here = await server.join("here", {
    capabilities: "message-tags echo-message",
  });
  const both = await server.join("both", { channels: "#lobby,#a" });
  const there = await server.join("there", { channels: "#a" });
  const nowhere = await server.join("nowhere", { channels: "" });
  const plain = await server.connect();
  plain.send("plain\n");
  await settle();
  for (const conn of [here, both, plain]) conn.takeLines();

  assertEquals(await console.type("hi all"), ["Class 5b: hi all"]);

  assertEquals(here.takeLines(), [
    "@msgid=test-6 :test.chat PRIVMSG #lobby :hi all",
  ]);
  assertEquals(both.takeLines(), [":test.chat PRIVMSG #lobby :hi all"]);
  assertEquals(there.takeLines(), [":test.chat NOTICE there :hi all"]);
  assertEquals(nowhere.takeLines(), [":test.chat NOTICE nowhere :hi all"]);
  assertEquals(plain.takeLines(), ["Class 5b: hi all"]);
});

Deno.test("who speaks plain text elsewhere gets the notice in the server's name", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const plain = await server.connect();
  plain.sendLines("plain", "/join #a");
  await settle();
  plain.takeLines();

  await console.type("hi");

  assertEquals(plain.takeLines(), ["test: hi"]);
});

Deno.test("a line that begins with // is said with one of them", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const ann = await server.join("ann");

  await console.type("//names");

  assertEquals(ann.takeLines(), [":test.chat PRIVMSG #lobby :/names"]);
});

Deno.test("blank lines say nothing", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const ann = await server.join("ann");
  console.take();

  assertEquals(await console.type("", "   ", "\t"), []);
  assertEquals(ann.takeLines(), []);
});

Deno.test("several lines at once are one message", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const ann = await server.join("ann", {
    capabilities: "batch draft/multiline",
  });
  const bob = await server.join("bob", { channels: "" });
  await server.ask(ann, "PING 1");

  assertEquals(await console.type("one\n\ntwo"), [
    "test: one",
    "test: ",
    "test: two",
  ]);

  assertEquals(ann.takeLines().map((line) => line.replace(/^@\S+ /, "")), [
    ":test.chat BATCH +test-2 draft/multiline #lobby",
    ":test.chat PRIVMSG #lobby :one",
    ":test.chat PRIVMSG #lobby :",
    ":test.chat PRIVMSG #lobby :two",
    ":test.chat BATCH -test-2",
  ]);
  assertEquals(bob.takeLines(), [
    ":test.chat NOTICE bob :one",
    ":test.chat NOTICE bob :two",
  ]);
});

Deno.test("a text of 100 kB arrives whole, in lines that fit", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const ann = await server.join("ann");
  const bob = await server.join("bob", { channels: "" });
  const text = "0123456789".repeat(10_000);

  await console.type(text);

  for (const conn of [ann, bob]) {
    const lines = conn.takeLines().filter((line) =>
      /PRIVMSG|NOTICE/.test(line)
    );
    assertEquals(lines.map((line) => line.split(" :")[1]).join(""), text);
    assertEquals(lines.every((line) => byteLength(line) <= 510), true);
  }
});

Deno.test("the console shows joins, leaves and messages of the lobby, and nothing else", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const ann = await server.join("ann", { channels: "#lobby,#a" });
  await server.join("bob", { channels: "#a" });
  await server.ask(
    ann,
    "PRIVMSG #lobby :hi",
    "PRIVMSG #lobby :\x01ACTION waves\x01",
    "PRIVMSG #a :elsewhere",
    "PRIVMSG bob :secret",
    "TAGMSG #lobby",
    "TOPIC #lobby :news",
    "NICK anna",
    "PART #lobby :bye",
    "JOIN #lobby",
    "QUIT :so long",
  );

  assertEquals(console.take(), [
    "-- ann joined #lobby",
    "ann: hi",
    "* ann waves",
    "-- ann set the topic: news",
    "-- ann is now anna",
    "-- anna left #lobby (bye)",
    "-- anna joined #lobby",
    "-- anna left (Quit: so long)",
  ]);
});

Deno.test("the console never prints a control byte", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const ann = await server.join("ann");

  await server.ask(
    ann,
    "PRIVMSG #lobby :\x1b[2J\x9b",
    "TOPIC #lobby :\x07",
    "QUIT :\x1b]0;x\x07",
  );
  const printed = [
    ...console.take(),
    ...await console.type("a\x1bb", "/kick \x1b", "/\x1b", "/announce \x1b"),
  ];

  assertEquals(printed.filter((line) => /\p{Cc}/u.test(line)), []);
  assertEquals(printed.length > 6, true);
});

Deno.test("what cannot be sent becomes visible", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const ann = await server.join("ann");

  await console.type("a\0b\rc", "/announce x\0");

  assertEquals(ann.takeLines(), [
    ":test.chat PRIVMSG #lobby :a␀b␍c",
    ":test.chat NOTICE ann :x␀",
  ]);
});

Deno.test("the server runs on when the console's input ends, and still shows", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  await console.end();
  await console.done;

  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "PING 1"), [
    ":test.chat PONG test.chat :1",
  ]);
  assertEquals(console.take(), ["-- ann joined #lobby"]);
});
