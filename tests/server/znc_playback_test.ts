import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { UnreadableStore } from "../fakes/unreadable_store.ts";
import { sayInTurn, textsIn } from "./history_talk.ts";

const PLAYBACK = "server-time znc.in/playback";
const SOURCE = ":*playback!znc@znc.in PRIVMSG ann";
/** The start of a test, in seconds since 1970. */
const START = Date.UTC(2026, 0, 1) / 1000;

/** `one`, `two` and `three` in #a, `direct` from bob, `four` in #b. */
async function talk(
  server: TestServer,
  capabilities = PLAYBACK,
): Promise<{ ann: FakeConn; bob: FakeConn }> {
  const ann = await server.join("ann", { capabilities, channels: "#a,#b" });
  const bob = await server.join("bob", { channels: "#a,#b,#c" });
  await sayInTurn(server, bob, {
    target: "#a",
    texts: ["one", "two", "three"],
  });
  await sayInTurn(server, bob, { target: "ann", texts: ["direct"] });
  await sayInTurn(server, bob, { target: "#b", texts: ["four"] });
  await sayInTurn(server, bob, { target: "#c", texts: ["not for ann"] });
  return { ann, bob };
}

Deno.test("PRIVMSG *playback :PLAY gives", async (t) => {
  const rows = [
    {
      name: "all",
      ask: "PLAY *",
      want: ["one", "two", "three", "four", "direct"],
    },
    {
      name: "all since the beginning",
      ask: "play * 0",
      want: ["one", "two", "three", "four", "direct"],
    },
    { name: "a channel", ask: "PLAY #A", want: ["one", "two", "three"] },
    { name: "a person", ask: "PLAY bob", want: ["direct"] },
    { name: "some by name", ask: "PLAY #b,bob", want: ["four", "direct"] },
    {
      name: "some by mask",
      ask: "PLAY #*",
      want: ["one", "two", "three", "four"],
    },
    {
      name: "what came after a time",
      ask: `PLAY #a ${START + 2}`,
      want: ["three"],
    },
    {
      name: "what came after a time with a fraction",
      ask: `PLAY #a ${START + 1}.999`,
      want: ["two", "three"],
    },
    {
      name: "what came up to a time",
      ask: `PLAY #a 0 ${START + 2}`,
      want: ["one", "two"],
    },
    {
      name: "what came between two times",
      ask: `PLAY * ${START + 1} ${START + 4}.000`,
      want: ["two", "three", "direct"],
    },
    { name: "nothing of now", ask: `PLAY * ${START + 100}`, want: [] },
    { name: "nothing where it is not", ask: "PLAY #c", want: [] },
    { name: "nothing of nobody", ask: "PLAY eve", want: [] },
  ];
  for (const { name, ask, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { ann } = await talk(server);

      assertEquals(
        textsIn(await server.ask(ann, `PRIVMSG *playback :${ask}`)),
        want,
      );
    });
  }
});

Deno.test("PLAY gives messages as they were, in a batch for those with batch", async () => {
  await using server = new TestServer();
  const { ann } = await talk(server, `batch ${PLAYBACK}`);
  const time = "time=2026-01-01T00:00:04.000Z";

  const answer = await server.ask(ann, "PRIVMSG *playback :PLAY bob");

  assertEquals(answer.map((line) => line.replace(/test-\w+/, "ID")), [
    "@time=2026-01-01T00:00:06.000Z :test.chat BATCH +ID znc.in/playback bob",
    `@batch=ID;${time} :bob!bob@192.0.2.1 PRIVMSG ann :direct`,
    "@time=2026-01-01T00:00:06.000Z :test.chat BATCH -ID",
  ]);
});

Deno.test("PLAY gives one's own direct messages to those who get them as echo alone", async (t) => {
  const rows = [
    { capabilities: PLAYBACK, want: ["direct"] },
    { capabilities: `echo-message ${PLAYBACK}`, want: ["direct", "mine"] },
  ];
  for (const { capabilities, want } of rows) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const { ann } = await talk(server, capabilities);
      await server.ask(ann, "PRIVMSG bob :mine");

      assertEquals(
        textsIn(await server.ask(ann, "PRIVMSG *playback :PLAY bob")),
        want,
      );
    });
  }
});

Deno.test("PLAY leaves out CTCP, and gives times in words to those without server-time", async () => {
  await using server = new TestServer();
  const { ann, bob } = await talk(server, "znc.in/playback");
  await server.ask(bob, "PRIVMSG #b :\x01VERSION\x01");

  assertEquals(textsIn(await server.ask(ann, "PRIVMSG *playback :PLAY #b")), [
    "[00:00] four",
  ]);
});

Deno.test("PRIVMSG *playback answers", async (t) => {
  const times = (from: number, to: number) =>
    `${START + from}.000 ${START + to}.000`;
  const help = "PLAY <buffer> [from [to]], LIST [buffer], CLEAR [buffer]";
  const noTime = "Times are seconds since 1970: PLAY * 1700000000.123";
  const rows = [
    {
      ask: "LIST",
      want: [`#a ${times(1, 3)}`, `#b ${times(5, 5)}`, `bob ${times(4, 4)}`],
    },
    { ask: "list #A", want: [`#a ${times(1, 3)}`] },
    { ask: "LIST #c", want: [] },
    { ask: "CLEAR *", want: ["What was said is kept, and is not cleared"] },
    { ask: "HELP", want: [help] },
    { ask: " ", want: [help] },
    { ask: "PLAY * x", want: [noTime] },
    { ask: "PLAY * -1", want: [noTime] },
    { ask: "PLAY * 1e9", want: [noTime] },
    { ask: "PLAY * 0 9999999999999999", want: [noTime] },
  ];
  for (const { ask, want } of rows) {
    await t.step(ask, async () => {
      await using server = new TestServer();
      const { ann } = await talk(server, "znc.in/playback");

      assertEquals(
        await server.ask(ann, `PRIVMSG *playback :${ask}`),
        want.map((text) => `${SOURCE} :${text}`),
      );
    });
  }
});

Deno.test("ZNC *playback is the same, in one parameter or in several", async () => {
  await using server = new TestServer();
  const { ann } = await talk(server);

  for (const ask of ["PLAY #b 0", ":PLAY #b 0", "PLAY :#b 0"]) {
    assertEquals(
      textsIn(await server.ask(ann, `ZNC *playback ${ask}`)),
      ["four"],
      ask,
    );
  }
  const answer = await server.ask(ann, "ZNC *status :HELP", "ZNC");
  assertEquals(answer.map((line) => line.replace(/^@\S+ /, "")), [
    ":test.chat 401 ann *status :No such nick",
    ":test.chat 401 ann * :No such nick",
  ]);
});

Deno.test("CLEAR takes nothing away", async () => {
  await using server = new TestServer();
  const { ann } = await talk(server);

  const answer = await server.ask(
    ann,
    "PRIVMSG *playback :CLEAR *",
    "PRIVMSG *playback :PLAY #b",
  );

  assertEquals(textsIn(answer).at(-1), "four");
});

Deno.test("without znc.in/playback there is no *playback", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "PRIVMSG *playback :PLAY *"), [
    ":test.chat 401 ann *playback :No such nick",
  ]);
  assertEquals(await server.ask(ann, "ZNC *playback PLAY *"), [
    ":test.chat 421 ann ZNC :Unknown command",
  ]);
});

Deno.test("PLAY and LIST say so where nothing can be read", async () => {
  const store = new UnreadableStore();
  await using server = new TestServer({}, { store });
  const { ann } = await talk(server, "znc.in/playback");
  store.isUnreadable = true;

  assertEquals(
    await server.ask(
      ann,
      "PRIVMSG *playback :PLAY *",
      "PRIVMSG *playback :LIST",
    ),
    Array(2).fill(
      `${SOURCE} :What was said cannot be read: Cannot read what was said as the disk is broken`,
    ),
  );
});
