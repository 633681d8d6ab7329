import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { readLines } from "../../client/read_lines.ts";
import { runPiped } from "../../client/piped.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { settle } from "../fakes/fake_clock.ts";
import { ClientRig } from "./rig.ts";

function run(rig: ClientRig, sasl: { account: string; password?: string }) {
  return runPiped({
    address: { host: "host", port: 8080 },
    name: "ann",
    channels: ["#a"],
    json: false,
    sasl,
  }, {
    ...rig.deps,
    input: readLines(new FakeConn()),
    stdout: new FakeConn(),
    stderr: new FakeConn(),
    signal: new AbortController().signal,
  });
}

Deno.test("runPiped() logs in to an account", async () => {
  const rig = new ClientRig();
  const running = run(rig, { account: "annie", password: "s3cret" });
  running.catch(() => {});
  await settle();
  await rig.answer(":irc CAP * LS :sasl");

  assertEquals(
    await rig.answer(":irc CAP * ACK :sasl"),
    ["AUTHENTICATE PLAIN"],
  );
  rig.conn.end();
  await assertRejects(() => running);
});

Deno.test("runPiped() says that the password of an account is missing", async () => {
  const rig = new ClientRig();

  await assertRejects(
    () => run(rig, { account: "annie" }),
    RangeError,
    'Cannot log in to the account "annie" as nobody can be asked for its ' +
      "password: write --sasl account:password",
  );
});
