import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TerminalModeRig } from "./terminal_mode_rig.ts";

const COUNT = 10_000;

/** Lines of the server that come in one read. */
const READ_LINES = 100;

Deno.test("runTerminalMode() paints what is typed amid 10,000 messages that wait to be read", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.rows();
  const { conn, terminal } = rig;
  const read = conn.read.bind(conn);
  let reads = 0;
  conn.read = (buffer) => {
    reads++;
    return read(buffer);
  };
  for (let index = 0; index < COUNT; index += READ_LINES) {
    const lines = Array.from(
      { length: READ_LINES },
      (_, line) => `:bob!b@h PRIVMSG #a :message ${index + line} of many`,
    );
    conn.sendLines(...lines);
  }
  await settle();
  const batch = reads;
  assert(batch < COUNT / READ_LINES / 5, "reads no more than a batch");
  let typed = "";
  while (reads < COUNT / READ_LINES) {
    const before = reads;
    const key = String.fromCharCode(97 + typed.length % 26);
    typed += key;
    terminal.type(key);
    await settle();
    const painted = `#a> ${typed}`.slice(-40);
    for (let ms = 0; !terminal.output.includes(painted); ms++) {
      assert(ms < 16, `painted after ${typed}`);
      await rig.clock.advance(1);
    }

    // One further batch before the frame, and one behind it.
    assert(reads - before <= 2 * batch, `batches until ${typed}`);
  }
  await rig.clock.advance(2_000);

  assert(typed.length > 5, "keys were typed all along");
  const numbers = terminal.output.matchAll(/message (\d+) of many\r\n/g);
  assertEquals(
    Array.from(numbers, ([, number]) => Number(number)),
    Array.from({ length: COUNT }, (_, index) => index),
  );
  rig.stop.abort();
});
