import { assertEquals } from "@std/assert/equals";
import { isError } from "../../protocol/is_error.ts";
import * as numerics from "../../protocol/numerics.ts";

Deno.test("isError() knows the late errors of other servers", async (t) => {
  for (const numeric of ["691", "723", "902", "904", "905", "906", "907"]) {
    await t.step(numeric, () => assertEquals(isError(numeric), true));
  }
  for (const numeric of ["670", "671", "710", "730", "900", "903", "908"]) {
    await t.step(numeric, () => assertEquals(isError(numeric), false));
  }
});

Deno.test("isError() tells what is called ERR_ from what is called RPL_", async (t) => {
  for (const [name, value] of Object.entries(numerics)) {
    await t.step(name, () => {
      assertEquals(name.startsWith(isError(value) ? "ERR_" : "RPL_"), true);
    });
  }
});
