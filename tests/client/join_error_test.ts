import { assertEquals } from "@std/assert/equals";
import { JoinError } from "../../client/join_error.ts";

Deno.test("JoinError is one sentence that is safe to print", () => {
  const error = new JoinError("reach \x1bhost", "it says \x02no\x1b[2J", {
    hint: "ask it",
  });

  assertEquals(
    error.message,
    "Cannot reach ␛host as it says no␛[2J: ask it",
  );
  assertEquals(error.reason, "it says no␛[2J");
  assertEquals(error.kind, "failed");
  assertEquals(error.name, "JoinError");
});
