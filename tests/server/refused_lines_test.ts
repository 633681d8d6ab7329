import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";
import { flood, messages, takeNumbers } from "./flooder.ts";

Deno.test("what is wrong with a line is answered no faster than a message", async (t) => {
  const rows = [
    { name: "too long", line: `PING ${"x".repeat(600)}` },
    { name: "far too long", line: "x".repeat(5_000) },
    { name: "no UTF-8", line: "PING \xff" },
    { name: "with a NUL", line: "PING \0" },
  ];
  for (const { name, line } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { ann } = await flood(server);
      const bytes = Uint8Array.from(
        `${line}\r\n`.repeat(50),
        (character) => character.charCodeAt(0),
      );

      ann.takeLines();
      ann.send(bytes);
      await settle();
      assertEquals(ann.takeLines().length, 20);
      await server.clock.advance(1_000);

      assertEquals(ann.takeLines().length, 5);
    });
  }
});

Deno.test("a line without a command costs, a blank one next to nothing", async (t) => {
  const rows = [
    { name: "nothing", line: "", want: 18 },
    { name: "spaces", line: "   ", want: 18 },
    { name: "tags alone", line: "@a=b", want: 10 },
    { name: "a source alone", line: ":ann", want: 10 },
  ];
  for (const { name, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { ann, bob } = await flood(server);

      ann.sendLines(...Array<string>(10).fill(line), ...messages(30));
      await settle();

      assertEquals(takeNumbers(bob).length, want);
    });
  }
});

Deno.test("a label is given back with what is wrong with its line", async (t) => {
  const rows = [
    {
      name: "too long",
      line: `PING ${"x".repeat(510)}`,
      want: "417 ann :Input line was too long",
    },
    {
      name: "with too many tags",
      line: "PING 1",
      tags: `;+a=${"x".repeat(4_090)}`,
      want: "417 ann :Input line was too long",
    },
    {
      name: "no UTF-8",
      line: "PRIVMSG #lobby :\xff",
      want:
        "FAIL PRIVMSG INVALID_UTF8 :The message was not delivered as it is not valid UTF-8",
    },
    {
      name: "with a NUL",
      line: "PRIVMSG #lobby :\0",
      want:
        "FAIL * INVALID_MESSAGE :Cannot parse the line as it holds a NUL, CR or LF",
    },
    { name: "without a command", line: "", want: "ACK" },
  ];
  for (const { name, line, tags = "", want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", {
        capabilities: "batch labeled-response",
      });

      ann.send(Uint8Array.from(
        `@label=7${tags} ${line}\r\n`,
        (character) => character.charCodeAt(0),
      ));
      await settle();

      assertEquals(ann.takeLines(), [`@label=7 :test.chat ${want}`]);
    });
  }
});

Deno.test("a label with a NUL is not given back", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "batch labeled-response",
  });

  assertEquals(await server.ask(ann, "@label=a\0b PING 1"), [
    ":test.chat FAIL * INVALID_MESSAGE :Cannot parse the line as it holds a NUL, CR or LF",
  ]);
});

Deno.test("a multi-line message is refused whole with one of its lines", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "batch draft/multiline echo-message labeled-response",
  });
  const bob = await server.join("bob");

  const answer = await server.ask(
    ann,
    "@label=7 BATCH +1 draft/multiline #lobby",
    "@batch=1 PRIVMSG #lobby :one",
    `@batch=1 PRIVMSG #lobby :${"x".repeat(600)}`,
    "@batch=1 PRIVMSG #lobby :three",
    "BATCH -1",
  );

  assertEquals(answer, [
    "@label=7 :test.chat 417 ann :Input line was too long",
  ]);
  assertEquals(bob.takeLines(), []);
});
