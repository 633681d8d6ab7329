import { assertEquals } from "@std/assert/equals";
import { isError } from "../../protocol/is_error.ts";
import * as numerics from "../../protocol/numerics.ts";

Deno.test("isError() tells what is called ERR_ from what is called RPL_", async (t) => {
  for (const [name, value] of Object.entries(numerics)) {
    await t.step(name, () => {
      assertEquals(name.startsWith(isError(value) ? "ERR_" : "RPL_"), true);
    });
  }
});
