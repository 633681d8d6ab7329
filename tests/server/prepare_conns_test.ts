import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { assertStrictEquals } from "@std/assert/strict-equals";
import { prepareConns, type TcpConn } from "../../server/prepare_conns.ts";
import { FakeConn } from "../fakes/fake_conn.ts";

/** A connection that notes how it is set up. */
class FakeTcpConn extends FakeConn implements TcpConn {
  readonly calls: string[] = [];
  error: Error | undefined;

  setNoDelay(on: boolean): void {
    this.calls.push(`setNoDelay ${on}`);
  }

  setKeepAlive(on: boolean): void {
    if (this.error !== undefined) throw this.error;
    this.calls.push(`setKeepAlive ${on}`);
  }
}

function listenerOf(conn: TcpConn) {
  return {
    addr: { hostname: "127.0.0.1", port: 1 },
    accept: () => Promise.resolve(conn),
    close() {},
  };
}

Deno.test("prepareConns() sets connections up for a chat", async () => {
  const conn = new FakeTcpConn();

  const accepted = await prepareConns(listenerOf(conn)).accept();

  assertStrictEquals(accepted, conn);
  assertEquals(conn.calls, ["setNoDelay true", "setKeepAlive true"]);
});

Deno.test("prepareConns() closes a connection that cannot be set up", async () => {
  const conn = new FakeTcpConn();
  conn.error = new TypeError("Invalid argument (os error 22)");

  await assertRejects(() => prepareConns(listenerOf(conn)).accept(), TypeError);

  assertEquals(conn.isClosed, true);
});
