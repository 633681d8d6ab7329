import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const CAPABILITIES = "message-tags draft/message-redaction";
const ANN = ":ann!ann@192.0.2.1";
const BOB = ":bob!bob@192.0.2.1";

const NO_SUCH = "There is no such message, or it is too old";
const FORBIDDEN = "You may not take back this message";
const NO_PLACE = "You cannot take back messages there";

interface Pair {
  /** Runs #a. */
  readonly ann: FakeConn;
  readonly bob: FakeConn;
}

async function pair(
  server: TestServer,
  capabilities = CAPABILITIES,
): Promise<Pair> {
  const ann = await server.join("ann", { capabilities, channels: "#a" });
  const bob = await server.join("bob", { capabilities, channels: "#a" });
  ann.takeLines();
  return { ann, bob };
}

/** Says something, and forgets that it was heard. The first id is `test-1`. */
async function said(
  server: TestServer,
  { ann, bob }: Pair,
  conn: FakeConn,
  line: string,
): Promise<void> {
  await server.ask(conn, line);
  ann.takeLines();
  bob.takeLines();
}

Deno.test("REDACT takes an own message back, from all who can be told", async (t) => {
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
      await said(server, both, bob, line);
      old.takeLines();

      const redaction = `@msgid=test-2 ${BOB} REDACT #a test-1`;
      assertEquals(await server.ask(bob, "REDACT #A test-1"), [redaction]);
      assertEquals(ann.takeLines(), [redaction]);
      assertEquals(old.takeLines(), []);
    });
  }
});

Deno.test("REDACT takes another's message back for who runs the channel", async (t) => {
  for (const rank of ["o", "h"]) {
    await t.step(`+${rank}`, async () => {
      await using server = new TestServer();
      const both = await pair(server);
      const { ann, bob } = both;
      const cleo = await server.join("cleo", {
        capabilities: CAPABILITIES,
        channels: "#a",
      });
      await server.ask(ann, `MODE #a +${rank} cleo`);
      cleo.takeLines();
      await said(server, both, bob, "PRIVMSG #a :spam");

      const redaction =
        "@msgid=test-2 :cleo!cleo@192.0.2.1 REDACT #a test-1 :no spam here";
      await server.ask(cleo, "REDACT #a test-1 :no spam here");

      assertEquals(ann.takeLines(), [redaction]);
      assertEquals(bob.takeLines(), [redaction]);
    });
  }
});

Deno.test("REDACT is refused with the reason", async (t) => {
  const rows = [
    { name: "no message", line: "REDACT #a", want: "461" },
    {
      name: "an unknown id",
      line: "REDACT #a nothing",
      want: `FAIL REDACT UNKNOWN_MSGID #a nothing :${NO_SUCH}`,
    },
    {
      name: "an unsayable id",
      line: "REDACT #a :a b",
      want: `FAIL REDACT UNKNOWN_MSGID #a * :${NO_SUCH}`,
    },
    {
      name: "another's message",
      line: "REDACT #a test-1",
      want: `FAIL REDACT REDACT_FORBIDDEN #a test-1 :${FORBIDDEN}`,
    },
    {
      name: "a message of another channel",
      line: "REDACT #b test-1",
      want: `FAIL REDACT UNKNOWN_MSGID #b test-1 :${NO_SUCH}`,
    },
    {
      name: "a message of a channel, as to a person",
      line: "REDACT ann test-1",
      want: `FAIL REDACT UNKNOWN_MSGID ann test-1 :${NO_SUCH}`,
    },
    {
      name: "no such channel",
      line: "REDACT #no test-1",
      want: `FAIL REDACT INVALID_TARGET #no :${NO_PLACE}`,
    },
    {
      name: "a channel that one is not in",
      line: "REDACT #c test-1",
      want: `FAIL REDACT INVALID_TARGET #c :${NO_PLACE}`,
    },
    {
      name: "nobody",
      line: "REDACT nobody test-1",
      want: `FAIL REDACT INVALID_TARGET nobody :${NO_PLACE}`,
    },
    {
      name: "an empty target",
      line: "REDACT  :",
      want: "461",
    },
    {
      name: "an unsayable target",
      line: "REDACT :: x",
      want: "461",
    },
    {
      name: "a direct message between others",
      line: "REDACT ann test-2",
      want: `FAIL REDACT UNKNOWN_MSGID ann test-2 :${NO_SUCH}`,
    },
  ];
  for (const { name, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const both = await pair(server);
      const { ann, bob } = both;
      const dan = await server.join("dan", { channels: "#c" });
      await server.ask(bob, "JOIN #b");
      await said(server, both, ann, "PRIVMSG #a :hi");
      await said(server, both, dan, "PRIVMSG ann :psst");

      const expected = want === "461"
        ? "461 bob REDACT :Not enough parameters"
        : want;
      assertEquals(await server.ask(bob, line), [`:test.chat ${expected}`]);
      assertEquals(ann.takeLines(), []);
    });
  }
});

Deno.test("REDACT of a direct message is its author's alone", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann, bob } = both;
  await said(server, both, ann, "PRIVMSG bob :psst");

  assertEquals(await server.ask(bob, "REDACT bob test-1"), [
    `:test.chat FAIL REDACT REDACT_FORBIDDEN bob test-1 :${FORBIDDEN}`,
  ]);
  const redaction = `@msgid=test-2 ${ANN} REDACT bob test-1 :never mind`;
  assertEquals(await server.ask(ann, "REDACT BOB test-1 :never mind"), [
    redaction,
  ]);
  assertEquals(bob.takeLines(), [redaction]);
});

Deno.test("REDACT of a direct message follows its receiver to another nick, not to another person", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann, bob } = both;
  await said(server, both, ann, "PRIVMSG bob :psst");
  await server.ask(bob, "NICK rob");
  const next = await server.join("bob", { capabilities: CAPABILITIES });
  ann.takeLines();
  bob.takeLines();

  assertEquals(await server.ask(ann, "REDACT bob test-1"), [
    `:test.chat FAIL REDACT UNKNOWN_MSGID bob test-1 :${NO_SUCH}`,
  ]);
  await server.ask(ann, "REDACT rob test-1");

  assertEquals(bob.takeLines(), [`@msgid=test-2 ${ANN} REDACT rob test-1`]);
  assertEquals(next.takeLines(), []);
});

Deno.test("REDACT of a message to oneself is told once", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  await said(server, both, both.ann, "PRIVMSG ann :hm");

  assertEquals(await server.ask(both.ann, "REDACT ann test-1"), [
    `@msgid=test-2 ${ANN} REDACT ann test-1`,
  ]);
});

Deno.test("REDACT takes a message back once", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann } = both;
  await said(server, both, ann, "PRIVMSG #a :hi");

  await server.ask(ann, "REDACT #a test-1");

  assertEquals(await server.ask(ann, "REDACT #a test-1"), [
    `:test.chat FAIL REDACT UNKNOWN_MSGID #a test-1 :${NO_SUCH}`,
  ]);
});

Deno.test("REDACT of an own message is refused to who may not speak, as it can carry a text", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann, bob } = both;
  await said(server, both, bob, "PRIVMSG #a :hi");
  await server.ask(ann, "MODE #a +m");
  bob.takeLines();

  assertEquals(await server.ask(bob, "REDACT #a test-1 :more"), [
    `:test.chat FAIL REDACT REDACT_FORBIDDEN #a test-1 :${FORBIDDEN}`,
  ]);
});

Deno.test("REDACT is no longer its author's after a new connection under the same nick", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  await said(server, both, both.bob, "PRIVMSG #a :hi");
  await server.ask(both.bob, "QUIT");
  const bob = await server.join("bob", { channels: "#a" });

  assertEquals(await server.ask(bob, "REDACT #a test-1"), [
    `:test.chat FAIL REDACT REDACT_FORBIDDEN #a test-1 :${FORBIDDEN}`,
  ]);
});

Deno.test("REDACT of a channel that was made anew finds nothing of the old one", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann, bob } = both;
  await said(server, both, bob, "PRIVMSG #a :hi");
  await server.ask(ann, "PART #a");
  await server.ask(bob, "PART #a", "JOIN #a");

  assertEquals(await server.ask(bob, "REDACT #a test-1"), [
    `:test.chat FAIL REDACT UNKNOWN_MSGID #a test-1 :${NO_SUCH}`,
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
  await said(server, both, bob, "PRIVMSG @#a :help");

  assertEquals(await server.ask(cleo, "REDACT #a test-1"), [
    `:test.chat FAIL REDACT UNKNOWN_MSGID #a test-1 :${NO_SUCH}`,
  ]);
  const redaction = `@msgid=test-2 ${BOB} REDACT @#a test-1`;
  assertEquals(await server.ask(bob, "REDACT @#a test-1"), [redaction]);
  assertEquals(ann.takeLines(), [redaction]);
  assertEquals(cleo.takeLines(), []);
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

  assertEquals(await server.ask(bob, `REDACT #lobby ${msgid}`), [
    `:test.chat FAIL REDACT REDACT_FORBIDDEN #lobby ${msgid} :${FORBIDDEN}`,
  ]);
  await server.ask(ann, `REDACT #lobby ${msgid}`);

  assertEquals(
    bob.takeLines().map((line) => line.replace(/^@\S+ /, "")),
    [`${ANN} REDACT #lobby ${msgid}`],
  );
});

Deno.test("REDACT by an operator of the server works in any channel", async () => {
  await using server = new TestServer({
    opers: [{ name: "root", password: "secret" }],
  });
  const both = await pair(server);
  const root = await server.join("root", {
    capabilities: CAPABILITIES,
    channels: "",
  });
  await said(server, both, both.ann, "PRIVMSG #a :spam");
  const redact = "REDACT #a test-1 spam";

  assertEquals(await server.ask(root, redact), [
    ":test.chat FAIL REDACT INVALID_TARGET #a :You cannot take back messages there",
  ]);
  await server.ask(root, "OPER root secret");
  both.ann.takeLines();
  both.bob.takeLines();

  const want = "@msgid=test-2 :root!root@192.0.2.1 REDACT #a test-1 spam";
  assertEquals(await server.ask(root, redact), [want]);
  assertEquals(both.ann.takeLines(), [want]);
  assertEquals(both.bob.takeLines(), [want]);
});

Deno.test("REDACT is answered under its label, also to who cannot be told", async (t) => {
  const rows = [
    {
      capabilities: `${CAPABILITIES} batch labeled-response`,
      want: `@label=7;msgid=test-2 ${ANN} REDACT #a test-1`,
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
      await said(server, both, both.ann, "PRIVMSG #a :hi");

      assertEquals(await server.ask(both.ann, "@label=7 REDACT #a test-1"), [
        want,
      ]);
    });
  }
});

Deno.test("REDACT finds what was said before much typing", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  await said(server, both, both.ann, "PRIVMSG #a :hi");
  const typing = Array<string>(10_001).fill("@+typing=active TAGMSG #a");
  server.server.hub.registry.session("bob")!.admit = () => 0;

  await server.ask(both.bob, ...typing);
  both.ann.takeLines();

  const [redaction] = await server.ask(both.ann, "REDACT #a test-1");
  assertEquals(redaction?.endsWith(`${ANN} REDACT #a test-1`), true);
});

Deno.test("REDACT cuts a reason that does not fit the line", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  await said(server, both, both.ann, "PRIVMSG #a :hi");

  await server.ask(both.ann, `REDACT #a test-1 :x ${"é".repeat(243)}`);

  const start = `@msgid=test-2 ${ANN} REDACT #a test-1 :x `;
  const room = 510 - (`${ANN} REDACT #a test-1 :x `).length;
  assertEquals(both.bob.takeLines(), [
    `${start}${"é".repeat(Math.floor(room / 2))}`,
  ]);
});
