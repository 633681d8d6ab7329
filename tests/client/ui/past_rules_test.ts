import { assertEquals } from "@std/assert/equals";
import { formatAway, formatSince } from "../../../client/ui/past_rules.ts";

Deno.test("formatAway() says when one was away, and what was missed", async (t) => {
  const at = (day: number, hour: number, minute = 0) =>
    new Date(2026, 0, day, hour, minute).getTime();
  const cases = [
    {
      since: at(15, 14, 2),
      until: at(15, 14, 31),
      count: 17,
      want: "away 14:02–14:31: 17 messages",
    },
    {
      since: at(15, 9),
      until: at(15, 9) + 5_000,
      count: 1,
      want: "away 09:00: 1 message",
    },
    {
      since: at(15, 23),
      until: at(16, 8, 5),
      count: undefined,
      want: "away 15 January 23:00 – 16 January 08:05",
    },
  ];
  for (const { want, ...absence } of cases) {
    await t.step(want, () => assertEquals(formatAway(absence), want));
  }
});

Deno.test("formatSince() names the day where it is another", () => {
  const noon = new Date(2026, 0, 15, 12).getTime();
  const before = new Date(2026, 0, 14, 22, 5).getTime();

  assertEquals(formatSince(noon, noon + 1_000), "12:00");
  assertEquals(formatSince(before, noon), "14 January 22:05");
});
