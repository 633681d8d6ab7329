import { assertEquals } from "@std/assert/equals";
import {
  formatCapabilities,
  parseCapabilities,
  splitCapabilities,
} from "../../protocol/capability_list.ts";

Deno.test("splitCapabilities() splits a list between its words", async (t) => {
  const rows = [
    { name: "nothing", list: "", maxBytes: 10, want: [""] },
    { name: "what fits", list: " a  b ", maxBytes: 6, want: [" a  b "] },
    {
      name: "what just fits",
      list: "batch sasl setname",
      maxBytes: 10,
      want: ["batch sasl", "setname"],
    },
    {
      name: "what does not",
      list: "batch sasl setname",
      maxBytes: 9,
      want: ["batch", "sasl", "setname"],
    },
    { name: "many spaces", list: "  ab   cd  ", maxBytes: 5, want: ["ab cd"] },
    {
      name: "a word that is too long",
      list: "a ééé b",
      maxBytes: 5,
      want: ["a", "éé", "b"],
    },
    { name: "spaces alone", list: "    ", maxBytes: 3, want: [""] },
  ];
  for (const { name, list, maxBytes, want } of rows) {
    await t.step(name, () => {
      assertEquals(splitCapabilities(list, maxBytes), want);
    });
  }
});

Deno.test("parseCapabilities() gives each word of a list", async (t) => {
  const on = { value: "", off: false };
  const rows = [
    { name: "nothing", input: "", want: [] },
    { name: "only spaces", input: "  ", want: [] },
    { name: "one name", input: "batch", want: [{ name: "batch", ...on }] },
    {
      name: "many spaces",
      input: " batch  sasl ",
      want: [{ name: "batch", ...on }, { name: "sasl", ...on }],
    },
    {
      name: "a value",
      input: "sasl=PLAIN,EXTERNAL",
      want: [{ name: "sasl", value: "PLAIN,EXTERNAL", off: false }],
    },
    {
      name: "a value that holds equals signs",
      input: "sts=port=6697",
      want: [{ name: "sts", value: "port=6697", off: false }],
    },
    { name: "an empty value", input: "sasl=", want: [{ name: "sasl", ...on }] },
    {
      name: "a name to switch off",
      input: "-batch",
      want: [{ name: "batch", value: "", off: true }],
    },
    {
      name: "only a minus",
      input: "-",
      want: [{ name: "", value: "", off: true }],
    },
    {
      name: "a name with a minus inside",
      input: "server-time",
      want: [{ name: "server-time", ...on }],
    },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals(parseCapabilities(input), want);
    });
  }
});

Deno.test("formatCapabilities() gives the list of CAP LS", async (t) => {
  const offered = new Map([["batch", ""], ["sasl", "PLAIN"]]);
  const rows = [
    {
      name: "with values",
      input: offered,
      values: true,
      want: "batch sasl=PLAIN",
    },
    {
      name: "without values",
      input: offered,
      values: false,
      want: "batch sasl",
    },
    {
      name: "of nothing",
      input: new Map<string, string>(),
      values: true,
      want: "",
    },
  ];
  for (const { name, input, values, want } of rows) {
    await t.step(name, () => {
      assertEquals(formatCapabilities(input, { values }), want);
    });
  }
});
