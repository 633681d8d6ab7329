import { assertEquals } from "@std/assert/equals";
import { line, PastRig, questions, timeOf } from "./past_rig.ts";

Deno.test("Link stays whatever names and ids a server gives", async (t) => {
  const long = "x".repeat(600);
  const cases: { name: string; lines: string[] }[] = [
    {
      name: "an id with a space",
      lines: ["@msgid=a\\sb;time=2026-01-02T03:00:02.000Z :bob PRIVMSG #a :x"],
    },
    { name: "a long id", lines: [`@msgid=${long} :bob PRIVMSG #a :x`] },
    { name: "a long channel", lines: [`:ann!a@h JOIN #${long}`] },
  ];
  for (const { name, lines } of cases) {
    await t.step(name, async () => {
      const rig = new PastRig();
      await rig.start("#a");
      await rig.hear(...lines);
      await rig.comeBack();
      await rig.enter("#a", 9);
      rig.takeEvents();
      for (let label = 1; label < 9; label++) await rig.give(`q${label}`, "#a");

      assertEquals(
        await rig.hear(line(10, ":bob PRIVMSG #a :ten")),
        ["message #a: ten"],
      );
    });
  }
});

Deno.test("Link asks for nobody whom no line can name", async (t) => {
  const names = ["a b", "x".repeat(600), ":a"];
  for (const name of names) {
    await t.step(name.slice(0, 9), async () => {
      const rig = new PastRig();
      await rig.start("#a");
      await rig.comeBack();
      await rig.give("q1", "", [
        line(3, `:irc CHATHISTORY TARGETS :${name}`),
        line(4, ":irc CHATHISTORY TARGETS bob 2026-01-02T03:00:04.000Z"),
      ]);
      rig.takeEvents();
      await rig.give("q2", "bob", [line(4, ":bob PRIVMSG ann :four")]);

      assertEquals(rig.takeEvents(), ["gap", "message: four"]);
    });
  }
});

Deno.test("Link tells apart what has empty ids", async () => {
  const rig = new PastRig();
  await rig.start("#a");

  assertEquals(
    await rig.hear(
      "@msgid= :bob PRIVMSG #a :one",
      "@msgid :bob PRIVMSG #a :two",
      "@msgid= :bob TOPIC #a :three",
      "@msgid= :bob TOPIC #a :four",
    ),
    ["message #a: one", "message #a: two", "topic #a: three", "topic #a: four"],
  );
});

Deno.test("Link asks who wrote since the last word, not since one from the future", async () => {
  const rig = new PastRig();
  await rig.start("#a");
  await rig.hear(
    "@msgid=x;time=9999-01-01T00:00:00.000Z :bob PRIVMSG #a :soon",
    line(5, ":bob PRIVMSG #a :now"),
  );
  const [asked] = await rig.comeBack();

  assertEquals(
    asked?.split(" ").slice(1, 4),
    ["CHATHISTORY", "TARGETS", `timestamp=${toTime(timeOf(5) - 10_000)}`],
  );
});

Deno.test("Link asks about no more people than it can hold", async () => {
  const rig = new PastRig();
  rig.support = "CHATHISTORY=500";
  await rig.start("#a");
  let [asked] = await rig.comeBack();
  const counts: number[] = [];
  for (let page = 0; asked?.includes("TARGETS"); page++) {
    const people = Array.from({ length: 500 }, (_, index) => {
      const number = page * 500 + index;
      return `:irc CHATHISTORY TARGETS p${number} ${
        toTime(timeOf(5 + number))
      }`;
    });
    const label = /label=(\w+)/.exec(asked)?.[1] ?? "";
    const questions = await rig.give(label, "", people);
    asked = questions[0];
    counts.push(questions.length);
  }

  // Two pages of people; then four of them are asked about at a time.
  assertEquals(counts, [1, 4]);
});

Deno.test("Link asks who wrote until now, whatever times a server gives", async () => {
  const rig = new PastRig();
  await rig.start("#a");
  await rig.comeBack();
  const asked = await rig.give("q1", "", [
    `:irc CHATHISTORY TARGETS bob ${toTime(timeOf(3))}`,
    `:irc CHATHISTORY TARGETS eve ${toTime(timeOf(4))}`,
    ":irc CHATHISTORY TARGETS rob 9999-01-02T03:00:04.000Z",
  ]);

  assertEquals(asked.filter((text) => text.includes("TARGETS")), []);
});

Deno.test("Link goes on behind as much of a page as there is room for", async () => {
  const rig = new PastRig();
  rig.support = "CHATHISTORY=500";
  await rig.start("#a");
  await rig.hear(line(2, ":bob!b@h PRIVMSG #a :two"));
  await rig.comeBack();
  await rig.enter("#a", 90);
  rig.takeEvents();
  const text = "x".repeat(16_000);
  const messages = Array.from({ length: 40 }, (_, index) => [
    line(3 + index, ":bob BATCH +m draft/multiline #a"),
    ...Array.from({ length: 60 }, () => `@batch=m :bob PRIVMSG #a :${text}`),
    "BATCH -m",
  ]);
  await rig.answer("@label=q2 :irc.example BATCH +b chathistory #a");
  for (const [first = "", ...others] of messages) {
    await rig.answer(`@batch=b;${first.slice(1)}`, ...others);
  }
  const asked = questions(await rig.answer(":irc.example BATCH -b"));
  const told = rig.takeEvents().filter((text) => text !== "gap").length;

  assertEquals(asked.map((text) => text.split(" ").slice(3, 5)), [
    ["#a", `msgid=id${2 + told}`],
  ]);
  assertEquals(told < messages.length, true);
});

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}
