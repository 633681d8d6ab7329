import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { assertThrows } from "@std/assert/throws";
import { JoinError } from "../../client/join_error.ts";
import { resolveTailOptions } from "../../client/tail.ts";
import { settle } from "../fakes/fake_clock.ts";
import { line } from "./past_rig.ts";
import { ADDRESS, TailRig } from "./tail_rig.ts";

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
  const rig = new TailRig();
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
  const rig = new TailRig({ json: true });
  await rig.join();
  rig.output.close();
  assertEquals(await rig.answer(":bob PRIVMSG #a :hi"), ["QUIT"]);
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
});

Deno.test("runTail() prints nothing of what was said before it came", async () => {
  const rig = new TailRig();
  await rig.join();
  await rig.answer(
    ":irc.example BATCH +b chathistory #a",
    `@batch=b;${line(0, ":bob!b@h PRIVMSG #a :old").slice(1)}`,
    ":irc.example BATCH -b",
    ":bob!b@h PRIVMSG #a :new",
  );

  assertEquals(rig.output.output, "bob: new\n");
});

Deno.test("runTail() asks for nothing of what was said before it came", async () => {
  const rig = new TailRig();
  await rig.join();

  assertEquals(/CHATHISTORY/.test(rig.conn.output), false);
});

Deno.test("runTail() stays while it is in one of its channels", async () => {
  const rig = new TailRig({ channels: ["#a", "#b"] });
  await rig.join();
  await rig.answer(
    ":irc.example 474 ann #b :Cannot join channel (+b)",
    ":bob!b@h PRIVMSG #a :hi",
  );
  rig.stop.abort("SIGTERM");
  await settle();
  rig.conn.end();

  assertEquals(await rig.exitCode, 143);
  assertEquals(rig.output.output, "#a bob: hi\n");
});

Deno.test("runTail() fails at once when the first connection fails", async () => {
  const rig = new TailRig();
  await settle();
  rig.conn.end();

  await assertRejects(
    () => rig.exitCode,
    JoinError,
    "Cannot join host:8080 as it closed the connection",
  );
});
