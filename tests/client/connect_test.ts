import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { type Connect, connect } from "../../client/connect.ts";
import { JoinError } from "../../client/join_error.ts";
import { FakeClock, settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";

const OPTIONS = { host: "::1", port: 9000, timeoutMs: 10_000 };

/** Connects to nothing until it is aborted, as `Deno.connect` does. */
const hang: Connect = ({ signal }) =>
  new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason))
  );

Deno.test("connect() says why it cannot", async (t) => {
  const cases = [
    {
      name: "refused",
      error: new Deno.errors.ConnectionRefused("os error 111"),
      want: "it refuses the connection: check that the server runs and that " +
        "its port is 9000",
    },
    {
      name: "unknown host",
      error: new Error("failed to lookup address information: Name unknown"),
      want: 'there is no host "::1": check the address',
    },
    {
      name: "timed out by the system",
      error: new Deno.errors.TimedOut("Connection timed out (os error 110)"),
      want: "it gives no answer in 10 s: check the address and the network",
    },
    {
      name: "anything else",
      error: new Error("Network is unreachable (os error 101)"),
      want: "the network reports: Network is unreachable",
    },
  ];
  for (const { name, error, want } of cases) {
    await t.step(name, async () => {
      const clock = new FakeClock();
      const deps = { clock, connect: () => Promise.reject(error) };
      const failure = await assertRejects(
        () => connect(OPTIONS, deps),
        JoinError,
      );

      assertEquals(failure.message, `Cannot reach [::1]:9000 as ${want}`);
      assertEquals(failure.cause, error);
      assertEquals(clock.timerCount, 0);
    });
  }
});

Deno.test("connect() closes a socket that cannot be set up", async () => {
  const clock = new FakeClock();
  const conn = Object.assign(new FakeConn(), {
    setNoDelay(): void {
      throw new Error("Invalid argument (os error 22)");
    },
  });

  await assertRejects(
    () => connect(OPTIONS, { clock, connect: () => Promise.resolve(conn) }),
    JoinError,
    "Cannot reach [::1]:9000 as the network reports: Invalid argument",
  );
  assertEquals(conn.isClosed, true);
});

Deno.test("connect() gives up on a look-up that heeds no signal", async () => {
  const clock = new FakeClock();
  const looking = Promise.withResolvers<FakeConn>();
  const connecting = assertRejects(
    () => connect(OPTIONS, { clock, connect: () => looking.promise }),
    JoinError,
    "it gives no answer in 10 s",
  );
  await clock.advance(10_000);
  await connecting;
  const conn = new FakeConn();
  looking.resolve(conn);
  await settle();

  assertEquals(conn.isClosed, true);
});

Deno.test("connect() gives up in time", async () => {
  const clock = new FakeClock();
  const connecting = assertRejects(
    () => connect(OPTIONS, { clock, connect: hang }),
    JoinError,
    "Cannot reach [::1]:9000 as it gives no answer in 10 s",
  );
  await clock.advance(10_000);

  await connecting;
});

Deno.test("connect() gives up when aborted", async () => {
  const clock = new FakeClock();
  const leave = new AbortController();
  const connecting = assertRejects(
    () =>
      connect({ ...OPTIONS, signal: leave.signal }, { clock, connect: hang }),
    JoinError,
  );
  leave.abort();

  await connecting;
  assertEquals(clock.timerCount, 0);
});
