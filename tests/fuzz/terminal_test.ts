import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertNotMatch } from "@std/assert/not-match";
import { layOutInput } from "../../client/terminal/input_view.ts";
import { type Key, KeyDecoder } from "../../client/terminal/key_decoder.ts";
import { wrapBlock } from "../../client/terminal/view.ts";
import { cells, columnsOf } from "../../client/terminal/width.ts";
import { TerminalRig } from "../client/terminal/rig.ts";
import { randomChunks } from "./generators.ts";
import { testProperty } from "./property.ts";
import type { Random } from "./random.ts";

/** What terminals take for more, or for less, than a character in a cell. */
const HOSTILE = [
  ..."ab  12:\n\t\r\b\x07\x1b\x7f\x85\x9b",
  ..."\u00ad\u034f\u061c\u115f\u1161\u11a8\u200b\u200d\u200e\u200f\u2028",
  ..."\u2029\u202a\u202e\u2060\u2066\u2069\u3164\ufe0f\ufeff\ufff9",
  ..."漢é\u0301\u0310\u0903\u0e33\u{1f468}\u{1f1e9}\u{1f3fd}\u{e0041}\u{e0100}",
  "\ud800",
  "\x1b[2J",
  "\x1b]0;t\x07",
  "👨‍👩‍👧‍👦",
  "word ",
];

/** What begins, goes on and ends like the sequences of keys. */
const KEYS = [
  ..."\x1b\x1b\x1b[O]P~$^;:?<15AHMRaux\r\x7f\x07\x03é漢",
  "\x1b[200~",
  "\x1b[201~",
  "\x1b\\",
  "200~",
  "1;5",
];

/** Those whose width does not hang on what they stand behind. */
const MEASURABLE = HOSTILE.filter((text) => !/[\u0e33\u{1f3fd}]/u.test(text));

function hostileText(
  random: Random,
  { maxTokens = 40, tokens = HOSTILE } = {},
): string {
  return random.list(maxTokens, () => random.pick(tokens)).join("");
}

function decode(chunks: readonly Uint8Array[]): Key[] {
  const decoder = new KeyDecoder();
  return [
    ...chunks.flatMap((chunk) => decoder.push(chunk)),
    ...decoder.flush(),
  ];
}

testProperty("KeyDecoder.push() gives the same keys at any split", (random) => {
  const text = random.list(20, () => random.pick(KEYS)).join("");
  const bytes = new TextEncoder().encode(text);

  assertEquals(decode(randomChunks(random, bytes)), decode([bytes]));
});

testProperty("wrapBlock() leaves no control, and no row too wide", (random) => {
  const spans = random.list(4, () => ({
    text: `\n${hostileText(random, { tokens: MEASURABLE })}`,
    isBar: random.oneIn(3),
  }));
  const columns = 2 + random.below(50);

  for (const row of wrapBlock({ spans, indent: random.below(8) }, columns)) {
    assertNotMatch(row, /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    // A single grapheme may take more than a window has.
    const shown = [...cells(row.trimStart())].filter(({ width }) => width > 0);
    const isSingle = shown.length < 2;
    assert(isSingle || columnsOf(row) <= columns, `"${row}" is too wide`);
  }
});

testProperty("layOutInput() keeps the cursor in the window", (random) => {
  const tokens = MEASURABLE;
  const before = hostileText(random, { tokens });
  // As in an input line, the cursor stands between graphemes.
  const behind = random.pick(["x", "漢", "\n"]) +
    hostileText(random, { tokens });
  const text = before + behind;
  const cursor = before.length;
  const columns = 1 + random.below(40);
  const maxRows = 1 + random.below(6);
  const name = hostileText(random, { maxTokens: 6, tokens });
  const content = { prompt: `${name}> `, text, cursor };
  const layout = layOutInput(content, columns, maxRows);

  assert(layout.rows.length <= maxRows, "rows");
  assert(layout.cursorRow < layout.rows.length, "cursor's row");
  assert(layout.cursorColumn < columns, "cursor's column");
  for (const row of layout.rows) {
    assertNotMatch(row, /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    assert(columnsOf(row) <= Math.max(columns, 1), `"${row}" is too wide`);
  }
});

testProperty("Terminal lets no text pass for another line", async (random) => {
  const rig = new TerminalRig(12 + random.below(40), 4 + random.below(20));
  const hostile = hostileText(random, { maxTokens: 80 });
  rig.terminal.setStatus(() => [{ text: `S${hostile}` }]);
  rig.terminal.setWaiting([`W${hostile}`]);
  rig.terminal.print(`F${hostile}`);
  rig.terminal.print("L");
  await rig.wait();
  rig.terminal.setStatus(undefined);
  rig.terminal.setWaiting([]);
  const rows = await rig.rows();
  await rig.terminal.close();

  const others = rows.filter((row) => !/^(?: |$)/.test(row));
  assertEquals(others.map((row) => row[0]), ["F", "L", ">"]);
});
