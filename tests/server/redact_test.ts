import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";
import {
  ANN,
  asked,
  BOB,
  CAPABILITIES,
  FORBIDDEN,
  idOf,
  NO_SUCH,
  pair,
  said,
  taken,
} from "./redact_talk.ts";

Deno.test("REDACT takes an own message back, from all with draft/message-redaction", async (t) => {
  const rows = ["PRIVMSG #a :oops", "NOTICE #a :oops", "@+x=1 TAGMSG #a"];
  for (const line of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const both = await pair(server);
      const { ann, bob } = both;
      const old = await server.join("old", {
        capabilities: "message-tags",
        channels: "#a",
      });
      const id = await said(server, both, bob, line);
      old.takeLines();

      const redaction = `@msgid=NEW ${BOB} REDACT #a ${id}`;
      assertEquals(await asked(server, bob, `REDACT #A ${id}`), [redaction]);
      assertEquals(taken(ann), [redaction]);
      assertEquals(taken(old), []);
    });
  }
});

Deno.test("REDACT of a message to oneself is told once", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const id = await said(server, both, both.ann, "PRIVMSG ann :hm");

  assertEquals(await asked(server, both.ann, `REDACT ann ${id}`), [
    `@msgid=NEW ${ANN} REDACT ann ${id}`,
  ]);
});

Deno.test("REDACT takes a message back once", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann } = both;
  const id = await said(server, both, ann, "PRIVMSG #a :hi");

  await server.ask(ann, `REDACT #a ${id}`);

  assertEquals(await asked(server, ann, `REDACT #a ${id}`), [
    `:test.chat FAIL REDACT UNKNOWN_MSGID #a ${id} :${NO_SUCH}`,
  ]);
});

Deno.test("REDACT of a message to some ranks is told to those", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann, bob } = both;
  const cleo = await server.join("cleo", {
    capabilities: CAPABILITIES,
    channels: "#a",
  });
  const id = await said(server, both, bob, "PRIVMSG @#a :help");

  assertEquals(await asked(server, cleo, `REDACT #a ${id}`), [
    `:test.chat FAIL REDACT UNKNOWN_MSGID #a ${id} :${NO_SUCH}`,
  ]);
  const redaction = `@msgid=NEW ${BOB} REDACT @#a ${id}`;
  assertEquals(await asked(server, bob, `REDACT @#a ${id}`), [redaction]);
  assertEquals(taken(ann), [redaction]);
  assertEquals(taken(cleo), []);
});

Deno.test("REDACT takes back what the console said, for who runs the lobby", async () => {
  await using server = new TestServer({
    opers: [{ name: "root", password: "secret" }],
  });
  const ann = await server.join("ann", { capabilities: CAPABILITIES });
  const bob = await server.join("bob", { capabilities: CAPABILITIES });
  await server.ask(ann, "OPER root secret");
  async function* lines(): AsyncGenerator<string> {
    yield "hello";
  }
  await server.openConsole(lines(), []);
  await settle();
  const msgid = /msgid=(\S+)/.exec(bob.takeLines().at(-1) ?? "")?.[1];

  assertEquals(await asked(server, bob, `REDACT #lobby ${msgid}`), [
    `:test.chat FAIL REDACT REDACT_FORBIDDEN #lobby ${msgid} :${FORBIDDEN}`,
  ]);
  await server.ask(ann, `REDACT #lobby ${msgid}`);

  assertEquals(
    bob.takeLines().map((line) => line.replace(/^@\S+ /, "")),
    [`${ANN} REDACT #lobby ${msgid}`],
  );
});

Deno.test("REDACT is answered under its label, also to who cannot be told", async (t) => {
  const rows = [
    {
      capabilities: `${CAPABILITIES} batch labeled-response`,
      want: `@label=7;msgid=NEW ${ANN} REDACT #a {id}`,
    },
    {
      capabilities: "batch labeled-response",
      want: "@label=7 :test.chat ACK",
    },
  ];
  for (const { capabilities, want } of rows) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const both = await pair(server, capabilities);
      const cleo = await server.join("cleo", {
        capabilities: CAPABILITIES,
        channels: "#a",
      });
      await said(server, both, both.ann, "PRIVMSG #a :hi");
      const id = idOf(cleo.takeLines().at(-1));

      assertEquals(await asked(server, both.ann, `@label=7 REDACT #a ${id}`), [
        want.replace("{id}", id),
      ]);
    });
  }
});

Deno.test("REDACT finds what was said before much typing", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const id = await said(server, both, both.ann, "PRIVMSG #a :hi");
  const typing = Array<string>(10_001).fill("@+typing=active TAGMSG #a");
  server.server.hub.registry.session("bob")!.admit = () => 0;

  await server.ask(both.bob, ...typing);
  both.ann.takeLines();

  const [redaction] = await server.ask(both.ann, `REDACT #a ${id}`);
  assertEquals(redaction?.endsWith(`${ANN} REDACT #a ${id}`), true);
});

Deno.test("REDACT cuts a reason that does not fit the line", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const id = await said(server, both, both.ann, "PRIVMSG #a :hi");

  await server.ask(both.ann, `REDACT #a ${id} :x ${"é".repeat(243)}`);

  const start = `@msgid=NEW ${ANN} REDACT #a ${id} :x `;
  const room = 510 - (`${ANN} REDACT #a ${id} :x `).length;
  assertEquals(taken(both.bob), [
    `${start}${"é".repeat(Math.floor(room / 2))}`,
  ]);
});
