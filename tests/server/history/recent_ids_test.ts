import { assertEquals } from "@std/assert/equals";
import { RecentIds } from "../../../server/history/recent_ids.ts";

const toId = (number: number) => number.toString(16).padStart(32, "0");

Deno.test("RecentIds knows which ids cannot be there", () => {
  const ids = new RecentIds(toId(100));

  ids.add(toId(500));
  ids.add(toId(300));

  assertEquals(ids.mayHave(toId(50)), true);
  assertEquals(ids.mayHave(toId(100)), true);
  assertEquals(ids.mayHave(toId(101)), false);
  assertEquals(ids.mayHave(toId(300)), true);
  assertEquals(ids.mayHave(toId(400)), false);
  assertEquals(ids.mayHave(toId(500)), true);
  assertEquals(ids.mayHave(toId(501)), false);
});

Deno.test("RecentIds forgets no id for good", () => {
  const ids = new RecentIds("");

  for (let number = 1; number <= 50_000; number++) ids.add(toId(number));

  for (const number of [1, 29_999, 30_000, 49_999, 50_000]) {
    assertEquals(ids.mayHave(toId(number)), true);
  }
  assertEquals(ids.mayHave(toId(50_001)), false);
});
