import { assertEquals } from "@std/assert/equals";
import {
  formatReference,
  type HistoryReference,
  referTo,
} from "../../client/history_reference.ts";

Deno.test("formatReference() writes where to look", async (t) => {
  const cases: { reference: HistoryReference | undefined; want: string }[] = [
    { reference: undefined, want: "*" },
    { reference: "x", want: "msgid=x" },
    { reference: 1, want: "timestamp=1970-01-01T00:00:00.001Z" },
    { reference: -1, want: "timestamp=1970-01-01T00:00:00.000Z" },
    { reference: 8.64e15, want: "timestamp=9999-12-31T23:59:59.999Z" },
  ];
  for (const { reference, want } of cases) {
    await t.step(`${reference}`, () => {
      assertEquals(formatReference(reference), want);
    });
  }
});

Deno.test("referTo() gives what the server takes", async (t) => {
  const both = { historyRefs: ["timestamp", "msgid"] };
  const cases = [
    { name: "an id", id: "x", options: both, want: "x" },
    { name: "no id", id: undefined, options: both, want: 4 },
    {
      name: "an id that is forgotten",
      id: "x",
      options: { ...both, isByTime: true },
      want: 4,
    },
    {
      name: "an id that the server does not take",
      id: "x",
      options: { historyRefs: ["timestamp"] },
      want: 4,
    },
  ];
  for (const { name, id: msgid, options, want } of cases) {
    await t.step(name, () => {
      assertEquals(referTo({ msgid, time: 5 }, options), want);
    });
  }
});
