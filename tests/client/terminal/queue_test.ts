import { assertEquals } from "@std/assert/equals";
import { settle } from "../../fakes/fake_clock.ts";
import { Queue } from "../../../client/terminal/queue.ts";

Deno.test("Queue gives what is put in, before and while it is read", async () => {
  const queue = new Queue<number>();
  queue.push(1);
  queue.push(2);
  const read = Array.fromAsync(queue);
  await Promise.resolve();
  queue.push(3);
  queue.close();
  queue.push(4);

  assertEquals(await read, [1, 2, 3]);
});

Deno.test("Queue.idle() waits until all is dealt with", async () => {
  const queue = new Queue<number>();
  await queue.idle();
  const dealt = [1, 2].map(() => Promise.withResolvers<void>());
  void (async () => {
    for await (const item of queue) await dealt[item]?.promise;
  })();
  queue.push(0);
  queue.push(1);
  let isIdle = false;
  void queue.idle().then(() => isIdle = true);
  dealt[0]?.resolve();
  await settle();
  assertEquals(isIdle, false);
  dealt[1]?.resolve();
  await settle();

  assertEquals(isIdle, true);
});
