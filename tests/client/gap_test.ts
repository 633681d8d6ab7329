import { assertEquals } from "@std/assert/equals";
import type { ChatEvent } from "../../client/events.ts";
import { Gap } from "../../client/gap.ts";

function said(text: string): ChatEvent {
  return {
    type: "message",
    time: 1,
    from: "bob",
    channel: "#a",
    to: "#a",
    text,
    own: false,
  };
}

Deno.test("Gap.hold() begins anew when it has too much to hold", async (t) => {
  const cases = [
    { name: "events", text: "x", fits: 1_000 },
    { name: "characters", text: "x".repeat(1024 * 1024), fits: 2 },
  ];
  for (const { name, text, fits } of cases) {
    await t.step(name, () => {
      const gap = new Gap("#a");
      for (let index = 0; index < fits; index++) gap.hold(said(text));
      assertEquals(gap.takeOverfull(), false);
      gap.hold(said(text));
      gap.hold(said("last"));

      assertEquals(gap.takeOverfull(), true);
      assertEquals(gap.takeOverfull(), false);
      assertEquals(gap.release(), [said(text), said("last")]);
      for (let index = 0; index < fits; index++) gap.hold(said(text));
      assertEquals(gap.takeOverfull(), false);
    });
  }
});
