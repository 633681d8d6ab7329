import { assertEquals } from "@std/assert/equals";
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
