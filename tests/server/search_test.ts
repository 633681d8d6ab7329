import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { answer, CAPABILITIES, idOf, join, search } from "./search_talk.ts";

Deno.test("SEARCH answers with a batch chat/search, newest first, as it was said", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const bob = await join(server, "bob", {
    capabilities: `${CAPABILITIES} server-time`,
  });
  bob.takeLines();
  await server.ask(ann, "@+x=1 PRIVMSG #a :The deploy is done");
  await server.clock.advance(20_000);
  await server.ask(
    ann,
    "NOTICE #a :deploy again",
    "PRIVMSG #a :something else",
  );
  const [first, second] = bob.takeLines();

  const [opening = "", ...rest] = await server.ask(bob, "SEARCH 10 * :deploy");

  const reference = /BATCH \+(\S+) chat\/search 2$/.exec(opening)?.[1];
  assertEquals(rest, [
    `@batch=${reference};${second!.slice(1)}`,
    `@batch=${reference};${first!.slice(1)}`,
    rest.at(-1),
  ]);
  assert(rest.at(-1)!.endsWith(` BATCH -${reference}`));
});

Deno.test("SEARCH finds by words, phrases, beginnings, names, places and dates", async (t) => {
  await using server = new TestServer();
  const ann = await join(server, "ann", { channels: "#a,#b" });
  const bob = await join(server, "bob", { channels: "#a,#b" });
  const start = new Date(server.clock.now()).toISOString().slice(0, 16);
  await server.ask(ann, "PRIVMSG #a :one two three");
  await server.ask(bob, "PRIVMSG #b :three two ONE");
  await server.ask(ann, "PRIVMSG bob :Onerous, café!");
  for (let seconds = 0; seconds < 120; seconds += 30) {
    await server.clock.advance(30_000);
    for (const conn of [ann, bob]) await server.ask(conn, "PONG 1");
  }
  await server.ask(bob, "PRIVMSG #a :late one");
  const FIRST = "ann #a one two three";
  const SECOND = "bob #b three two ONE";
  const THIRD = "ann bob Onerous, café!";
  const LATE = "bob #a late one";
  const rows: readonly [query: string, want: readonly string[]][] = [
    ["one", [LATE, SECOND, FIRST]],
    ["three one", [SECOND, FIRST]],
    ['"two three"', [FIRST]],
    ["onero*", [THIRD]],
    ["one*", [LATE, THIRD, SECOND, FIRST]],
    ["CAFE", [THIRD]],
    ["one from:BOB", [LATE, SECOND]],
    ["from:ann", [THIRD, FIRST]],
    ["in:#B", [SECOND]],
    ["one in:#a", [LATE, FIRST]],
    ["in:bob", [THIRD]],
    ["one after:1m", [LATE]],
    ["one before:1m", [SECOND, FIRST]],
    [`one after:${start}`, [LATE, SECOND, FIRST]],
    ["one after:2100-01-01", []],
    ["one before:1980-01-01", []],
    ["nothing", []],
    ["from:nobody", []],
  ];
  for (const [query, want] of rows) {
    await t.step(query, async () => {
      assertEquals(await search(server, ann, query), want);
    });
  }
});

Deno.test("SEARCH gives older ones page by page, also behind one that is gone", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  for (const number of [1, 2, 3, 4, 5]) {
    await server.ask(ann, `PRIVMSG #a :word ${number}`);
  }

  const first = await answer(server, ann, "SEARCH 2 * :word");
  const last = idOf(first.at(-2));
  await server.ask(ann, `REDACT #a ${last}`);
  const older = await search(server, ann, "word", { limit: 2, before: last });
  const rest = await search(server, ann, "word", { before: last });

  assertEquals(first.length, 4);
  assertEquals(older, ["ann #a word 3", "ann #a word 2"]);
  assertEquals(rest, ["ann #a word 3", "ann #a word 2", "ann #a word 1"]);
});

Deno.test("SEARCH gives no more than its most, whatever is asked for", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await join(server, "ann");
  for (let number = 0; number < 60; number++) {
    await server.ask(ann, `PRIVMSG #a :word ${number}`);
  }

  assertEquals((await search(server, ann, "word", { limit: 51 })).length, 50);
  assertEquals(
    (await search(server, ann, "word", { limit: 99_999_999 })).length,
    50,
  );
});

Deno.test("SEARCH finds an edited message by its new text, a redacted one not at all", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  const say = async (text: string) => {
    bob.takeLines();
    await server.ask(ann, `PRIVMSG #a :${text}`);
    return idOf(bob.takeLines().at(-1));
  };
  const edited = await say("the old text");
  const redacted = await say("the redacted text");
  await server.ask(
    ann,
    `EDITMSG #a ${edited} :the new text`,
    `REDACT #a ${redacted}`,
  );

  assertEquals(await search(server, bob, "text"), ["ann #a the new text"]);
  assertEquals(await search(server, bob, "old"), []);
  assertEquals(await search(server, bob, "redacted"), []);
  assertEquals(
    (await answer(server, bob, "SEARCH 1 * :new"))[1]?.includes("chat/edited="),
    true,
  );
});

Deno.test("SEARCH gives a message of several lines as one, in a batch of its own", async () => {
  await using server = new TestServer();
  const capabilities = `${CAPABILITIES} draft/multiline`;
  const ann = await join(server, "ann", { capabilities });
  await server.ask(
    ann,
    "BATCH +1 draft/multiline #a",
    "@batch=1 PRIVMSG #a :one",
    "@batch=1 PRIVMSG #a :word",
    "BATCH -1",
  );

  const lines = await answer(server, ann, "SEARCH 1 * :word");

  assertEquals(
    lines.map((line) => line.replace(/^(?:@\S+ )?:\S+ /, "").split(" ")[0]),
    ["BATCH", "BATCH", "PRIVMSG", "PRIVMSG", "BATCH", "BATCH"],
  );
});

Deno.test("SEARCH is answered under its label", async () => {
  await using server = new TestServer();
  const capabilities = `${CAPABILITIES} labeled-response`;
  const ann = await join(server, "ann", { capabilities });

  const lines = await server.ask(ann, "@label=5 SEARCH 1 * :word");

  assertEquals(lines.length, 4);
  assert(lines[0]?.startsWith("@label=5 "));
  assert(lines[1]?.endsWith(" chat/search 0"));
});
