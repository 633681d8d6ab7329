import { assertEquals } from "@std/assert/equals";
import {
  replaceHidden,
  stripFormatting,
  toVisible,
} from "../../protocol/visible.ts";

Deno.test("toVisible() replaces what a terminal would obey", async (t) => {
  const rows = [
    { name: "plain text", input: "hey, ann!", want: "hey, ann!" },
    { name: "nothing", input: "", want: "" },
    { name: "an escape sequence", input: "\x1b[2J", want: "␛[2J" },
    { name: "a line break", input: "a\nb", want: "a␊b" },
    { name: "a carriage return", input: "a\rb", want: "a␍b" },
    { name: "a bell and a backspace", input: "\x07\x08", want: "␇␈" },
    { name: "a NUL", input: "\0", want: "␀" },
    { name: "the last of C0", input: "\x1f", want: "␟" },
    { name: "a delete", input: "\x7f", want: "␡" },
    { name: "a tab", input: "a\tb", want: "a    b" },
    {
      name: "the sequence introducer of C1",
      input: "\x9b2J",
      want: "\ufffd2J",
    },
    { name: "a next-line of C1", input: "\x85", want: "\ufffd" },
    {
      name: "separators of lines and paragraphs",
      input: "\u2028\u2029",
      want: "␤␤",
    },
    {
      name: "overrides of direction",
      input: "\u202e\u202a\u2066\u2069",
      want: "\ufffd\ufffd\ufffd\ufffd",
    },
    {
      name: "letters of all scripts",
      input: "Zoë 日本語 سارة",
      want: "Zoë 日本語 سارة",
    },
    {
      name: "marks of direction, which text from right to left needs",
      input: "\u200f(a)\u200e שלום!\u061c",
      want: "\u200f(a)\u200e שלום!\u061c",
    },
    { name: "an emoji of several characters", input: "👩‍🚀❤️", want: "👩‍🚀❤️" },
    { name: "a no-break space", input: "a\u00a0b", want: "a\u00a0b" },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals(toVisible(input), want);
    });
  }
});

Deno.test("replaceHidden() replaces what toVisible() does, and nothing else", () => {
  const differing: number[] = [];
  for (let code = 0; code <= 0xffff; code++) {
    const character = String.fromCharCode(code);
    const isReplaced = replaceHidden(character, () => "!!") === "!!";
    const isVisible = toVisible(character) === character;
    if (isReplaced === isVisible) differing.push(code);
  }

  assertEquals(differing, []);
});

Deno.test("toVisible() leaves visible text when it is applied again", () => {
  const once = toVisible("\x1b[2J\t\u202e\u2028\x9b");

  assertEquals(toVisible(once), once);
});

Deno.test("stripFormatting() drops the codes of IRC", async (t) => {
  const rows = [
    { name: "plain text", input: "hey", want: "hey" },
    { name: "bold", input: "\x02a\x02", want: "a" },
    {
      name: "italics, underline, strike, monospace",
      input: "\x1da\x1fb\x1ec\x11d",
      want: "abcd",
    },
    { name: "reverse and reset", input: "\x16a\x0fb", want: "ab" },
    { name: "a colour of one digit", input: "\x034red", want: "red" },
    { name: "a colour of two digits", input: "\x0304red", want: "red" },
    {
      name: "a colour before a digit of the text",
      input: "\x03041",
      want: "1",
    },
    { name: "two colours", input: "\x034,12red", want: "red" },
    {
      name: "a colour and a comma of the text",
      input: "\x034, red",
      want: ", red",
    },
    { name: "the end of a colour", input: "a\x03b", want: "ab" },
    {
      name: "the end of a colour before a comma",
      input: "a\x03,1",
      want: "a,1",
    },
    { name: "a colour in hexadecimal", input: "\x04FF0000red", want: "red" },
    {
      name: "two colours in hexadecimal",
      input: "\x04ff0000,00Ff00red",
      want: "red",
    },
    {
      name: "an incomplete colour in hexadecimal",
      input: "\x04ff00zz",
      want: "ff00zz",
    },
    {
      name: "other control characters, which stay",
      input: "\x01\x1b",
      want: "\x01\x1b",
    },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals(stripFormatting(input), want);
    });
  }
});
