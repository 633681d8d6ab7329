import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { InputLine } from "../../../client/terminal/input_line.ts";
import { segmentedLengths } from "./segmented_lengths.ts";

/** Applies keys: a word is a key's name, what stands in quotes is typed. */
function apply(line: InputLine, keys: string): InputLine {
  for (const [word, typed] of keys.matchAll(/"([^"]*)"|\S+/g)) {
    if (typed === undefined) line.applyKey({ name: word });
    else {
      for (const text of typed) line.applyKey({ name: "text", text });
    }
  }
  return line;
}

/** The text with `|` for the cursor. */
function show({ text, cursor }: InputLine): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

Deno.test("InputLine.applyKey() edits", async (t) => {
  const cases = [
    { keys: '"abc"', want: "abc|" },
    { keys: '"abc" left "x"', want: "abx|c" },
    { keys: '"abc" ctrl+b ctrl+b ctrl+f "x"', want: "abx|c" },
    { keys: '"abc" home left "x"', want: "x|abc" },
    { keys: '"abc" ctrl+a right "x" end right "y"', want: "axbcy|" },
    { keys: '"abc" backspace', want: "ab|" },
    { keys: '"abc" home backspace', want: "|abc" },
    { keys: '"abc" home delete', want: "|bc" },
    { keys: '"abc" home ctrl+d', want: "|bc" },
    { keys: '"abc" delete', want: "abc|" },
    { keys: '"e\u0301o" left left "x"', want: "x|e\u0301o" },
    { keys: '"a👨‍👩‍👧b" left backspace', want: "a|b" },
    { keys: '"🦕" left delete', want: "|" },
    { keys: '"one two  " ctrl+left', want: "one |two  " },
    { keys: '"one two" alt+b alt+b alt+f', want: "one| two" },
    { keys: '"one two" home ctrl+right ctrl+right', want: "one two|" },
    { keys: '"one two" ctrl+w', want: "one |" },
    { keys: '"one two  " ctrl+w', want: "one |" },
    { keys: '"one" ctrl+w', want: "|" },
    { keys: '" " ctrl+w', want: "|" },
    { keys: '"one two" alt+backspace ctrl+y ctrl+y', want: "one twotwo|" },
    { keys: '"one two" home alt+d', want: "| two" },
    { keys: '"one two" ctrl+left ctrl+u', want: "|two" },
    { keys: '"one two" ctrl+left ctrl+k', want: "one |" },
    { keys: '"one two" ctrl+u ctrl+k ctrl+w ctrl+y', want: "one two|" },
    { keys: '"a" alt+enter "b"', want: "a\nb|" },
    { keys: '"a" tab escape f3 ctrl+z alt+x', want: "a|" },
  ];
  for (const { keys, want } of cases) {
    await t.step(keys, () => {
      assertEquals(show(apply(new InputLine(), keys)), want);
    });
  }
});

Deno.test("InputLine.applyKey() pastes at the cursor, line breaks and all", () => {
  const line = apply(new InputLine(), '"ac" left');
  line.applyKey({ name: "paste", text: "1\r\n2\r3\n4\t\x1b[31m\x07\x9b" });

  assertEquals(show(line), "a1\n2\n3\n4\t[31m|c");
});

Deno.test("InputLine.applyKey() looks at a long line only around the cursor", () => {
  const line = new InputLine("🦕".repeat(500_000));
  const lengths = segmentedLengths(() => apply(line, "left delete backspace"));

  assertEquals(show(line).length, 999_997);
  assert(Math.max(...lengths) <= 1024, `${lengths}`);
});

Deno.test("InputLine.applyKey() takes words of any length", () => {
  const word = "x".repeat(1024 * 1024);
  const line = new InputLine(`one ${word}`);

  // Looking at it again from each of its characters on would take hours.
  assertEquals(show(apply(line, "ctrl+w")), "one |");
  assertEquals(show(apply(line, "ctrl+y ctrl+left")), `one |${word}`);
});

Deno.test("InputLine.applyKey() forgets the oldest of lines that are too many", () => {
  const line = new InputLine();
  const long = (letter: string) => letter.repeat(1024 * 1024);
  for (const letter of "abcde") {
    line.applyKey({ name: "paste", text: long(letter) });
    line.applyKey({ name: "enter" });
  }

  assertEquals(apply(line, "up up up up up up").text, long("b"));
});

Deno.test("InputLine.applyKey() submits the whole line", () => {
  const line = apply(new InputLine(), '"a" alt+enter "b" home');

  assertEquals(line.applyKey({ name: "enter" }), {
    type: "submit",
    text: "a\nb",
  });
  assertEquals(show(line), "|");
});

Deno.test("InputLine.applyKey() tells what is not editing", async (t) => {
  const cases = [
    { name: "ctrl+c", on: '"a"', want: { type: "leave" } },
    { name: "ctrl+d", on: "", want: { type: "leave" } },
    { name: "ctrl+d", on: '"a"', want: undefined },
    { name: "ctrl+l", on: '"a"', want: { type: "repaint" } },
    { name: "enter", on: "", want: { type: "submit", text: "" } },
  ] as const;
  for (const { name, on, want } of cases) {
    await t.step(`${name} on ${on || "an empty line"}`, () => {
      assertEquals(apply(new InputLine(), on).applyKey({ name }), want);
    });
  }
});

Deno.test("InputLine.applyKey() calls back what was submitted", async (t) => {
  const cases = [
    { keys: "up", want: "two|" },
    { keys: "up up", want: "one|" },
    { keys: "up up up", want: "one|" },
    { keys: "up up down", want: "two|" },
    { keys: '"draft" ctrl+p ctrl+n', want: "draft|" },
    { keys: '"draft" down', want: "draft|" },
    { keys: 'up "x" up down', want: "two|" },
    { keys: "up up enter up", want: "one|" },
  ];
  for (const { keys, want } of cases) {
    await t.step(keys, () => {
      const history = '"one" enter "two" enter "two" enter enter ';
      assertEquals(show(apply(new InputLine(), history + keys)), want);
    });
  }
});
