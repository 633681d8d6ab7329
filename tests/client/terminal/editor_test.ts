import { assertEquals } from "@std/assert/equals";
import {
  editorCommand,
  editorProcess,
} from "../../../client/terminal/editor.ts";

Deno.test("editorCommand() takes $VISUAL, then $EDITOR, then what is there", async (t) => {
  const cases = [
    { env: { VISUAL: "code --wait", EDITOR: "ed" }, want: "code --wait" },
    { env: { VISUAL: "", EDITOR: "ed" }, want: "ed" },
    { env: {}, want: Deno.build.os === "windows" ? "notepad" : "vi" },
  ];
  for (const { env, want } of cases) {
    await t.step(want, () => {
      const variables = new Map(Object.entries(env));

      assertEquals(editorCommand((name) => variables.get(name)), want);
    });
  }
});

Deno.test("editorProcess() keeps secrets from the editor", () => {
  const { env, args } = editorProcess("ed -s", "/tmp/x");

  assertEquals(env, { CHAT_JOIN_PASSWORD: "", CHAT_JOIN_SASL: "" });
  assertEquals(args?.at(-1), "/tmp/x");
});
