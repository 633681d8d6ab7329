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

Deno.test("numerics are errors when they lie between 400 and 599", async (t) => {
  for (const [name, value] of Object.entries(numerics)) {
    await t.step(name, () => {
      const isError = Number(value) >= 400 && Number(value) < 600;

      assertEquals(name.startsWith(isError ? "ERR_" : "RPL_"), true);
    });
  }
});
