import { assertEquals } from "@std/assert/equals";
import { Backlog } from "../../../client/terminal/backlog.ts";
import type { Block } from "../../../client/terminal/view.ts";

const block = (text: string): Block => ({ spans: [{ text }], indent: 2 });
const textOf = ({ spans }: Block): string =>
  spans.map(({ text }) => text).join("");

function takeAll(backlog: Backlog, characters = 64 * 1024): string[] {
  const texts: string[] = [];
  while (!backlog.isEmpty) texts.push(...backlog.take(characters).map(textOf));
  return texts;
}

Deno.test("Backlog gives everything back in order, in parts", () => {
  const backlog = new Backlog();
  const texts = Array.from({ length: 1_000 }, (_, index) => `line ${index}`);
  for (const text of texts.slice(0, 500)) backlog.push(block(text));
  const first = backlog.take(1_000).map(textOf);
  for (const text of texts.slice(500)) backlog.push(block(text));

  assertEquals(first.length > 10 && first.length < 50, true);
  assertEquals([...first, ...takeAll(backlog, 1)], texts);
  assertEquals(backlog.take(1_000), []);
});

Deno.test("Backlog says where lines are missing, and how many", async (t) => {
  const half = "x".repeat(2 * 1024 * 1024);
  const cases = [
    { name: "one", lost: ["a"], want: "-- 1 line was not shown" },
    { name: "several", lost: ["a\nb", "c"], want: "-- 3 lines were not shown" },
  ];
  for (const { name, lost, want } of cases) {
    await t.step(name, () => {
      const backlog = new Backlog();
      for (const text of [...lost, half, half.slice(64)]) {
        backlog.push(block(text));
      }

      assertEquals(takeAll(backlog), [want, half, half.slice(64)]);
    });
  }
});

Deno.test("Backlog is bounded also where nothing is in the lines", () => {
  const backlog = new Backlog();
  for (let count = 0; count < 200_000; count++) backlog.push(block(""));

  const texts = takeAll(backlog);
  assertEquals(texts.length, 4 * 1024 * 1024 / 32 + 1);
  assertEquals(texts[0], "-- 68928 lines were not shown");
});

Deno.test("Backlog keeps a single block, however long", () => {
  const backlog = new Backlog();
  const text = "x".repeat(5 * 1024 * 1024);
  backlog.push(block(text));

  assertEquals(backlog.isLong, true);
  assertEquals(takeAll(backlog), [text]);
  assertEquals(backlog.isLong, false);
});
