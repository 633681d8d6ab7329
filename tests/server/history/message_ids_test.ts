import { assertEquals } from "@std/assert/equals";
import {
  formatMessageId,
  parseMessageId,
} from "../../../server/history/message_ids.ts";

Deno.test("parseMessageId() gives what formatMessageId() was given", async (t) => {
  const positions = [0, 1, 1_763_000_000_000_000, Number.MAX_SAFE_INTEGER];
  for (const position of positions) {
    await t.step(String(position), () => {
      const msgid = formatMessageId("k3-x", position);

      assertEquals(parseMessageId(msgid), position);
    });
  }
});

Deno.test("parseMessageId() takes nothing for an id that is none", async (t) => {
  const rows = [
    { name: "nothing", msgid: "" },
    { name: "no word", msgid: "-1" },
    { name: "no number", msgid: "k3-" },
    { name: "no hyphen", msgid: "k3" },
    { name: "a capital", msgid: "k3-A" },
    { name: "a sign", msgid: "k3-+1" },
    { name: "a space", msgid: "k 3-1" },
    { name: "a semicolon", msgid: "k;3-1" },
    { name: "a line break behind it", msgid: "k3-1\n" },
    { name: "a number that is not safe", msgid: "k3-zzzzzzzzzzz" },
    { name: "too many digits", msgid: "k3-000000000001" },
  ];
  for (const { name, msgid } of rows) {
    await t.step(name, () => {
      assertEquals(parseMessageId(msgid), undefined);
    });
  }
});
