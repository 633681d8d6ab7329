import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertNotMatch } from "@std/assert/not-match";
import { settle } from "../../fakes/fake_clock.ts";
import { TerminalRig } from "./rig.ts";

const SIZES = [[80, 24], [40, 10], [20, 5], [10, 3], [20, 2], [20, 1]] as const;

/** Does something at each of the sizes. */
function atEachSize(
  name: string,
  act: (rig: TerminalRig, columns: number, rows: number) => Promise<void>,
): void {
  Deno.test(name, async (t) => {
    for (const [columns, rows] of SIZES) {
      await t.step(`${columns}x${rows}`, async () => {
        const rig = new TerminalRig(columns, rows);
        rig.terminal.setPrompt("> ");
        rig.terminal.setStatus(() => [{ text: `STATUS ${"s".repeat(90)}` }]);
        await act(rig, columns, rows);
        assertEquals(rig.device.hasHung, false);
      });
    }
  });
}

/** The rows that were printed: those without the footer's. */
async function printed(rig: TerminalRig): Promise<string[]> {
  rig.terminal.setStatus(undefined);
  rig.terminal.setWaiting([]);
  rig.terminal.setInput("");
  const rows = await rig.rows();
  assertEquals(rows.at(-1), ">");
  return rows.slice(0, -1);
}

atEachSize("Terminal takes joins while a text is typed", async (rig) => {
  const typed = "one 漢字 two 🦕 three e\u0301 four";
  let sent = 0;
  for (const character of typed) {
    await rig.type(character);
    rig.terminal.print(`j${sent++}`);
    rig.terminal.setWaiting(sent % 3 === 0 ? ["x", "y"] : []);
  }
  const line = rig.terminal.lines[Symbol.asyncIterator]().next();
  await rig.type("\r");

  assertEquals((await line).value, typed);
  const want = Array.from({ length: sent }, (_, index) => `j${index}`);
  assertEquals(await printed(rig), want);
});

atEachSize(
  "Terminal keeps wide characters at the edge whole",
  async (rig, columns) => {
    for (let length = columns - 3; length <= columns; length++) {
      rig.terminal.print(`${"x".repeat(length)}漢`, { indent: 0 });
    }
    await rig.type("x".repeat(columns - 3) + "漢字");
    await rig.wait();

    const x = (length: number) => "x".repeat(length);
    assertEquals(await printed(rig), [
      `${x(columns - 3)}漢`,
      `${x(columns - 2)}漢`,
      x(columns - 1),
      "漢",
      x(columns),
      "漢",
    ]);
  },
);

atEachSize("Terminal shows hostile bytes and obeys none", async (rig) => {
  const hostile =
    "\x1b[2J\x1b[H\x1b]0;t\x07\x1b[31m\r\b\x9b1m\x1bc\x1b[?1049h" +
    `\u202e\u2066\u2028\u2029\u{e0041}Z${"\u0310".repeat(300)}`;
  await rig.type("d");
  rig.terminal.print([{ text: hostile }]);
  rig.terminal.setWaiting([hostile]);
  rig.terminal.setStatus(() => [{ text: hostile }]);
  rig.terminal.setPrompt(hostile);
  await rig.wait();
  rig.terminal.setPrompt("> ");
  const rows = await printed(rig);

  assert(rows.join("").includes("␛[2J"), `${rows}`);
  assert(!rig.device.output.includes("\x1b[?1049h"));
  assert(!rig.device.output.includes("\x1b]0;"));
  assert(!rig.device.output.includes("\x1bc"));
  assertNotMatch(rig.device.output, /[\x80-\x9f\u2028-\u202e\u2066-\u2069]/);
  assertNotMatch(rig.device.output, /\u{e0041}|\u0310{9}/u);
});

atEachSize(
  "Terminal prints each line once whatever the window does",
  async (rig, columns, rows) => {
    await rig.type("a draft\nof two lines");
    const want: string[] = [];
    const sizes = [[columns, rows], [12, 4], [30, 9], [16, 3], [60, 20], [
      11,
      6,
    ]];
    for (const [index, [width = 0, height = 0]] of sizes.entries()) {
      await rig.device.resize(width, height);
      await rig.type(`${index}`);
      rig.terminal.print(`l${index}`);
      want.push(`l${index}`);
      await rig.wait();
    }
    const line = rig.terminal.lines[Symbol.asyncIterator]().next();
    await rig.type("\r");

    assertEquals((await line).value, "a draft\nof two lines012345");
    // What a low window has pushed out of reach of its footer stays there.
    const rowsOfLines = (await printed(rig)).filter((row) => /^l/.test(row));
    assertEquals(rowsOfLines, want);
  },
);

Deno.test("Terminal has its whole footer go along with the window", async () => {
  const rig = new TerminalRig(60, 12);
  rig.terminal.print("bob: hi");
  rig.terminal.setStatus(() => [{ text: `STATUS ${"s".repeat(90)}` }]);
  rig.terminal.setWaiting(["w".repeat(50)]);
  await rig.type("draft");
  await rig.wait();
  for (const columns of [50, 31, 16]) {
    await rig.device.resize(columns, 12);
    assertEquals(await rig.rows(), [
      "bob: hi",
      columns === 50 ? "w".repeat(50) : `${"w".repeat(columns - 1)}…`,
      `STATUS ${"s".repeat(columns - 8)}…`,
      "> draft",
    ]);
  }
});

Deno.test("Terminal writes each update at once, and nothing where nothing changed", async () => {
  const rig = new TerminalRig(40, 10);
  rig.terminal.setStatus(() => [{ text: "status" }]);
  await rig.type("draft");
  await rig.wait();
  const before = rig.device.writeCount;
  rig.terminal.print("bob: hi");
  rig.terminal.setWaiting(["me: x"]);
  await rig.type("!");
  await rig.wait();
  assertEquals(rig.device.writeCount - before, 1);
  rig.terminal.setWaiting(["me: x"]);
  await rig.type("\x1b[B");
  await rig.wait();
  assertEquals(rig.device.writeCount - before, 1);
  const [last = ""] = rig.device.output.split("\x1b[?2026h").slice(-1);
  assert(last.endsWith("\x1b[?2026l"), JSON.stringify(last));
});

Deno.test("Terminal leaves a long link to the terminal's own wrapping", async () => {
  const rig = new TerminalRig(20, 8);
  rig.terminal.setStatus(() => [{ text: "s".repeat(20) }]);
  await rig.wait();
  rig.terminal.print("bob: https://host/0123456789abcdef now");
  rig.terminal.print("ann: hi");

  assertEquals(await printed(rig), [
    "bob: https://host/01",
    "23456789abcdef now",
    "ann: hi",
  ]);
  assert(rig.device.output.includes("https://host/0123456789abcdef"));
});

Deno.test("Terminal paints a typed key before a second batch of messages", async () => {
  const rig = new TerminalRig(120, 24);
  await rig.wait();
  const batches = 100;
  let typed = "";
  for (let batch = 0; batch < batches; batch++) {
    for (let index = 0; index < 100; index++) {
      rig.terminal.print(`message ${batch * 100 + index} ${"x".repeat(50)}`);
    }
    const key = String.fromCharCode(97 + batch % 26);
    typed += key;
    rig.device.type(key);
    await settle();
    // As long as a frame: what came since the last one is painted.
    await rig.clock.advance(16);

    const shown = rig.device.output.lastIndexOf(typed.slice(-60));
    const next = rig.device.output.indexOf(`message ${(batch + 1) * 100} `);
    assert(shown >= 0, `batch ${batch}`);
    assertEquals(next, -1, `batch ${batch}`);
  }

  const numbers = rig.device.output.matchAll(/message (\d+) x{50}\r\n/g);
  assertEquals(
    Array.from(numbers, ([, number]) => Number(number)),
    Array.from({ length: batches * 100 }, (_, index) => index),
  );
});

Deno.test("Terminal paints typed keys amid 10,000 messages that came at once", async () => {
  const rig = new TerminalRig(80, 24);
  await rig.wait();
  for (let index = 0; index < 10_000; index++) {
    rig.terminal.print(`message ${index} ${"x".repeat(50)}`);
  }
  await rig.clock.advance(1);
  rig.device.type("typed");
  await settle();
  await rig.clock.advance(16);
  const [painted = ""] = rig.device.output.split("> typed");
  assert(rig.device.output.includes("> typed"));
  assert(!painted.includes("message 4000 "), "amid them");
  await rig.clock.advance(1_000);

  const numbers = rig.device.output.matchAll(/message (\d+) x{50}\r\n/g);
  assertEquals(Array.from(numbers).length, 10_000);
  assertEquals((await rig.rows()).at(-1), "> typed");
});
