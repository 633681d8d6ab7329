import { assertEquals } from "@std/assert/equals";
import { RecentMessages } from "../../server/recent_messages.ts";

const message = (msgid: string) => ({
  msgid,
  author: Symbol(),
  place: Symbol(),
});

Deno.test("RecentMessages.find() finds what was added", () => {
  const recent = new RecentMessages();
  const one = message("1");
  recent.add(one);
  recent.add(message("2"));

  assertEquals(recent.find("1"), one);
  assertEquals(recent.find("3"), undefined);
});

Deno.test("RecentMessages.find() finds nothing that was removed", () => {
  const recent = new RecentMessages();
  for (let count = 0; count <= 10_000; count++) {
    recent.add(message(String(count)));
  }

  recent.remove("1");
  recent.remove("10000");
  recent.remove("nothing");

  assertEquals(recent.find("1"), undefined);
  assertEquals(recent.find("10000"), undefined);
});

Deno.test("RecentMessages keeps the last 10,000", () => {
  const recent = new RecentMessages();
  const total = 25_000;
  for (let count = 0; count < total; count++) {
    recent.add(message(String(count)));
  }

  const isKnown = (count: number) => recent.find(String(count)) !== undefined;

  assertEquals([14_999, 15_000, 24_999].map(isKnown), [false, true, true]);
});
