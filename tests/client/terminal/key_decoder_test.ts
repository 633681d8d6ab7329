import { assertEquals } from "@std/assert/equals";
import { type Key, KeyDecoder } from "../../../client/terminal/key_decoder.ts";
import { MAX_PASTE_CHARACTERS } from "../../../client/terminal/paste.ts";

const encoder = new TextEncoder();

const key = (name: string): Key => ({ name });
const typed = (text: string): Key[] =>
  [...text].map((character) => ({ name: "text", text: character }));
const pasted = (text: string): Key => ({ name: "paste", text });

const CASES: readonly {
  readonly name: string;
  readonly input: string;
  readonly want: readonly Key[];
}[] = [
  { name: "letters", input: "aB 1", want: typed("aB 1") },
  { name: "wide characters", input: "é漢🦕", want: typed("é漢🦕") },
  { name: "Enter", input: "\r", want: [key("enter")] },
  { name: "Ctrl-J", input: "\n", want: [key("ctrl+j")] },
  { name: "Tab", input: "\t", want: [key("tab")] },
  {
    name: "Backspace",
    input: "\x7f\b",
    want: [key("backspace"), key("backspace")],
  },
  { name: "Ctrl-A", input: "\x01", want: [key("ctrl+a")] },
  { name: "Ctrl-C", input: "\x03", want: [key("ctrl+c")] },
  { name: "Ctrl-Z", input: "\x1a", want: [key("ctrl+z")] },
  { name: "Ctrl-Space", input: "\0", want: [key("ctrl+space")] },
  { name: "Ctrl-_ and Ctrl-/", input: "\x1f", want: [key("ctrl+_")] },
  { name: "a C1 control", input: "\x9b1a", want: typed("1a") },
  { name: "Up", input: "\x1b[A", want: [key("up")] },
  { name: "Up, application mode", input: "\x1bOA", want: [key("up")] },
  { name: "Ctrl-Left", input: "\x1b[1;5D", want: [key("ctrl+left")] },
  { name: "Ctrl-Left, rxvt", input: "\x1bO5D", want: [key("ctrl+left")] },
  { name: "Alt-Shift-F", input: "\x1b[1;4F", want: [key("alt+shift+end")] },
  { name: "Delete", input: "\x1b[3~", want: [key("delete")] },
  { name: "Ctrl-Delete", input: "\x1b[3;5~", want: [key("ctrl+delete")] },
  { name: "Home", input: "\x1b[H", want: [key("home")] },
  { name: "Home, VT", input: "\x1b[1~", want: [key("home")] },
  { name: "End, rxvt", input: "\x1b[8~", want: [key("end")] },
  { name: "Shift-Tab", input: "\x1b[Z", want: [key("shift+tab")] },
  { name: "F1, Linux console", input: "\x1b[[A", want: [key("f1")] },
  { name: "F5", input: "\x1b[15~", want: [key("f5")] },
  { name: "Alt-b", input: "\x1bb", want: [key("alt+b")] },
  { name: "Alt-é", input: "\x1bé", want: [key("alt+é")] },
  { name: "Alt-Enter", input: "\x1b\r", want: [key("alt+enter")] },
  {
    name: "Alt-Backspace",
    input: "\x1b\x7f",
    want: [key("alt+backspace")],
  },
  {
    name: "Escape, then Alt-b",
    input: "\x1b\x1bb",
    want: [key("escape"), key("alt+b")],
  },
  {
    name: "a paste",
    input: "\x1b[200~one\rtwo\x1b[A\x1b[201~x",
    want: [pasted("one\rtwo\x1b[A"), ...typed("x")],
  },
  {
    name: "a paste with what looks like its end",
    input: "\x1b[200~a\x1b[201\x1b[20\x1b\x1b[201~\x1b[A",
    want: [pasted("a\x1b[201\x1b[20\x1b"), key("up")],
  },
  { name: "an empty paste", input: "\x1b[200~\x1b[201~", want: [pasted("")] },
  { name: "a mouse report", input: "\x1b[<0;3;4Ma", want: typed("a") },
  { name: "a cursor report", input: "\x1b[12;40Ra", want: typed("a") },
  {
    name: "F3",
    input: "\x1bOR\x1b[1;2R",
    want: [key("f3"), key("shift+f3")],
  },
  { name: "Enter on the keypad", input: "\x1bOM", want: [key("enter")] },
  {
    name: "a colour, with BEL",
    input: "\x1b]11;rgb:0/0/0\x07a",
    want: typed("a"),
  },
  { name: "a colour, with ST", input: "\x1b]11;rgb\x1b\\a", want: typed("a") },
  { name: "a DCS string", input: "\x1bP1$r0m\x1b\\a", want: typed("a") },
  { name: "a string broken off", input: "\x1b]11;\x1b[A", want: [key("up")] },
  { name: "a CSI broken off", input: "\x1b[12\x1b[A", want: [key("up")] },
  {
    name: "focus reports",
    input: "\x1b[I\x1b[O",
    want: [key("focusin"), key("focusout")],
  },
  {
    name: "Escape, then a paste",
    input: "\x1b\x1b[200~a\x1b[201~",
    want: [key("escape"), pasted("a")],
  },
];

function decode(...chunks: readonly Uint8Array[]): Key[] {
  const decoder = new KeyDecoder();
  return chunks.flatMap((chunk) => decoder.push(chunk));
}

Deno.test("KeyDecoder.push() decodes keys, whole and at every split", async (t) => {
  for (const { name, input, want } of CASES) {
    await t.step(name, () => {
      const bytes = encoder.encode(input);

      assertEquals(decode(bytes), want);
      for (let at = 1; at < bytes.length; at++) {
        const halves = [bytes.subarray(0, at), bytes.subarray(at)];
        assertEquals(decode(...halves), want, `split at ${at}`);
      }
      const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
      assertEquals(decode(...single), want, "byte by byte");
    });
  }
});

Deno.test("KeyDecoder.push() keeps what a paste may hold, and drops the rest", () => {
  const text = `${"x".repeat(MAX_PASTE_CHARACTERS - 1)}🦕${"y".repeat(9999)}`;
  const bytes = encoder.encode(`\x1b[200~${text}\x1b[201~z`);
  const decoder = new KeyDecoder();
  const keys: Key[] = [];
  for (let at = 0; at < bytes.length; at += 4096) {
    keys.push(...decoder.push(bytes.subarray(at, at + 4096)));
    assertEquals(decoder.pending, keys.length > 0 ? undefined : "paste");
  }

  const [paste, after] = keys;
  assertEquals(paste?.text, "x".repeat(MAX_PASTE_CHARACTERS - 1));
  assertEquals(paste?.isCut, true);
  assertEquals(after, typed("z")[0]);
});

Deno.test("KeyDecoder.push() takes the longest paste whole", () => {
  const text = "x".repeat(MAX_PASTE_CHARACTERS);

  assertEquals(
    decode(encoder.encode(`\x1b[200~${text}\x1b[201~`)),
    [pasted(text)],
  );
});

Deno.test("KeyDecoder.push() replaces invalid UTF-8", () => {
  assertEquals(decode(Uint8Array.of(0x61, 0xff, 0x62)), typed("a\ufffdb"));
});

Deno.test("KeyDecoder.push() does not wait for the end of an endless sequence", () => {
  const decoder = new KeyDecoder();
  decoder.push(encoder.encode(`\x1b[${"1;".repeat(100)}`));

  assertEquals(decoder.push(encoder.encode("a")).at(-1), typed("a")[0]);
});

Deno.test("KeyDecoder.flush() takes for a key what may be one", async (t) => {
  const cases = [
    { input: "\x1b", pending: "key", want: [key("escape")] },
    { input: "\x1b[", pending: "key", want: [key("alt+[")] },
    { input: "\x1bO", pending: "key", want: [key("alt+O")] },
    { input: "\x1b]", pending: "key", want: [key("alt+]")] },
    {
      input: "\x1b\x1b",
      pending: "key",
      want: [key("escape"), key("escape")],
    },
    { input: "\x1b[2", pending: "sequence", want: [] },
    { input: "\x1b[20", pending: "sequence", want: [] },
    { input: "\x1b\x1b[20", pending: "sequence", want: [] },
    { input: "\x1bO5", pending: "sequence", want: [] },
    { input: "\x1b]11;rgb", pending: "sequence", want: [] },
    { input: "\x1b[200~a", pending: "paste", want: [pasted("a")] },
    { input: "\x1b[200~abc\x1b[20", pending: "paste", want: [pasted("abc")] },
    { input: "\x1b[200~a\x1b[3", pending: "paste", want: [pasted("a\x1b[3")] },
    { input: "", pending: undefined, want: [] },
  ];
  for (const { input, pending, want } of cases) {
    await t.step(JSON.stringify(input), () => {
      const decoder = new KeyDecoder();
      decoder.push(encoder.encode(input));

      assertEquals(decoder.pending, pending);
      assertEquals(decoder.flush(), want);
      assertEquals(decoder.pending, undefined);
      assertEquals(decoder.push(encoder.encode("x")), typed("x"));
    });
  }
});
