import { assertEquals } from "@std/assert/equals";
import { byteLength, tooLongPart } from "../../protocol/limits.ts";

Deno.test("byteLength() counts the bytes of UTF-8", async (t) => {
  const rows = [
    { name: "nothing", input: "", want: 0 },
    { name: "ASCII", input: "a\0 z\x7f", want: 5 },
    { name: "the first character of two bytes", input: "\u0080", want: 2 },
    { name: "the last character of two bytes", input: "\u07ff", want: 2 },
    { name: "the first character of three bytes", input: "\u0800", want: 3 },
    { name: "the last character of three bytes", input: "\uffff", want: 3 },
    { name: "a character of four bytes", input: "🦕", want: 4 },
    { name: "a lone surrogate, sent as U+FFFD", input: "a\ud83ea", want: 5 },
    { name: "a surrogate at the end", input: "\ud83e", want: 3 },
    { name: "a mixture", input: "añ€🦕", want: 10 },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals(byteLength(input), want);
    });
  }
});

Deno.test("tooLongPart() names the part that is over its limit", async (t) => {
  // "PING " and the CR LF are 7 of the 512 bytes; "@a=" and " " 4 of the 4096.
  const fullBody = `PING ${"1".repeat(505)}`;
  const fullTags = `@a=${"1".repeat(4092)} `;
  const rows = [
    { name: "nothing", input: "", want: undefined },
    { name: "a short line", input: "@a=1 PING 1", want: undefined },
    { name: "a body of 510 bytes", input: fullBody, want: undefined },
    { name: "a body of 511 bytes", input: `${fullBody}1`, want: "body" },
    { name: "tags of 4096 bytes", input: `${fullTags}PING`, want: undefined },
    {
      name: "tags of 4097 bytes",
      input: `@${fullTags.slice(1)}`.replace(" ", "1 PING"),
      want: "tags",
    },
    {
      name: "tags and a body at their limits",
      input: fullTags + fullBody,
      want: undefined,
    },
    {
      name: "a body over its limit behind full tags",
      input: `${fullTags}${fullBody}1`,
      want: "body",
    },
    {
      name: "two faults",
      input: `@b${fullTags.slice(1)}${fullBody}1`,
      want: "tags",
    },
    {
      name: "a body of 510 bytes of Unicode",
      input: "é".repeat(255),
      want: undefined,
    },
    {
      name: "a body of 512 bytes of Unicode",
      input: "é".repeat(256),
      want: "body",
    },
    {
      name: "tags of 4098 bytes of Unicode",
      input: `@${"é".repeat(2048)} PING`,
      want: "tags",
    },
    {
      name: "tags without a body that are over a body's limit",
      input: `@${"a".repeat(600)}`,
      want: "body",
    },
    {
      name: "an at sign inside a long body",
      input: `PING @${"a".repeat(600)} b`,
      want: "body",
    },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals(tooLongPart(input), want as ReturnType<typeof tooLongPart>);
    });
  }
});
