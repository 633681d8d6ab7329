import { assertEquals } from "@std/assert/equals";
import { delay, settledWithin } from "../../server/clock.ts";
import { FakeClock, settle } from "../fakes/fake_clock.ts";

Deno.test("delay() resolves after its time, not before", async () => {
  const clock = new FakeClock();
  let isOver = false;
  void delay(clock, 100).then(() => isOver = true);

  await clock.advance(99);
  assertEquals(isOver, false);
  await clock.advance(1);

  assertEquals(isOver, true);
});

Deno.test("settledWithin() says whether a promise settled in time", async (t) => {
  const rows = [
    { name: "one that resolves", settleAt: 99, isError: false, want: true },
    { name: "one that rejects", settleAt: 99, isError: true, want: true },
    { name: "one that is late", settleAt: 101, isError: false, want: false },
    {
      name: "one that rejects late",
      settleAt: 101,
      isError: true,
      want: false,
    },
  ];
  for (const { name, settleAt, isError, want } of rows) {
    await t.step(name, async () => {
      const clock = new FakeClock();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      clock.setTimer(settleAt, () => isError ? reject(new Error()) : resolve());

      const result = settledWithin(promise, { clock, ms: 100 });
      await clock.advance(200);

      assertEquals(await result, want);
      assertEquals(clock.timerCount, 0);
    });
  }
});

Deno.test("settledWithin() leaves no timer behind", async () => {
  const clock = new FakeClock();

  assertEquals(
    await settledWithin(Promise.resolve(), { clock, ms: 100 }),
    true,
  );
  await settle();

  assertEquals(clock.timerCount, 0);
});
