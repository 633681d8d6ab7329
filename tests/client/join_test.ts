import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { type JoinDeps, runJoin } from "../../client/join.ts";
import { JoinError } from "../../client/join_error.ts";
import type { JoinOptions } from "../../client/options.ts";
import { openTerminal } from "../../client/terminal/terminal.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { FakeTerminal } from "../fakes/fake_terminal.ts";
import { ClientRig } from "./rig.ts";

const OPTIONS: JoinOptions = {
  address: { host: "host", port: 8080 },
  channels: ["#a"],
  json: false,
};

class Rig extends ClientRig {
  readonly stop = new AbortController();
  readonly terminal = new FakeTerminal();
  readonly revoked: string[] = [];
  readonly joinDeps: JoinDeps = {
    ...this.deps,
    stdin: new FakeConn(),
    stdout: new FakeConn(),
    stderr: new FakeConn(),
    interactive: false,
    revoke: (name) => this.revoked.push(name),
    openTerminal: () =>
      openTerminal({ clock: this.clock, device: this.terminal }),
    loginName: "Ann X",
    signal: this.stop.signal,
  };
}

Deno.test("runJoin() uses pipes unless a person sits at a terminal", async (t) => {
  const cases = [
    { name: "pipes", interactive: false, want: false },
    { name: "a terminal", interactive: true, want: true },
    {
      name: "JSON on a terminal",
      interactive: true,
      flags: { json: true },
      want: false,
    },
    {
      name: "messages alone on a terminal",
      interactive: true,
      flags: { quiet: true },
      want: false,
    },
    {
      name: "delivery alone on a terminal",
      interactive: true,
      flags: { once: true },
      want: false,
    },
  ];
  for (const { name, interactive, flags, want } of cases) {
    await t.step(name, async () => {
      const rig = new Rig();
      const options = { ...OPTIONS, name: "ann", ...flags };
      const running = runJoin(options, { ...rig.joinDeps, interactive });
      running.catch(() => {});
      await settle();

      assertEquals(rig.terminal.isRaw, want);
      assertEquals(rig.revoked, want ? [] : ["read", "run", "sys", "write"]);
      rig.stop.abort("SIGINT");
      await running;
    });
  }
});

Deno.test("runJoin() takes the login name where nobody can be asked", async (t) => {
  const cases = [
    { loginName: "Ann X", want: "NICK Ann_X" },
    { loginName: " ", want: "NICK guest" },
  ];
  for (const { loginName, want } of cases) {
    await t.step(`"${loginName}"`, async () => {
      const rig = new Rig();
      runJoin(OPTIONS, { ...rig.joinDeps, loginName }).catch(() => {});
      await settle();

      assertEquals(rig.conn.takeLines()[1], want);
    });
  }
});

Deno.test("runJoin() needs an address where nobody can be asked", async () => {
  const { address: _, ...options } = OPTIONS;

  await assertRejects(
    () => runJoin(options, new Rig().joinDeps),
    RangeError,
    "Cannot join as there is no address",
  );
});

Deno.test("runJoin() gives the exit code of the signal that ended it", async (t) => {
  const cases = [
    { signal: "SIGINT", want: 130 },
    { signal: "SIGTERM", want: 143 },
    { signal: "SIGHUP", want: 129 },
  ];
  for (const { signal, want } of cases) {
    await t.step(`${signal} while it connects`, async () => {
      const rig = new Rig();
      const exitCode = runJoin(OPTIONS, rig.joinDeps);
      await settle();
      rig.stop.abort(signal);

      assertEquals(await exitCode, want);
    });
    await t.step(`${signal} in the chat`, async () => {
      const rig = new Rig();
      const exitCode = runJoin(OPTIONS, rig.joinDeps);
      await settle();
      await rig.welcome();
      rig.stop.abort(signal);
      await settle();
      assertEquals(rig.conn.takeLines().at(-1), "QUIT");
      rig.conn.end();

      assertEquals(await exitCode, want);
    });
  }
});

Deno.test("runJoin() says what went wrong", async () => {
  const rig = new Rig();
  const exitCode = runJoin(OPTIONS, rig.joinDeps);
  exitCode.catch(() => {});
  await settle();
  rig.conn.end();

  await assertRejects(() => exitCode, JoinError, "it closed the connection");
});
