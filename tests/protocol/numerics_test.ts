import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import * as numerics from "../../protocol/numerics.ts";

Deno.test("numerics have three digits", async (t) => {
  for (const [name, value] of Object.entries(numerics)) {
    await t.step(name, () => {
      assertMatch(value, /^\d{3}$/);
    });
  }
});

Deno.test("numerics have one name each", () => {
  const values = Object.values(numerics);

  assertEquals(new Set(values).size, values.length);
});
