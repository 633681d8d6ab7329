import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { CONCAT, fail, line, OPEN, pair } from "./multiline_pair.ts";

/** So many lines of so many bytes each. */
function lines(count: number, bytes: number, tags?: string): string[] {
  return Array.from({ length: count }, () => line("x".repeat(bytes), tags));
}

Deno.test("a batch has 40,000 bytes with its line feeds, and 1,000 lines", async (t) => {
  const bytes = fail(
    "MULTILINE_MAX_BYTES 40000 :The message is longer than 40000 bytes",
  );
  const count = fail(
    "MULTILINE_MAX_LINES 1000 :The message has more than 1000 lines",
  );
  const rows = [
    {
      name: "40,000 bytes in lines",
      input: [...lines(99, 400), line("x".repeat(301))],
      want: [],
    },
    {
      name: "40,001 bytes in lines",
      input: [...lines(99, 400), line("x".repeat(302))],
      want: [bytes],
    },
    { name: "40,000 bytes joined", input: lines(100, 400, CONCAT), want: [] },
    {
      name: "40,001 bytes joined",
      input: [...lines(100, 400, CONCAT), line("x", CONCAT)],
      want: [bytes],
    },
    {
      name: "40,000 bytes of UTF-8",
      input: Array(100).fill(line("é".repeat(200), CONCAT)),
      want: [],
    },
    {
      name: "a line feed too many",
      input: [...lines(100, 400, CONCAT), line("")],
      want: [bytes],
    },
    { name: "1,000 lines", input: lines(1_000, 1), want: [] },
    { name: "1,001 lines", input: lines(1_001, 1), want: [count] },
    {
      name: "1,001 blank lines",
      input: [line("x"), ...lines(1_000, 0)],
      want: [count],
    },
    { name: "far too much", input: lines(3_000, 400), want: [bytes] },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server);

      const answer = await server.ask(ann, OPEN, ...input, "BATCH -1");

      assertEquals(answer, want);
      assertEquals(
        bob.takeLines().length,
        want.length > 0 ? 0 : input.length + 2,
      );
    });
  }
});
