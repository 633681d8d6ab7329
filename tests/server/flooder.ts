import type { FakeConn } from "../fakes/fake_conn.ts";
import type { TestServer } from "../fakes/test_server.ts";

/** Numbers of the messages that arrived since the last call. */
export function takeNumbers(conn: FakeConn): number[] {
  return conn.takeLines().map((line) => Number(/ :(\d+)$/.exec(line)?.[1]));
}

/** Counts from a number on. */
export function numbers(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

/** So many messages to the lobby, numbered. */
export function messages(count: number): string[] {
  return numbers(count).map((number) => `PRIVMSG #lobby :${number}`);
}

/** A sender with its whole burst left, and somebody who listens. */
export async function flood(
  server: TestServer,
  { address, capabilities = "" }: { address?: string; capabilities?: string } =
    {},
): Promise<{ ann: FakeConn; bob: FakeConn }> {
  const bob = await server.join("bob");
  const ann = await server.join("ann", {
    capabilities,
    ...(address === undefined ? {} : { address }),
  });
  await server.clock.advance(10_000);
  bob.takeLines();
  return { ann, bob };
}
