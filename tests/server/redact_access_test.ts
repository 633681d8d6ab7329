import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import {
  ANN,
  asked,
  CAPABILITIES,
  FORBIDDEN,
  NO_PLACE,
  NO_SUCH,
  pair,
  said,
  taken,
} from "./redact_talk.ts";

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
      const id = await said(server, both, bob, "PRIVMSG #a :spam");

      const redaction =
        `@msgid=NEW :cleo!cleo@192.0.2.1 REDACT #a ${id} :no spam here`;
      await server.ask(cleo, `REDACT #a ${id} :no spam here`);

      assertEquals(taken(ann), [redaction]);
      assertEquals(taken(bob), [redaction]);
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
      line: "REDACT #a {id}",
      want: `FAIL REDACT REDACT_FORBIDDEN #a {id} :${FORBIDDEN}`,
    },
    {
      name: "a message of another channel",
      line: "REDACT #b {id}",
      want: `FAIL REDACT UNKNOWN_MSGID #b {id} :${NO_SUCH}`,
    },
    {
      name: "a message of a channel, as to a person",
      line: "REDACT ann {id}",
      want: `FAIL REDACT UNKNOWN_MSGID ann {id} :${NO_SUCH}`,
    },
    {
      name: "no such channel",
      line: "REDACT #no {id}",
      want: `FAIL REDACT INVALID_TARGET #no :${NO_PLACE}`,
    },
    {
      name: "a channel that one is not in",
      line: "REDACT #c {id}",
      want: `FAIL REDACT INVALID_TARGET #c :${NO_PLACE}`,
    },
    {
      name: "nobody",
      line: "REDACT nobody {id}",
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
      line: "REDACT ann {direct}",
      want: `FAIL REDACT UNKNOWN_MSGID ann {direct} :${NO_SUCH}`,
    },
  ];
  for (const { name, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const both = await pair(server);
      const { ann, bob } = both;
      const dan = await server.join("dan", { channels: "#c" });
      await server.ask(bob, "JOIN #b");
      const id = await said(server, both, ann, "PRIVMSG #a :hi");
      const direct = await said(server, both, dan, "PRIVMSG ann :psst");
      const withIds = (text: string) =>
        text.replace("{id}", id).replace("{direct}", direct);

      const expected = want === "461"
        ? "461 bob REDACT :Not enough parameters"
        : want;
      assertEquals(await asked(server, bob, withIds(line)), [
        `:test.chat ${withIds(expected)}`,
      ]);
      assertEquals(taken(ann), []);
    });
  }
});

Deno.test("REDACT of a direct message is its author's alone", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann, bob } = both;
  const id = await said(server, both, ann, "PRIVMSG bob :psst");

  assertEquals(await asked(server, bob, `REDACT ann ${id}`), [
    `:test.chat FAIL REDACT REDACT_FORBIDDEN ann ${id} :${FORBIDDEN}`,
  ]);
  const redaction = `@msgid=NEW ${ANN} REDACT bob ${id} :never mind`;
  assertEquals(await asked(server, ann, `REDACT BOB ${id} :never mind`), [
    redaction,
  ]);
  assertEquals(taken(bob), [redaction]);
});

Deno.test("REDACT of a direct message follows its receiver to another nick, not to another person", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann, bob } = both;
  const id = await said(server, both, ann, "PRIVMSG bob :psst");
  await server.ask(bob, "NICK rob");
  const next = await server.join("bob", { capabilities: CAPABILITIES });
  ann.takeLines();
  bob.takeLines();

  assertEquals(await asked(server, ann, `REDACT bob ${id}`), [
    `:test.chat FAIL REDACT UNKNOWN_MSGID bob ${id} :${NO_SUCH}`,
  ]);
  await server.ask(ann, `REDACT rob ${id}`);

  assertEquals(taken(bob), [`@msgid=NEW ${ANN} REDACT rob ${id}`]);
  assertEquals(taken(next), []);
});

Deno.test("REDACT of an own message is refused to who may not speak, as it can carry a text", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann, bob } = both;
  const id = await said(server, both, bob, "PRIVMSG #a :hi");
  await server.ask(ann, "MODE #a +m");
  bob.takeLines();

  assertEquals(await asked(server, bob, `REDACT #a ${id} :more`), [
    `:test.chat FAIL REDACT REDACT_FORBIDDEN #a ${id} :${FORBIDDEN}`,
  ]);
});

Deno.test("REDACT is no longer its author's after a new connection under the same nick", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const id = await said(server, both, both.bob, "PRIVMSG #a :hi");
  await server.ask(both.bob, "QUIT");
  const bob = await server.join("bob", { channels: "#a" });

  assertEquals(await asked(server, bob, `REDACT #a ${id}`), [
    `:test.chat FAIL REDACT REDACT_FORBIDDEN #a ${id} :${FORBIDDEN}`,
  ]);
});

Deno.test("REDACT of a private channel that was made anew finds nothing of the old one", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann, bob } = both;
  const id = await said(server, both, bob, "PRIVMSG #a :hi");
  await server.ask(ann, "MODE #a +i", "PART #a");
  await server.ask(bob, "PART #a", "JOIN #a");

  assertEquals(await asked(server, bob, `REDACT #a ${id}`), [
    `:test.chat FAIL REDACT UNKNOWN_MSGID #a ${id} :${NO_SUCH}`,
  ]);
});

Deno.test("REDACT of what others said before a channel was made anew is refused to who runs it now", async () => {
  await using server = new TestServer();
  const both = await pair(server);
  const { ann, bob } = both;
  const ids = [
    await said(server, both, ann, "PRIVMSG #a :ours"),
    await said(server, both, bob, "PRIVMSG #a :mine"),
  ];
  await server.ask(ann, "PART #a");
  await server.ask(bob, "PART #a");
  await server.clock.advance(1_000);
  await server.ask(bob, "JOIN #a");
  await server.ask(ann, "JOIN #a");
  bob.takeLines();
  ids.push(await said(server, both, ann, "PRIVMSG #a :new"));

  const answers: string[] = [];
  for (const id of ids) {
    answers.push(...await asked(server, bob, `REDACT #a ${id}`));
  }

  assertEquals(answers, [
    `:test.chat FAIL REDACT REDACT_FORBIDDEN #a ${ids[0]} :${FORBIDDEN}`,
    `@msgid=NEW :bob!bob@192.0.2.1 REDACT #a ${ids[1]}`,
    `@msgid=NEW :bob!bob@192.0.2.1 REDACT #a ${ids[2]}`,
  ]);
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
  const id = await said(server, both, both.ann, "PRIVMSG #a :spam");
  const redact = `REDACT #a ${id} spam`;

  assertEquals(await asked(server, root, redact), [
    ":test.chat FAIL REDACT INVALID_TARGET #a :You cannot take back messages there",
  ]);
  await server.ask(root, "OPER root secret");
  both.ann.takeLines();
  both.bob.takeLines();

  const want = `@msgid=NEW :root!root@192.0.2.1 REDACT #a ${id} spam`;
  assertEquals(await asked(server, root, redact), [want]);
  assertEquals(taken(both.ann), [want]);
  assertEquals(taken(both.bob), [want]);
});
