import { assertEquals } from "@std/assert/equals";
import type { Link } from "../../client/link.ts";
import { LinkRig } from "./link_rig.ts";
import { ALL_CAPABILITIES } from "./rig.ts";

const CAPABILITIES = `${ALL_CAPABILITIES} away-notify`;

/** The lines that tell who is in a channel. */
function names(channel: string, nicks: readonly string[]): string[] {
  return [
    `:irc 353 ann = ${channel} :${nicks.join(" ")}`,
    `:irc 366 ann ${channel} :End`,
  ];
}

/** Who is marked as away. */
function away({ state }: Link, channel = "#a"): string[] {
  return [...state.channels.get(channel)?.members.values() ?? []]
    .filter(({ isAway }) => isAway).map(({ nick }) => nick);
}

async function join(
  channels: readonly string[] = ["#a"],
  capabilities = CAPABILITIES,
): Promise<LinkRig> {
  const rig = new LinkRig();
  await rig.join({ channels, capabilities });
  rig.conn.takeLines();
  return rig;
}

Deno.test("Link finds out quietly who was away before we came", async () => {
  const rig = await join();
  assertEquals(await rig.answer(...names("#a", ["ann", "bob", "eve"])), [
    "WHO #a",
  ]);
  rig.takeEvents();
  await rig.answer(
    ":irc 352 ann #a u h irc ann H :0 Ann",
    ":irc 352 ann #a u h irc bob G@ :0 Bob",
    ":irc 352 ann #a u h irc eve H :0 Eve",
    ":irc 315 ann #a :End",
  );

  assertEquals(rig.takeEvents(), []);
  assertEquals(away(rig.link), ["bob"]);
  await rig.answer(
    ":irc 352 ann #a u h irc bob H@ :0 Bob",
    ":irc 315 ann #a :End",
  );
  assertEquals(rig.takeEvents(), ["info: bob is Bob (u@h)"]);
  assertEquals(away(rig.link), []);
});

Deno.test("Link asks about one channel every two seconds", async () => {
  const rig = await join(["#a", "#b", "#c"]);
  assertEquals(
    await rig.answer(
      ...names("#a", ["ann", "bob"]),
      ...names("#b", ["ann", "bob"]),
      ...names("#c", ["ann", "bob"]),
      ":ann!a@h PART #b",
    ),
    ["WHO #a"],
  );
  await rig.clock.advance(2_000);
  assertEquals(rig.conn.takeLines(), []);
  await rig.clock.advance(2_000);
  assertEquals(rig.conn.takeLines(), ["WHO #c"]);
  await rig.clock.advance(2_000);

  assertEquals(rig.conn.takeLines(), []);
});

Deno.test("Link asks again in a new connection", async () => {
  const rig = await join();
  await rig.answer(...names("#a", ["ann", "bob"]));
  await rig.reconnect({ capabilities: CAPABILITIES });
  await rig.answer(":ann!a@h JOIN #a");

  assertEquals(await rig.answer(...names("#a", ["ann", "bob"])), ["WHO #a"]);
});

Deno.test("Link asks nobody who is away where it is of no use", async (t) => {
  await t.step("in a large channel", async () => {
    const rig = await join();
    const many = Array.from({ length: 100 }, (_, index) => `n${index}`);
    assertEquals(await rig.answer(...names("#a", ["ann", ...many])), []);
  });

  await t.step("where we are alone", async () => {
    const rig = await join();
    assertEquals(await rig.answer(...names("#a", ["@ann"])), []);
  });

  await t.step("where the server does not keep it up", async () => {
    const rig = await join(["#a"], ALL_CAPABILITIES);
    assertEquals(await rig.answer(...names("#a", ["ann", "bob"])), []);
  });

  await t.step("when the person asks for the names", async () => {
    const rig = await join();
    await rig.answer(...names("#a", ["ann", "bob"]));
    await rig.clock.advance(2_000);
    assertEquals(await rig.answer(...names("#a", ["ann", "bob"])), []);
  });
});

Deno.test("Link asks no more once the server refuses, and says nothing", async (t) => {
  const refusals = [
    ":irc 263 ann WHO :Please wait",
    ":irc 421 ann WHO :Unknown command",
  ];
  for (const refusal of refusals) {
    await t.step(refusal, async () => {
      const rig = await join(["#a", "#b"]);
      await rig.answer(
        ...names("#a", ["ann", "bob"]),
        ...names("#b", ["ann", "bob"]),
      );
      rig.takeEvents();
      await rig.answer(refusal);
      await rig.clock.advance(10_000);
      assertEquals(rig.takeEvents(), []);
      assertEquals(rig.conn.takeLines(), []);
      await rig.answer(refusal);

      assertEquals(rig.takeEvents().length, 1);
    });
  }
});

Deno.test("Link says whether we are away as the server does", async () => {
  const rig = await join();
  const { link } = rig;
  link.send("AWAY", "lunch");
  assertEquals(link.state.isAway, false);
  await rig.answer(":irc 306 ann :You are away");
  assertEquals(link.state.isAway, true);
  await rig.reconnect();
  assertEquals(link.state.isAway, true);
  await rig.answer(":irc 305 ann :You are back");
  assertEquals(link.state.isAway, false);
});

Deno.test("Link takes us for here in a new connection that was not told else", async () => {
  const rig = await join();
  await rig.answer(":irc 306 ann :You are away");
  await rig.reconnect();

  assertEquals(rig.link.state.isAway, false);
});
