import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import { byteLength } from "../../protocol/limits.ts";
import { formatMessage } from "../../protocol/message.ts";
import {
  formatPart,
  type OutgoingOptions,
  splitOutgoing,
} from "../../client/outgoing.ts";

const SOURCE = "ann!ann@192.0.2.1";
const PLAIN: OutgoingOptions = {
  target: "#lobby",
  kind: "message",
  sourceBytes: byteLength(SOURCE),
};
const MULTILINE = { ...PLAIN, multiline: { maxBytes: 40_000, maxLines: 1000 } };
/** What is left of 512 bytes after `:source PRIVMSG #lobby :` and CR LF. */
const ROOM = 512 - byteLength(`:${SOURCE} PRIVMSG #lobby :\r\n`);

function texts(text: string, options: OutgoingOptions): string[] {
  return splitOutgoing(text, options).map((part) => part.text);
}

Deno.test("splitOutgoing() makes one part of what fits", async (t) => {
  const cases = [
    { name: "a word", text: "hi", want: ["hi"] },
    { name: "spaces", text: "  ", want: ["  "] },
    { name: "a full line", text: "x".repeat(ROOM), want: ["x".repeat(ROOM)] },
    { name: "a line break at the end", text: "hi\r\n", want: ["hi"] },
    { name: "a NUL", text: "a\0b", want: ["a\ufffdb"] },
    { name: "nothing", text: "", want: [] },
    { name: "blank lines", text: "\n\r\n\r", want: [] },
  ];
  for (const options of [PLAIN, MULTILINE]) {
    for (const { name, text, want } of cases) {
      const how = options === PLAIN ? "lines" : "batches";
      await t.step(`${name}, in ${how}`, () => {
        assertEquals(texts(text, options), want);
      });
    }
  }
});

Deno.test("splitOutgoing() keeps several lines together in a batch", () => {
  assertEquals(texts("a\r\n\r\nb\rc", MULTILINE), ["a\n\nb\nc"]);
});

Deno.test("splitOutgoing() sends each line by itself without batches", () => {
  assertEquals(texts("a\n\nb\nc", PLAIN), ["a", "b", "c"]);
  assertEquals(texts("a\n\nb", { ...MULTILINE, kind: "action" }), ["a", "b"]);
});

Deno.test("splitOutgoing() loses nothing of a long line", () => {
  const text = "日本語 text 🦕 ".repeat(3000);

  assertEquals(texts(text, PLAIN).join(""), text);
  assertEquals(texts(text, MULTILINE).join(""), text);
});

Deno.test("splitOutgoing() loses no line of a long text", () => {
  const lines = Array.from({ length: 2500 }, (_, index) => `line ${index}`);

  assertEquals(texts(lines.join("\n"), PLAIN), lines);
  const parts = texts(lines.join("\n"), MULTILINE);
  assertEquals(parts.join("\n"), lines.join("\n"));
  assertEquals(parts.length, 3);
});

Deno.test("splitOutgoing() keeps to the server's limits", () => {
  const limits = { maxBytes: 50, maxLines: 3 };
  const text = "a\nb\nc\nd\n" + "long ".repeat(30);
  const parts = splitOutgoing(text, { ...PLAIN, multiline: limits });

  for (const part of parts) {
    assert(part.pieces.length <= limits.maxLines, "lines");
    assert(byteLength(part.text) <= limits.maxBytes, "bytes");
    assertEquals(part.pieces[0]?.concat, false);
  }
  assertEquals(parts[0]?.text, "a\nb\nc");
});

Deno.test("splitOutgoing() refuses a target that leaves no room for text", () => {
  const target = "x".repeat(500);

  for (const kind of ["action", "message"] as const) {
    assertThrows(
      () => splitOutgoing("hi", { ...MULTILINE, kind, target }),
      RangeError,
      'Cannot say anything to "xxxxxxxxxxxxxxxxxxxx…" as the name is too long',
    );
  }
});

Deno.test("formatPart() writes lines that fit with the source in front", () => {
  const text = "word ".repeat(400) + "\n" + "日".repeat(400);
  for (const kind of ["action", "message"] as const) {
    for (const options of [{ ...PLAIN, kind }, { ...MULTILINE, kind }]) {
      for (const part of splitOutgoing(text, options)) {
        const names = { id: "1", isLabelled: true };
        for (const message of formatPart(part, options, names)) {
          const body = formatMessage({ ...message, tags: new Map() });
          const bytes = byteLength(`:${SOURCE} ${body}\r\n`);
          assert(bytes <= 512, `${bytes} bytes: ${body}`);
        }
      }
    }
  }
});

Deno.test("formatPart() writes a line, an action and a batch", async (t) => {
  const long = "x".repeat(ROOM + 1);
  const cases = [
    {
      name: "a line",
      options: PLAIN,
      text: "hi",
      want: ["@label=7 PRIVMSG #lobby :hi"],
    },
    {
      name: "an action",
      options: { ...PLAIN, kind: "action" as const },
      text: "waves",
      want: ["@label=7 PRIVMSG #lobby :\x01ACTION waves\x01"],
    },
    {
      name: "a batch",
      options: MULTILINE,
      text: `a\n\n${long}`,
      want: [
        "@label=7 BATCH +7 draft/multiline #lobby",
        "@batch=7 PRIVMSG #lobby :a",
        "@batch=7 PRIVMSG #lobby :",
        `@batch=7 PRIVMSG #lobby :${long.slice(1)}`,
        "@batch=7;draft/multiline-concat PRIVMSG #lobby :x",
        "BATCH -7",
      ],
    },
  ];
  for (const { name, options, text, want } of cases) {
    await t.step(name, () => {
      const [part] = splitOutgoing(text, options);
      const messages = part &&
        formatPart(part, options, { id: "7", isLabelled: true });
      assertEquals(messages?.map(formatMessage), want);
    });
  }
});

Deno.test("formatPart() sets no label where there are none", () => {
  const [part] = splitOutgoing("hi", PLAIN);
  const messages = part &&
    formatPart(part, PLAIN, { id: "7", isLabelled: false });

  assertEquals(messages?.map(formatMessage), ["PRIVMSG #lobby :hi"]);
});
