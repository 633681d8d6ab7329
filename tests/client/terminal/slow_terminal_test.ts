import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { settle } from "../../fakes/fake_clock.ts";
import { TerminalRig, WHILE_MS } from "./rig.ts";

/** What gives a terminal back as it was. */
const RESTORED = "\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?25h";

const MEBI = 1024 * 1024;

/** A terminal that takes nothing, with a first frame on its way to it. */
async function stalledRig(): Promise<TerminalRig> {
  const rig = new TerminalRig(40, 8);
  await rig.rows();
  rig.device.stall();
  rig.terminal.print("first");
  await rig.clock.advance(WHILE_MS);
  return rig;
}

Deno.test("Terminal holds up nothing while its device takes nothing", async () => {
  const rig = await stalledRig();
  const lines: string[] = [];
  const reading = (async () => {
    for await (const line of rig.terminal.lines) lines.push(line);
  })();
  rig.terminal.print("second");
  await rig.type("typed\r", "half");
  await rig.device.resize(30, 8);

  assertEquals(lines, ["typed"]);
  assertEquals(rig.device.hasHung, false);
  rig.device.unstall();
  assertEquals(await rig.rows(), ["first", "second", "> half"]);
  await rig.type("\x03");
  await reading;
});

Deno.test("Terminal makes one frame of all that came while it was slow", async () => {
  const rig = await stalledRig();
  const before = rig.device.frameCount;
  for (let index = 0; index < 50; index++) {
    rig.terminal.setPrompt(`${index}> `);
    rig.terminal.print(`line ${index}`);
    await rig.clock.advance(20);
  }
  rig.device.unstall();

  const rows = await rig.rows();
  assertEquals(rows.slice(0, 2), ["first", "line 0"]);
  assertEquals(rows.slice(-2), ["line 49", "49>"]);
  // The one that was on its way, and one with all the rest.
  assertEquals(rig.device.frameCount - before, 2);
});

Deno.test("Terminal drops the oldest of what waits for too long, and says so", async () => {
  const rig = await stalledRig();
  rig.terminal.print("lost\nlines");
  for (const letter of "abcde") rig.terminal.print(letter.repeat(MEBI));
  rig.terminal.print("last");
  rig.device.unstall();
  await settle();
  await rig.clock.advance(1_000);

  const { output } = rig.device;
  assertEquals(output.includes("lost"), false);
  // Its first and its last two: "lost", "lines", "a…" and "b…".
  assert(output.includes("-- 4 lines were not shown"), "says so");
  const kept = ["first", "not shown", "c".repeat(30), "e".repeat(30), "last"];
  const places = kept.map((text) => output.indexOf(text));
  assert(!places.includes(-1), "keeps the rest");
  assertEquals(places, places.toSorted((a, b) => a - b));
});

Deno.test("Terminal.caughtUp() waits while too much is to be printed", async () => {
  const rig = await stalledRig();
  const { signal } = new AbortController();
  await rig.terminal.caughtUp(signal);
  for (const letter of "abc") rig.terminal.print(letter.repeat(MEBI));
  let isCaughtUp = false;
  void rig.terminal.caughtUp(signal).then(() => isCaughtUp = true);
  await rig.clock.advance(60_000);
  assertEquals(isCaughtUp, false);
  rig.device.unstall();
  await settle();
  await rig.clock.advance(1_000);

  assertEquals(isCaughtUp, true);
});

Deno.test("Terminal.caughtUp() waits no longer than it may", async (t) => {
  const leave = new AbortController();
  const cases = [
    { name: "when told to", end: () => leave.abort() },
    {
      name: "when the terminal is closed",
      end: (rig: TerminalRig) => void rig.terminal.close(),
    },
  ];
  for (const { name, end } of cases) {
    await t.step(name, async () => {
      const rig = await stalledRig();
      for (const letter of "abc") rig.terminal.print(letter.repeat(MEBI));
      const { signal } = name === "when told to"
        ? leave
        : new AbortController();
      const waiting = rig.terminal.caughtUp(signal);
      end(rig);

      await waiting;
    });
  }
});

Deno.test("Terminal.close() lets a slow terminal show everything", async () => {
  const rig = await stalledRig();
  for (let index = 0; index < 20_000; index++) {
    rig.terminal.print(`line ${index}`);
  }
  let isClosed = false;
  void rig.terminal.close().then(() => isClosed = true);
  // Each write takes nearly a second, and all of them far longer.
  for (let writes = 0; writes < 1_000 && !isClosed; writes++) {
    rig.device.takeOne();
    await rig.clock.advance(900);
  }

  assertEquals(isClosed, true);
  assert(rig.device.output.endsWith(RESTORED), "restored");
  assertEquals(rig.device.isRaw, false);
  const shown = rig.device.output.matchAll(/line (\d+)\r\n/g);
  const want = Array.from({ length: 20_000 }, (_, index) => String(index));
  assertEquals(Array.from(shown, ([, number]) => number), want);
});

Deno.test("Terminal.close() gives up on a terminal that takes nothing", async () => {
  const rig = await stalledRig();
  let isClosed = false;
  void rig.terminal.close().then(() => isClosed = true);
  await rig.clock.advance(1_000 - WHILE_MS - 1);
  assertEquals(isClosed, false);
  await rig.clock.advance(51);

  assertEquals(isClosed, true);
  assertEquals(rig.device.isWatched, false);
  assertEquals(rig.device.hasHung, false);
});

Deno.test("Terminal.close() shows no more when it is urgent", async () => {
  const rig = await stalledRig();
  for (const letter of "abc") rig.terminal.print(letter.repeat(MEBI));
  const closing = rig.terminal.close();
  assertEquals(rig.terminal.urgent.aborted, false);
  await rig.type("\x03");
  rig.device.unstall();
  await closing;

  assertEquals(rig.terminal.urgent.aborted, true);
  assertEquals(rig.device.isRaw, false);
  assert(rig.device.output.includes("first"), "what was on its way");
  assertEquals(rig.device.output.includes("bbb"), false);
});

Deno.test("Terminal is restored when the program dies while it writes", async () => {
  const rig = new TerminalRig();
  rig.terminal.print("x".repeat(20_000));
  // Lets the frame begin, and not get to its end.
  rig.device.stall();
  await rig.clock.advance(WHILE_MS);
  rig.device.takeOne();
  await settle();
  rig.device.unstall();
  rig.device.crash();

  assertEquals(rig.device.isRaw, false);
  const { output } = rig.device;
  assert(output.endsWith(RESTORED), "restored");
  assertEquals(output.split("x").length - 1, 20_000);
});

Deno.test("Terminal does not hang a program that dies while it is stuck", async () => {
  const rig = await stalledRig();
  await rig.clock.advance(100);
  rig.device.crash();

  assertEquals(rig.device.hasHung, false);
  assertEquals(rig.device.isWatched, false);
});

Deno.test("Terminal ends its lines when it is unplugged", async () => {
  const rig = new TerminalRig();
  await rig.rows();
  rig.device.unplug();
  rig.terminal.print("lost");
  await rig.clock.advance(WHILE_MS);

  assertEquals(rig.terminal.signal.aborted, true);
  await rig.terminal.close();
});

Deno.test("Terminal.urgent is aborted by Ctrl-C after the person left", async (t) => {
  const cases = [
    { name: "Ctrl-C", typed: ["\x03"], want: false },
    { name: "Ctrl-C twice", typed: ["\x03", "\x03"], want: true },
    { name: "Ctrl-C twice at once", typed: ["\x03\x03"], want: true },
    { name: "Ctrl-D, then Ctrl-C", typed: ["\x04", "\x03"], want: true },
    { name: "Ctrl-D twice", typed: ["\x04\x04"], want: false },
    {
      name: "Ctrl-C and other keys",
      typed: ["\x03", "a\r\x1b[A"],
      want: false,
    },
  ];
  for (const { name, typed, want } of cases) {
    await t.step(name, async () => {
      const rig = new TerminalRig();
      await rig.type(...typed);

      assertEquals(rig.terminal.signal.aborted, true);
      assertEquals(rig.terminal.urgent.aborted, want);
    });
  }
});

Deno.test("Terminal says that a paste was too long", async () => {
  const rig = new TerminalRig(80, 8);
  await rig.type("\x1b[200~", "x".repeat(MEBI), "more\x1b[201~");
  const line = rig.terminal.lines[Symbol.asyncIterator]().next();
  await rig.type("\r");

  assertEquals((await line).value, "x".repeat(MEBI));
  assertEquals(await rig.rows(), [
    "Only the first 1048576 characters of what you pasted are there, as it was longer",
    ">",
  ]);
});

Deno.test("Terminal closes when it is gone, whatever the signals that came with that", async () => {
  const rig = new TerminalRig();
  await rig.rows();

  rig.device.unplug();
  // A terminal that hangs up tells of it, and each telling asks for a frame.
  await rig.device.resize(40, 8);
  rig.device.type("");
  await rig.wait();
  rig.terminal.print("more");
  const closed = rig.terminal.close();
  await rig.clock.advance(2_000);
  await closed;

  assertEquals(rig.terminal.signal.aborted, true);
});
