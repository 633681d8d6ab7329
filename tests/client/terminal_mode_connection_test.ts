import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { ALL_CAPABILITIES } from "./rig.ts";
import { TerminalModeRig } from "./terminal_mode_rig.ts";

/** In #a, with a connection that was lost and one attempt that failed. */
async function lose(): Promise<TerminalModeRig> {
  const rig = new TerminalModeRig();
  await rig.join();
  rig.conn.end();
  await settle();
  await rig.clock.advance(1_000);
  rig.conn.end();
  await settle();
  return rig;
}

Deno.test("runTerminalMode() counts down until the connection is back", async () => {
  const rig = await lose();
  await rig.clock.advance(250);
  assertEquals(
    await rig.status(),
    "irc.example · #a (2) All about a · reconnecting in 2 s",
  );
  await rig.clock.advance(1_000);

  assertEquals(
    await rig.status(),
    "irc.example · #a (2) All about a · reconnecting in 1 s",
  );
});

Deno.test("runTerminalMode() keeps what is typed until the connection is back", async () => {
  const rig = await lose();
  await rig.clock.advance(1_000);
  await rig.type("one\r/topic new\r");
  assertEquals((await rig.newRows()).slice(1), [
    "Cannot send the TOPIC as the connection is lost: wait until",
    "      it is back",
    "ann: one",
    "#a>",
  ]);
  await rig.welcome(ALL_CAPABILITIES);
  const sent = await rig.answer(
    ":ann!a@h JOIN #a",
    ":irc 332 ann #a :All about a",
    ":irc 353 ann = #a :@bob ann",
    ":irc 366 ann #a :End",
  );
  assertEquals(sent, ["@label=m1 PRIVMSG #a :one"]);
  await rig.answer("@label=m1 :ann!a@h PRIVMSG #a :one");

  assertEquals((await rig.newRows()).slice(3), [
    "HH:MM ann: one",
    "#a>",
  ]);
  assertEquals(await rig.status(), "irc.example · #a (2) All about a");
});
