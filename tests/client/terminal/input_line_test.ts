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
    { keys: '"a" ctrl+j "b"', want: "a\nb|" },
    { keys: '"a" tab escape f3 pageup alt+x', want: "a|" },
    { keys: '"ab" backspace shift+backspace', want: "|" },
    { keys: '"a.b/c" alt+b alt+b', want: "a.|b/c" },
    { keys: '"a.b/c" alt+backspace', want: "a.b/|" },
    { keys: '"漢字 é" alt+b alt+b', want: "|漢字 é" },
    { keys: '"x ❤️" alt+b "y" alt+f', want: "yx| ❤️" },
    { keys: '"a b" home alt+f alt+f alt+f', want: "a b|" },
    {
      keys: '"one two three" ctrl+home ctrl+right alt+u',
      want: "one TWO| three",
    },
    { keys: '"ONE" home alt+l', want: "one|" },
    { keys: '"oNE" home alt+c', want: "One|" },
    { keys: '"straße" home alt+u', want: "STRASSE|" },
    { keys: '"ab" ctrl+t', want: "ba|" },
    { keys: '"abc" left ctrl+t', want: "acb|" },
    { keys: '"a" ctrl+t', want: "a|" },
    { keys: '"ab" home ctrl+t', want: "|ab" },
    { keys: '"x🦕" ctrl+t', want: "🦕x|" },
    { keys: '"one two" alt+t', want: "two one|" },
    { keys: '"one two three" alt+b alt+t', want: "one three two|" },
    { keys: '"one" alt+t', want: "one|" },
    { keys: '"one two" ctrl+w ctrl+w ctrl+y', want: "one two|" },
    { keys: '"one two" ctrl+w "x" ctrl+w ctrl+y', want: "one x|" },
    { keys: '"one two" ctrl+w "x" ctrl+w ctrl+y alt+y', want: "one two|" },
    { keys: '"a b" ctrl+w "c" ctrl+w ctrl+y alt+y alt+y', want: "a c|" },
    { keys: '"a" ctrl+w alt+y', want: "|" },
    { keys: '"a b" home alt+d alt+d ctrl+y', want: "a b|" },
    { keys: '"ab" ctrl+j "cd" home ctrl+k "x"', want: "ab\nx|" },
    { keys: '"ab" ctrl+j "cd" up ctrl+k', want: "ab|cd" },
    { keys: '"ab" ctrl+j "cd" ctrl+u', want: "ab\n|" },
    { keys: '"ab" ctrl+j "cd" ctrl+u ctrl+u', want: "ab|" },
    { keys: '"ab" ctrl+j "cd" up home "x" end "y"', want: "xaby|\ncd" },
    { keys: '"ab" ctrl+j "cd" ctrl+home "x" ctrl+end "y"', want: "xab\ncdy|" },
    { keys: '"one two" ctrl+_', want: "one|" },
    { keys: '"one two" ctrl+_ ctrl+_ ctrl+_', want: "|" },
    { keys: '"one" ctrl+u ctrl+_', want: "one|" },
    { keys: '"one" left backspace ctrl+_', want: "on|e" },
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

Deno.test("InputLine.applyKey() moves up and down in a text of several lines", async (t) => {
  const text = '"abcdef" ctrl+j "漢字" ctrl+j "xyz" ';
  const cases = [
    { keys: "up", want: "abcdef\n漢|字\nxyz" },
    { keys: "up up", want: "abc|def\n漢字\nxyz" },
    { keys: "up up down down", want: "abcdef\n漢字\nxyz|" },
    { keys: "home up", want: "abcdef\n|漢字\nxyz" },
    { keys: "up up end down", want: "abcdef\n漢字|\nxyz" },
    { keys: "up up up", want: "old|" },
    { keys: "up up up down", want: "abcdef\n漢字\nxyz|" },
    { keys: "ctrl+p", want: "old|" },
    { keys: "down", want: "abcdef\n漢字\nxyz|" },
  ];
  for (const { keys, want } of cases) {
    await t.step(keys, () => {
      const line = apply(new InputLine(), `"old" enter ${text}${keys}`);

      assertEquals(show(line), want);
    });
  }
});

Deno.test("InputLine of one line takes no line breaks", () => {
  const line = new InputLine({ multiline: false });
  line.applyKey({ name: "paste", text: "a\nb\n" });

  assertEquals(line.text, "a b");
  assertEquals(line.applyKey({ name: "ctrl+j" }), {
    type: "submit",
    text: "a b",
  });
});

Deno.test("InputLine.applyKey() undoes no more than it may keep", () => {
  const line = new InputLine();
  for (let index = 0; index < 1_000; index++) {
    line.applyKey({ name: "paste", text: "x" });
  }
  for (let index = 0; index < 1_000; index++) {
    line.applyKey({ name: "ctrl+_" });
  }

  assertEquals(line.text.length, 500);
});

Deno.test("InputLine.applyKey() takes no text without an end", () => {
  const line = new InputLine();
  const text = "x".repeat(1024 * 1024);
  for (let index = 0; index < 10; index++) {
    line.applyKey({ name: "paste", text });
  }

  assertEquals(line.text.length, 4 * text.length);
});

Deno.test("InputLine.applyKey() looks at a long line only around the cursor", () => {
  const line = new InputLine({ text: "🦕".repeat(500_000) });
  const lengths = segmentedLengths(() => apply(line, "left delete backspace"));

  assertEquals(show(line).length, 999_997);
  assert(Math.max(...lengths) <= 1024, `${lengths}`);
});

Deno.test("InputLine.applyKey() takes words of any length", () => {
  const word = "x".repeat(1024 * 1024);
  const line = new InputLine({ text: `one ${word}` });

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
    { name: "ctrl+z", on: '"a"', want: { type: "suspend" } },
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
