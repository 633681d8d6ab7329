import { assertEquals } from "@std/assert/equals";
import {
  DRAFT_NAMES,
  isClientCapability,
  isServerCapability,
  parseMultilineLimits,
  SERVER_CAPABILITIES,
} from "../../protocol/capabilities.ts";

Deno.test("isServerCapability() is true when the server offers the name", async (t) => {
  const rows = [
    { name: "offered", input: "batch", want: true },
    { name: "offered with a value", input: "draft/multiline", want: true },
    { name: "not offered", input: "sasl", want: false },
    { name: "in capitals, as names have a case", input: "BATCH", want: false },
    { name: "with its value", input: "batch=1", want: false },
    { name: "nothing", input: "", want: false },
    {
      name: "a name that objects have by themselves",
      input: "constructor",
      want: false,
    },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals(isServerCapability(input), want);
    });
  }
});

Deno.test("isClientCapability() is true only of what our server offers, too", () => {
  const names = [...SERVER_CAPABILITIES.keys(), "sasl", "BATCH", ""];

  const used = names.filter((name) => isClientCapability(name));

  assertEquals(used.includes("draft/multiline"), true);
  assertEquals(used.every(isServerCapability), true);
  // What changes the answers that our client reads, it does not ask for.
  assertEquals(used.includes("no-implicit-names"), false);
});

Deno.test("DRAFT_NAMES lead to names that our server offers", () => {
  for (const [draft, name] of DRAFT_NAMES) {
    assertEquals(isServerCapability(draft), false);
    assertEquals(isServerCapability(name), true);
  }
});

Deno.test("parseMultilineLimits() reads the value of draft/multiline", async (t) => {
  const rows = [
    {
      name: "both limits",
      input: "max-bytes=4096,max-lines=24",
      want: { maxBytes: 4096, maxLines: 24 },
    },
    {
      name: "the other order",
      input: "max-lines=24,max-bytes=4096",
      want: { maxBytes: 4096, maxLines: 24 },
    },
    {
      name: "no limit of lines",
      input: "max-bytes=4096",
      want: { maxBytes: 4096, maxLines: Infinity },
    },
    {
      name: "a limit that we do not know",
      input: "max-bytes=1,x=2,y",
      want: { maxBytes: 1, maxLines: Infinity },
    },
    {
      name: "our own value",
      input: SERVER_CAPABILITIES.get("draft/multiline"),
      want: { maxBytes: 40_000, maxLines: 1_000 },
    },
    { name: "nothing", input: "", want: undefined },
    { name: "no limit of bytes", input: "max-lines=24", want: undefined },
    { name: "no number", input: "max-bytes", want: undefined },
    { name: "an empty number", input: "max-bytes=", want: undefined },
    { name: "zero", input: "max-bytes=0", want: undefined },
    { name: "a negative number", input: "max-bytes=-1", want: undefined },
    { name: "a fraction", input: "max-bytes=1.5", want: undefined },
    { name: "an exponent", input: "max-bytes=1e9", want: undefined },
    {
      name: "a number of 400 digits",
      input: `max-bytes=${"9".repeat(400)}`,
      want: undefined,
    },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals(parseMultilineLimits(input ?? ""), want);
    });
  }
});
