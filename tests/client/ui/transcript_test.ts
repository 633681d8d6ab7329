import { assertEquals } from "@std/assert/equals";
import {
  MAX_TRANSCRIPT_LINES,
  Transcript,
} from "../../../client/ui/transcript.ts";

/** Two days, wherever the test runs. */
const FRIDAY = new Date(2026, 0, 2, 23, 59).getTime();
const SATURDAY = new Date(2026, 0, 3, 0, 1).getTime();

Deno.test("Transcript writes what was shown, and JSON", () => {
  const transcript = new Transcript();
  transcript.add("23:59 ann: hi", FRIDAY);
  transcript.add("      bob left", FRIDAY);
  transcript.add("00:01 ann:\n│ one\n│ two", SATURDAY);

  assertEquals(
    transcript.toText(),
    "── Friday 2 January 2026 ──\n23:59 ann: hi\n      bob left\n" +
      "── Saturday 3 January 2026 ──\n00:01 ann:\n│ one\n│ two\n",
  );
  assertEquals(
    transcript.toJson().trimEnd().split("\n").map((line) => JSON.parse(line)),
    [
      { time: new Date(FRIDAY).toISOString(), text: "ann: hi" },
      { time: new Date(FRIDAY).toISOString(), text: "bob left" },
      {
        time: new Date(SATURDAY).toISOString(),
        text: "ann:\n│ one\n│ two",
      },
    ],
  );
});

Deno.test("Transcript drops the oldest of too much", async (t) => {
  await t.step("lines", () => {
    const transcript = new Transcript();
    for (let index = 0; index <= MAX_TRANSCRIPT_LINES; index++) {
      transcript.add(`${index}`, FRIDAY);
    }

    assertEquals(transcript.size, MAX_TRANSCRIPT_LINES);
    assertEquals(transcript.toText().split("\n")[1], "1");
  });

  await t.step("characters", () => {
    const transcript = new Transcript();
    for (let index = 0; index < 100; index++) {
      transcript.add("x".repeat(40_000), FRIDAY);
    }

    assertEquals(transcript.size, 6);
  });
});

Deno.test("Transcript.take() joins two in the order of time", () => {
  const transcript = new Transcript();
  const other = new Transcript();
  transcript.add("one", FRIDAY);
  transcript.add("three", FRIDAY + 2);
  other.add("two", FRIDAY + 1);
  transcript.take(other);

  assertEquals(transcript.toText().split("\n").slice(1, -1), [
    "one",
    "two",
    "three",
  ]);
});
