import { assertEquals } from "@std/assert/equals";
import { formatAlert } from "../../../client/terminal/alert.ts";

Deno.test("formatAlert() rings and notifies", async (t) => {
  const cases = [
    { name: "nothing", alert: { bell: false }, want: "" },
    { name: "the bell", alert: { bell: true }, want: "\x07" },
    {
      name: "a notification",
      alert: { bell: false, notification: { title: "bob", text: "hi" } },
      want: "\x1b]9;bob: hi\x07\x1b]777;notify;bob;hi\x07",
    },
    {
      name: "both",
      alert: { bell: true, notification: { title: "", text: "hi" } },
      want: "\x07\x1b]9;chat: hi\x07\x1b]777;notify;;hi\x07",
    },
    {
      name: "hostile texts",
      alert: {
        bell: false,
        notification: {
          title: "a;b\x07\x1b]0;title",
          text: "x\x1b\\\x9cy;\n\u202ez",
        },
      },
      want: "\x1b]9;a b ]0 title: x \\ y z\x07" +
        "\x1b]777;notify;a b ]0 title;x \\ y z\x07",
    },
  ];
  for (const { name, alert, want } of cases) {
    await t.step(name, () => assertEquals(formatAlert(alert, [9, 777]), want));
  }
});

Deno.test("formatAlert() cuts long texts between characters", () => {
  const text = "🦕".repeat(10_000);
  const alert = { bell: false, notification: { title: "x", text } };

  assertEquals(
    formatAlert(alert, [9]),
    `\x1b]9;x: ${"🦕".repeat(200)}\x07`,
  );
});
