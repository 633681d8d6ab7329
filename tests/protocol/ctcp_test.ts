import { assertEquals } from "@std/assert/equals";
import { formatAction, isCtcpQuery, parseAction } from "../../protocol/ctcp.ts";

Deno.test("parseAction() gives the text of an action", async (t) => {
  const rows = [
    { name: "an action", input: "\x01ACTION waves\x01", want: "waves" },
    {
      name: "several words",
      input: "\x01ACTION waves to all\x01",
      want: "waves to all",
    },
    {
      name: "no closing byte, as some clients send",
      input: "\x01ACTION waves",
      want: "waves",
    },
    { name: "no text", input: "\x01ACTION\x01", want: "" },
    { name: "a space and no text", input: "\x01ACTION \x01", want: "" },
    { name: "two spaces", input: "\x01ACTION  waves\x01", want: " waves" },
    {
      name: "a line break in the text",
      input: "\x01ACTION a\nb\x01",
      want: "a\nb",
    },
    { name: "Unicode", input: "\x01ACTION 🦕\x01", want: "🦕" },
    { name: "plain text", input: "ACTION waves", want: undefined },
    { name: "nothing", input: "", want: undefined },
    { name: "another command", input: "\x01VERSION\x01", want: undefined },
    {
      name: "a command that begins the same",
      input: "\x01ACTIONS a\x01",
      want: undefined,
    },
    { name: "lower case", input: "\x01action waves\x01", want: undefined },
    {
      name: "text behind the closing byte",
      input: "\x01ACTION a\x01b",
      want: undefined,
    },
    { name: "text in front", input: "a\x01ACTION b\x01", want: undefined },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals(parseAction(input), want);
    });
  }
});

Deno.test("formatAction() puts the text between the bytes of CTCP", () => {
  assertEquals(formatAction("waves to all"), "\x01ACTION waves to all\x01");
});

Deno.test("isCtcpQuery() is true of CTCP that is no action", async (t) => {
  const rows = [
    { name: "a question", input: "\x01VERSION\x01", want: true },
    { name: "an answer", input: "\x01PING 1 2\x01", want: true },
    { name: "no closing byte", input: "\x01VERSION", want: true },
    { name: "lower case", input: "\x01action waves\x01", want: true },
    {
      name: "one that begins as an action does",
      input: "\x01ACTIONS\x01",
      want: true,
    },
    {
      name: "text behind an action",
      input: "\x01ACTION a\x01\x01VERSION\x01",
      want: true,
    },
    { name: "nothing between the bytes", input: "\x01\x01", want: true },
    { name: "an action", input: "\x01ACTION waves\x01", want: false },
    { name: "text in front", input: "a\x01VERSION\x01", want: false },
    { name: "text", input: "VERSION", want: false },
    { name: "nothing", input: "", want: false },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals(isCtcpQuery(input), want);
    });
  }
});
