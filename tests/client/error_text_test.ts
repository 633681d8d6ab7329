import { assertEquals } from "@std/assert/equals";
import { errorText } from "../../client/error_text.ts";

Deno.test("errorText() says what went wrong, and not where", async (t) => {
  const cases = [
    [
      "Permission denied (os error 13): writefile '/a/b.1.tmp'",
      "Permission denied",
    ],
    ["No such file (os error 2): rename '/a' -> '/b'", "No such file"],
    ["Broken pipe (os error 32)", "Broken pipe"],
    ["it's (os error 1) complicated", "it's (os error 1) complicated"],
  ] as const;
  for (const [message, want] of cases) {
    await t.step(
      message,
      () => assertEquals(errorText(new Error(message)), want),
    );
  }
  await t.step("of what is no error", () => assertEquals(errorText("x"), "x"));
});
