import { assertEquals } from "@std/assert/equals";
import { MAX_BUFFERS } from "../../client/ui/buffers.ts";
import {
  kept,
  MINUTE_MS,
  NOON,
  said,
  SessionPastRig,
} from "./session_past_rig.ts";

Deno.test("Session shows what was said before one came, as what was earlier", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  rig.terminal.hasFocus = false;
  const printed = await rig.hear(
    kept(said("1", -3, { text: "ann: hi" })),
    kept(said("2", -2, { from: "eve", type: "action", text: "waves" })),
    said("3", 1, { text: "now" }),
  );

  assertEquals(printed, [
    "── earlier ──",
    "HH:MM bob: ann: hi",
    "HH:MM * eve waves",
    "HH:MM bob: now",
  ]);
  assertEquals(rig.terminal.alerts, []);
  await rig.close();
});

Deno.test("Session shows days in the past, and comes back to today", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  const printed = await rig.hear(
    kept(said("1", -24 * 60)),
    kept(said("2", -1)),
    said("3", 1),
  );

  assertEquals(printed, [
    "── Wednesday 14 January 2026 ──",
    "── earlier ──",
    "HH:MM bob: text 1",
    "── Thursday 15 January 2026 ──",
    "HH:MM bob: text 2",
    "HH:MM bob: text 3",
  ]);
  await rig.close();
});

Deno.test("Session does not tell who comes back of what was taken back before they saw it", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  await rig.hear(said("1", -9));
  const takenBack = (id: string) =>
    kept({
      type: "redact" as const,
      time: NOON,
      from: "bob",
      channel: "#a",
      to: "#a",
      own: false,
      text: "",
      id,
      msgid: `redact${id}`,
    });

  assertEquals(await rig.hear(takenBack("2"), takenBack("1")), [
    'HH:MM bob took back "text 1"',
  ]);
  await rig.close();
});

Deno.test("Session parts nothing from what came before where nobody said anything meanwhile", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  const gap = {
    type: "gap",
    time: NOON,
    target: "#a",
    since: NOON - MINUTE_MS,
    until: NOON,
  } as const;
  const moved = kept({
    type: "join" as const,
    time: NOON,
    from: "eve",
    channel: "#a",
    own: false,
  });

  assertEquals(await rig.hear({ ...gap, count: 0 }, moved, said("1", 1)), [
    "      eve joined",
    "HH:MM bob: text 1",
  ]);
  await rig.close();
});

Deno.test("Session tells in one line who came and went before", async (t) => {
  const moves = [
    kept({
      type: "join" as const,
      time: NOON,
      from: "eve",
      channel: "#a",
      own: false,
    }),
    kept({
      type: "join" as const,
      time: NOON,
      from: "ann",
      channel: "#a",
      own: true,
    }),
    kept({
      type: "quit" as const,
      time: NOON,
      from: "dan",
      channels: ["#a"],
      text: "bye",
      own: false,
    }),
    kept({
      type: "nick" as const,
      time: NOON,
      from: "eve",
      nick: "eva",
      own: false,
    }),
    kept({
      type: "part" as const,
      time: NOON,
      from: "cleo",
      channel: "#a",
      text: "",
      own: false,
    }),
  ];
  await t.step("in front of the next message", async () => {
    const rig = new SessionPastRig();
    await rig.join();
    const printed = await rig.hear(kept(said("1", -1)), ...moves, said("2", 1));

    assertEquals(printed, [
      "── earlier ──",
      "HH:MM bob: text 1",
      "      eva joined · dan, cleo left",
      "HH:MM bob: text 2",
    ]);
    await rig.close();
  });
  await t.step("not at all where one does not like it", async () => {
    const rig = new SessionPastRig({ quiet: true });
    await rig.join();
    const printed = await rig.hear(kept(said("1", -1)), ...moves, said("2", 1));

    assertEquals(printed, [
      "── earlier ──",
      "HH:MM bob: text 1",
      "HH:MM bob: text 2",
    ]);
    await rig.close();
  });
  await t.step("not at all where nothing was said", async () => {
    const rig = new SessionPastRig();
    await rig.join();

    assertEquals(await rig.hear(...moves, said("2", 1)), ["HH:MM bob: text 2"]);
    await rig.close();
  });
});

Deno.test("Session marks when one was away, and what was missed", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  await rig.hear(said("1", 0));
  const printed = await rig.hear(
    {
      type: "gap",
      target: "#a",
      time: NOON,
      since: NOON + 2 * MINUTE_MS,
      until: NOON + 31 * MINUTE_MS,
      count: 2,
    },
    kept(said("2", 3)),
    kept(said("3", 30)),
    said("4", 32),
  );

  assertEquals(printed, [
    "── away 12:02–12:31: 2 messages ──",
    "HH:MM bob: text 2",
    "HH:MM bob: text 3",
    "HH:MM bob: text 4",
  ]);
  await rig.close();
});

Deno.test("Session counts what was missed elsewhere, and does not alert", async () => {
  const rig = new SessionPastRig();
  await rig.join(["#a", "#b"]);
  const inB = (id: string, at: number, text = "hi") =>
    said(id, at, { channel: "#b", to: "#b", text });
  await rig.hear(inB("1", 0));
  rig.terminal.press("alt+2");
  rig.terminal.press("alt+1");
  rig.terminal.takePrinted();
  rig.terminal.hasFocus = false;
  const gap = {
    type: "gap" as const,
    time: NOON,
    since: NOON,
    until: NOON + MINUTE_MS,
  };
  await rig.hear(
    { ...gap, target: "#b" },
    kept(inB("2", 1), "#b"),
    kept(inB("3", 2, "ann: lunch?"), "#b"),
    { ...gap, target: "dan" },
    kept(said("4", 3, { from: "dan", to: "ann", channel: undefined! }), "dan"),
  );

  assertEquals(
    rig.terminal.statusFor(90),
    "irc.example · #a (0) · 2:#b 2 (1!) 3:dan 1!",
  );
  assertEquals(rig.terminal.alerts, []);
  await rig.type("/reply hi");
  rig.terminal.press("alt+2");

  assertEquals(rig.terminal.takePrinted(), [
    "→ dan: hi",
    "── #b ──",
    "── away 12:00–12:01 ──",
    "HH:MM bob: hi",
    "HH:MM bob: ann: lunch?",
  ]);
  await rig.close();
});

Deno.test("Session opens no buffer for missed notices", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  const { channel: _, ...notice } = said("1", 0, {
    type: "notice",
    from: "NickServ",
    to: "ann",
    text: "Welcome",
  });
  const gap = { type: "gap" as const, time: NOON, since: NOON, until: NOON };
  const printed = await rig.hear(
    { ...gap, target: "NickServ" },
    kept(notice, "NickServ"),
  );

  assertEquals(printed, ["HH:MM -NickServ (private)- Welcome"]);
  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (0)");
  await rig.close();
});

Deno.test("Session shows what was missed also where no buffer can be opened", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  const { channel: _, ...direct } = said("1", 0, { to: "ann" });
  for (let n = 0; n < MAX_BUFFERS; n++) {
    await rig.hear({ ...direct, from: `dan${n}` });
  }
  const gap = { type: "gap" as const, time: NOON, since: NOON, until: NOON };
  await rig.hear({ ...gap, target: "bob" }, kept(direct, "bob"));
  rig.terminal.press("alt+0");

  assertEquals(rig.terminal.takePrinted().slice(-2), [
    "── away 12:00 ──",
    "HH:MM bob (private): text 1",
  ]);
  await rig.close();
});
