import type { Clock } from "./clock.ts";

/** Late enough that it was a sleep of the machine, and not a busy moment. */
const SLEEP_MS = 10_000;

/** How often it looks. */
const TICK_MS = 2_000;

/**
 * Notices that the machine, or this program, has slept: the time has moved on
 * and the timers have not.
 *
 * @param onWake Called each time, soon after.
 * @returns What ends the watch.
 */
export function watchWaking(clock: Clock, onWake: () => void): () => void {
  let cancel = () => {};
  const tick = () => {
    const due = clock.now() + TICK_MS;
    cancel = clock.setTimer(TICK_MS, () => {
      const lateMs = clock.now() - due;
      tick();
      if (lateMs >= SLEEP_MS) onWake();
    });
  };
  tick();
  return () => cancel();
}
