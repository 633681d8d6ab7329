import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { settle } from "../../fakes/fake_clock.ts";
import { TerminalRig } from "./rig.ts";

const COUNT = 10_000;

/** Prints as fast as it may, and notes how far it is. */
class Flood {
  printed = 0;
  readonly running: Promise<void>;

  constructor(rig: TerminalRig) {
    this.running = this.#run(rig);
  }

  async #run({ terminal }: TerminalRig): Promise<void> {
    const { signal } = new AbortController();
    while (this.printed < COUNT) {
      terminal.print(`message ${this.printed++} ${"x".repeat(50)}`);
      await terminal.caughtUp(signal);
    }
  }
}

Deno.test("Terminal.caughtUp() has a flood wait for typed keys, and loses nothing of it", async () => {
  const rig = new TerminalRig(80, 24);
  await rig.wait();
  const flood = new Flood(rig);
  await settle();
  const batch = flood.printed;
  assert(batch < COUNT / 10, "waits after a batch");
  let typed = "";
  while (flood.printed < COUNT) {
    const before = flood.printed;
    const key = String.fromCharCode(97 + typed.length % 26);
    typed += key;
    rig.device.type(key);
    await settle();
    const painted = `> ${typed}`.slice(-60);
    for (let ms = 0; !rig.device.output.includes(painted); ms++) {
      assert(ms < 16, `painted after ${typed}`);
      await rig.clock.advance(1);
    }

    // One further batch before the frame, and one behind it.
    assert(flood.printed - before <= 2 * batch, `batches until ${typed}`);
  }
  await flood.running;
  await rig.clock.advance(1_000);

  assert(typed.length > 5, "keys were typed all along");
  const numbers = rig.device.output.matchAll(/message (\d+) x{50}\r\n/g);
  assertEquals(
    Array.from(numbers, ([, number]) => Number(number)),
    Array.from({ length: COUNT }, (_, index) => index),
  );
});

Deno.test("Terminal.caughtUp() has a key painted soon though a frame was just painted", async () => {
  const rig = new TerminalRig(80, 24);
  await rig.wait();
  rig.terminal.print("first");
  await rig.clock.advance(0);
  const flood = new Flood(rig);
  await settle();
  const batch = flood.printed;
  rig.device.type("k");
  await settle();
  while (!rig.device.output.includes("> k")) await rig.clock.advance(1);

  assert(flood.printed <= 3 * batch, `${flood.printed} messages`);
  await rig.clock.advance(1_000);
  await flood.running;
});

Deno.test("Terminal.caughtUp() has a flood wait for no slow terminal at every batch", async () => {
  const rig = new TerminalRig(80, 24);
  rig.device.stall();
  rig.terminal.print("first");
  await rig.wait();
  const flood = new Flood(rig);
  await settle();
  await rig.clock.advance(1_000);
  await flood.running;

  assertEquals(flood.printed, COUNT);
});

Deno.test("Terminal.caughtUp() counts what prints nothing as well", async () => {
  const rig = new TerminalRig(80, 24);
  await rig.wait();
  const { signal } = new AbortController();
  let count = 0;
  const running = (async () => {
    for (; count < COUNT; count++) await rig.terminal.caughtUp(signal);
  })();
  await settle();
  assert(count < COUNT / 10, "waits");
  await rig.clock.advance(1_000);
  await running;

  assertEquals(count, COUNT);
});
