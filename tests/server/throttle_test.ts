import { assertEquals } from "@std/assert/equals";
import { DEFAULT_THROTTLE, Throttle, weightOf } from "../../server/throttle.ts";

const NOW = Date.UTC(2026, 0, 1);

Deno.test("Throttle.take() says how long a message waits", async (t) => {
  const rows = [
    { name: "a burst of 20 waits for nothing", taken: 19, after: 0, want: 0 },
    {
      name: "the one behind it waits for a fifth of a second",
      taken: 20,
      after: 0,
      want: 200,
    },
    {
      name: "ten behind it wait for two seconds",
      taken: 29,
      after: 0,
      want: 2_000,
    },
    { name: "a second makes room for five", taken: 24, after: 1_000, want: 0 },
    {
      name: "a second makes no room for six",
      taken: 25,
      after: 1_000,
      want: 200,
    },
    {
      name: "an hour makes room for 20 only",
      taken: 20,
      after: 3_600_000,
      want: 0,
    },
    {
      name: "a clock set back makes no room",
      taken: 20,
      after: -3_600_000,
      want: 200,
    },
  ];
  for (const { name, taken, after, want } of rows) {
    await t.step(name, () => {
      const throttle = new Throttle(DEFAULT_THROTTLE);
      for (let count = 0; count < taken; count++) throttle.take(NOW);

      assertEquals(throttle.take(NOW + after), want);
    });
  }
});

Deno.test("Throttle.take() never saves up more than a burst", () => {
  const throttle = new Throttle({ burst: 2, perSecond: 1 });
  throttle.take(NOW);

  const waits = [1, 2, 3].map(() => throttle.take(NOW + 3_600_000));

  assertEquals(waits, [0, 0, 1_000]);
});

Deno.test("weightOf() counts what fills others' queues", async (t) => {
  const short = { source: "ann!ann@192.0.2.1", target: "#lobby" };
  const long = {
    source: `${"蔵".repeat(21)}!${"x".repeat(16)}@${"1".repeat(39)}`,
    target: `#${"蔵".repeat(33)}`,
  };
  const rows = [
    { name: "one line as one", names: short, count: 1, bytes: 400, want: 1 },
    { name: "no line as one", names: short, count: 0, bytes: 0, want: 1 },
    {
      name: "a paste of 100 short lines as one",
      names: short,
      count: 100,
      bytes: 40,
      want: 1,
    },
    {
      name: "a paste of 100 long lines as three",
      names: short,
      count: 100,
      bytes: 390,
      want: 3,
    },
    {
      name: "1,000 lines by what goes with each",
      names: short,
      count: 1_000,
      bytes: 1,
      want: 6,
    },
    {
      name: "1,000 lines under long names as more",
      names: long,
      count: 1_000,
      bytes: 1,
      want: 18,
    },
    {
      name: "1,000 lines by the tags of each",
      names: { ...short, tagBytes: 100 },
      count: 1_000,
      bytes: 1,
      want: 12,
    },
  ];
  for (const { name, names, count, bytes, want } of rows) {
    await t.step(name, () => {
      const lines = Array.from({ length: count }, () => ({
        text: "x".repeat(bytes),
      }));

      assertEquals(weightOf({ ...names, lines }), want);
    });
  }
});
