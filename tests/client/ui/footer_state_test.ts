import { assertEquals } from "@std/assert/equals";
import type { PendingMessage } from "../../../client/say_queue.ts";
import { createState } from "../../../client/state.ts";
import { Buffers } from "../../../client/ui/buffers.ts";
import { describeWaiting } from "../../../client/ui/footer_state.ts";

Deno.test("describeWaiting() looks at no more messages than can be seen", () => {
  let looked = 0;
  function* listWaiting(): Generator<PendingMessage> {
    while (true) {
      looked++;
      yield { target: "#a", text: `${looked}`, kind: "message" };
    }
  }

  const texts = describeWaiting({
    state: createState("ann", "irc"),
    status: { kind: "connected" },
    waitingCount: 1_000,
    listWaiting,
  }, new Buffers());

  assertEquals(texts.length, 1_000);
  assertEquals(texts.slice(0, 2), ["#a ann: 1", "#a ann: 2"]);
  assertEquals(looked < 30, true);
});
