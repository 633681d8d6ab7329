import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const ANN = ":ann!ann@192.0.2.1";

async function pair(
  server: TestServer,
  capabilities = "",
): Promise<{ ann: FakeConn; bob: FakeConn }> {
  const ann = await server.join("ann", { capabilities });
  const bob = await server.join("bob", { capabilities });
  ann.takeLines();
  return { ann, bob };
}

Deno.test("PRIVMSG reaches all other members of the channel once", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);
  const cleo = await server.join("cleo", { channels: "#elsewhere" });

  assertEquals(await server.ask(ann, "PRIVMSG #LOBBY :hi all"), []);

  assertEquals(bob.takeLines(), [`${ANN} PRIVMSG #lobby :hi all`]);
  assertEquals(cleo.takeLines(), []);
});

Deno.test("messages arrive in the order in which they were said", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const { ann, bob } = await pair(server);
  const cleo = await server.join("cleo");
  ann.takeLines();
  bob.takeLines();

  for (let count = 0; count < 50; count++) {
    ann.sendLines(`PRIVMSG #lobby :${count}`);
    bob.sendLines(`PRIVMSG #lobby :${count}`);
  }
  await settle();

  const heard = cleo.takeLines();
  for (const name of ["ann", "bob"]) {
    assertEquals(
      heard.filter((line) => line.startsWith(`:${name}!`)).map((line) =>
        Number(line.split(" :")[1])
      ),
      Array.from({ length: 50 }, (_, count) => count),
    );
  }
});

Deno.test("NOTICE is delivered as PRIVMSG is", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);

  await server.ask(ann, "NOTICE #lobby :hi all", "NOTICE bob :psst");

  assertEquals(bob.takeLines(), [
    `${ANN} NOTICE #lobby :hi all`,
    `${ANN} NOTICE bob :psst`,
  ]);
});

Deno.test("a message to one person reaches that person, and the sender by its echo", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server, "echo-message");
  const cleo = await server.join("cleo");

  assertEquals(await server.ask(ann, "PRIVMSG BOB :psst"), [
    `${ANN} PRIVMSG bob :psst`,
  ]);
  assertEquals(bob.takeLines().at(-1), `${ANN} PRIVMSG bob :psst`);
  assertEquals(cleo.takeLines(), []);
});

Deno.test("a message to oneself arrives, and its echo too", async () => {
  await using server = new TestServer();
  const { ann } = await pair(server, "echo-message batch labeled-response");

  assertEquals(await server.ask(ann, "@label=1 PRIVMSG ann :hm"), [
    `${ANN} PRIVMSG ann :hm`,
    `@label=1 ${ANN} PRIVMSG ann :hm`,
  ]);
});

Deno.test("a message to several targets reaches each once", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);

  const answer = await server.ask(
    ann,
    "PRIVMSG #lobby,bob,nobody,,#Lobby,BOB :hi",
  );

  assertEquals(answer, [":test.chat 401 ann nobody :No such nick"]);
  assertEquals(bob.takeLines(), [
    `${ANN} PRIVMSG #lobby :hi`,
    `${ANN} PRIVMSG bob :hi`,
  ]);
});

Deno.test("a message is refused with the reason", async (t) => {
  const rows = [
    ["PRIVMSG", "411 ann :No recipient given (PRIVMSG)"],
    ["TAGMSG ,", "411 ann :No recipient given (TAGMSG)"],
    ["PRIVMSG bob", "412 ann :No text to send"],
    ["PRIVMSG #lobby :", "412 ann :No text to send"],
    ["PRIVMSG nobody :hi", "401 ann nobody :No such nick"],
    ["PRIVMSG test.chat :hi", "401 ann test.chat :No such nick"],
    ["PRIVMSG $* :hi", "401 ann $* :No such nick"],
    ["PRIVMSG early :hi", "401 ann early :No such nick"],
    ["PRIVMSG #no :hi", "403 ann #no :No such channel"],
    [
      "PRIVMSG #away :hi",
      "404 ann #away :Cannot send to channel (you are not in it)",
    ],
    [
      "PRIVMSG a,b,c,d,e :hi",
      "407 ann a,b,c,d,e :Too many targets: 4 at the most, no message delivered",
    ],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server);
      await server.join("cleo", { channels: "#away" });
      await server.ask(await server.connect(), "NICK early");

      assertEquals(await server.ask(ann, line), [`:test.chat ${want}`]);
      assertEquals(bob.takeLines(), []);
    });
  }
});

Deno.test("NOTICE is never answered with an error", async (t) => {
  const lines = [
    "NOTICE",
    "NOTICE bob :",
    "NOTICE nobody :hi",
    "NOTICE #no :hi",
    "NOTICE #away :hi",
    "NOTICE a,b,c,d,e :hi",
  ];
  for (const line of lines) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { ann } = await pair(server, "batch labeled-response");
      await server.join("cleo", { channels: "#away" });

      assertEquals(await server.ask(ann, line), []);
      assertEquals(await server.ask(ann, `@label=7 ${line}`), [
        "@label=7 :test.chat ACK",
      ]);
    });
  }
});

Deno.test("NOTICE before the registration is not answered", async () => {
  await using server = new TestServer();
  const conn = await server.connect();
  await server.ask(conn, "NICK ann");

  assertEquals(await server.ask(conn, "NOTICE bob :hi"), []);
});

Deno.test("a line of 512 bytes is relayed whole, though its source makes it longer", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);
  const line = `PRIVMSG #lobby :${"é".repeat(247)}`;
  assertEquals(byteLength(`${line}\r\n`), 512);

  await server.ask(ann, line);

  assertEquals(bob.takeLines(), [`${ANN} ${line}`]);
});

Deno.test("a text is relayed with all its spaces and colours", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);

  await server.ask(ann, "PRIVMSG #lobby :  :a \x02b\x02 \x0304c  ");

  assertEquals(bob.takeLines(), [
    `${ANN} PRIVMSG #lobby :  :a \x02b\x02 \x0304c  `,
  ]);
});
