import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { assertThrows } from "@std/assert/throws";
import { JoinError } from "../../client/join_error.ts";
import { resolveTailOptions, runTail } from "../../client/tail.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { ClientRig } from "./rig.ts";

const ADDRESS = { host: "host", port: 8080 };

/** `chat tail`; its output, and the server, are the test's. */
class Rig extends ClientRig {
  readonly output = new FakeConn();
  readonly errors = new FakeConn();
  readonly stop = new AbortController();
  readonly exitCode: Promise<number>;

  constructor({ json = false } = {}) {
    super();
    this.exitCode = runTail(
      { address: ADDRESS, name: "ann", channels: ["#a"], json },
      {
        ...this.deps,
        stdout: this.output,
        stderr: this.errors,
        signal: this.stop.signal,
      },
    );
    this.exitCode.catch(() => {});
  }

  async join(): Promise<void> {
    await settle();
    await this.welcome();
    await this.answer(":ann!a@h JOIN #a");
  }
}

Deno.test("resolveTailOptions() reads the command line", async (t) => {
  const cases = [
    { name: "no channel", address: "host", channels: [], want: ["#lobby"] },
    {
      name: "several",
      address: "host",
      channels: ["#a", "b", "#A"],
      want: ["#a", "#b"],
    },
    {
      name: "one in the address",
      address: "irc://host:8080/a",
      channels: [],
      want: ["#a"],
    },
  ];
  for (const { name, address, channels, want } of cases) {
    await t.step(name, () => {
      assertEquals(
        resolveTailOptions({ address, channels }, { json: true, quiet: true }),
        { address: ADDRESS, channels: want, json: true, quiet: true },
      );
    });
  }
});

Deno.test("resolveTailOptions() needs an address", () => {
  assertThrows(
    () => resolveTailOptions({ address: undefined, channels: [] }, {}),
    RangeError,
    "Cannot follow a channel as there is no address",
  );
});

Deno.test("runTail() prints what is said until a signal ends it", async () => {
  const rig = new Rig();
  await rig.join();
  await rig.answer(":bob PRIVMSG #a :hi", ":bob JOIN #a");
  rig.stop.abort("SIGINT");
  await settle();
  assertEquals(rig.conn.takeLines(), ["QUIT"]);
  rig.conn.end();

  assertEquals(await rig.exitCode, 130);
  assertEquals(rig.output.output, "bob: hi\n");
  assertEquals(rig.errors.output, "");
});

Deno.test("runTail() ends when nobody reads what it prints", async () => {
  const rig = new Rig({ json: true });
  await rig.join();
  rig.output.close();
  assertEquals(await rig.answer(":bob PRIVMSG #a :hi"), ["QUIT"]);
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
});

Deno.test("runTail() fails when the connection is lost", async () => {
  const rig = new Rig();
  await rig.join();
  rig.conn.end();

  await assertRejects(
    () => rig.exitCode,
    JoinError,
    "Cannot stay at host:8080 as it closed the connection",
  );
});
