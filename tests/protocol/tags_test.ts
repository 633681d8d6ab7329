import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import { ProtocolError } from "../../protocol/errors.ts";
import {
  escapeTagValue,
  formatTags,
  parseTags,
  unescapeTagValue,
} from "../../protocol/tags.ts";
import lenientVectors from "../vectors/tag_values_lenient.json" with {
  type: "json",
};
import vectors from "../vectors/tag_values.json" with { type: "json" };

Deno.test("escapeTagValue() writes each value", async (t) => {
  for (const { name, text, wire } of vectors) {
    await t.step(name, () => {
      assertEquals(escapeTagValue(text), wire);
    });
  }
});

Deno.test("escapeTagValue() throws when the text holds a NUL", () => {
  const error = assertThrows(() => escapeTagValue("ab\0c"), ProtocolError);

  assertEquals(error.kind, "unformattable");
  assertEquals(error.offset, 2);
});

Deno.test("unescapeTagValue() reads each value", async (t) => {
  for (const { name, text, wire } of vectors) {
    await t.step(name, () => {
      assertEquals(unescapeTagValue(wire), text);
    });
  }
});

Deno.test("unescapeTagValue() drops a backslash when it escapes nothing", async (t) => {
  for (const { name, text, wire } of lenientVectors) {
    await t.step(name, () => {
      assertEquals(unescapeTagValue(wire), text);
    });
  }
});

Deno.test("parseTags() gives keys and values", async (t) => {
  const rows: { name: string; input: string; want: [string, string][] }[] = [
    { name: "nothing", input: "", want: [] },
    { name: "one key", input: "a", want: [["a", ""]] },
    { name: "one pair", input: "a=1", want: [["a", "1"]] },
    {
      name: "pairs in order",
      input: "b=2;a=1",
      want: [["b", "2"], ["a", "1"]],
    },
    { name: "an empty value", input: "a=", want: [["a", ""]] },
    { name: "an escaped value", input: "a=\\s\\:", want: [["a", " ;"]] },
    { name: "a repeated key", input: "a=1;a=2", want: [["a", "2"]] },
    { name: "an empty key", input: "=1;;a", want: [["a", ""]] },
    {
      name: "an escape in a key, which is none",
      input: "a\\s=1",
      want: [["a\\s", "1"]],
    },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals([...parseTags(input)], want);
    });
  }
});

Deno.test("formatTags() gives nothing when there are no tags", () => {
  assertEquals(formatTags(new Map()), "");
});

Deno.test("formatTags() keeps the order of the tags", () => {
  assertEquals(
    formatTags(new Map([["b", "2"], ["a", ""], ["+c", "3"]])),
    "b=2;a;+c=3",
  );
});

Deno.test("formatTags() throws when a key cannot be written", async (t) => {
  for (const key of ["", "a=b", "a;b", "a b", "a\0", "a\r", "a\n"]) {
    await t.step(JSON.stringify(key), () => {
      const error = assertThrows(
        () => formatTags(new Map([[key, "1"]])),
        ProtocolError,
      );

      assertEquals(error.kind, "unformattable");
    });
  }
});
