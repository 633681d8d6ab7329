import type { FakeConn } from "../fakes/fake_conn.ts";
import type { TestServer } from "../fakes/test_server.ts";

/** An operator of #a, a member, and somebody who is elsewhere. */
export type People = Readonly<Record<"op" | "bob" | "cleo", FakeConn>>;

/** How the operator of `joinPeople` is named as a source. */
export const OP = ":op!op@192.0.2.1";

/** Lets three people in, who have read all that they were sent. */
export async function joinPeople(
  server: TestServer,
  { capabilities = "" }: { readonly capabilities?: string } = {},
): Promise<People> {
  const op = await server.join("op", { channels: "#a", capabilities });
  const bob = await server.join("bob", { channels: "#a", capabilities });
  const cleo = await server.join("cleo", { channels: "#c", capabilities });
  op.takeLines();
  return { op, bob, cleo };
}
