import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import {
  kept,
  MINUTE_MS,
  NOON,
  said,
  SessionPastRig,
} from "./session_past_rig.ts";

Deno.test("/history shows older messages, and again for more", async () => {
  const rig = new SessionPastRig();
  for (let n = 1; n <= 7; n++) rig.link.kept.push(kept(said(`${n}`, n - 10)));
  await rig.join();
  await rig.hear(...rig.link.kept.slice(5));
  assertEquals(await rig.type("/history 3"), ["history #a before 6 3"]);

  assertEquals(rig.terminal.takePrinted(), [
    "── earlier in #a ──",
    "HH:MM bob: text 3",
    "HH:MM bob: text 4",
    "HH:MM bob: text 5",
    "── now ──",
  ]);
  await rig.type("/history 3");
  assertEquals(rig.terminal.takePrinted(), [
    "── the beginning of #a ──",
    "HH:MM bob: text 1",
    "HH:MM bob: text 2",
    "── now ──",
  ]);
  rig.link.kept.unshift(kept({
    type: "join",
    time: NOON - 60 * MINUTE_MS,
    from: "bob",
    channel: "#a",
    own: false,
    msgid: "0",
  }));
  await rig.type("/history");
  assertEquals(rig.terminal.takePrinted(), ["There is nothing older in #a"]);
  await rig.close();
});

Deno.test("/history counts messages, not who came and went", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  rig.link.kept.push(kept(said("1", -9)), kept(said("2", -8)));
  for (let n = 0; n < 4; n++) {
    rig.link.kept.push(kept({
      type: "join",
      time: NOON - MINUTE_MS,
      from: `eve${n}`,
      channel: "#a",
      own: false,
      msgid: `j${n}`,
    }));
  }
  rig.link.kept.push(kept(said("3", -0.5)));
  await rig.hear(said("4", 1));
  rig.link.kept.push(kept(said("4", 1)));
  // What is shown of it begins with the own join, which is not kept here.
  rig.link.kept.push(kept({
    type: "join",
    time: NOON,
    from: "ann",
    channel: "#a",
    own: true,
    msgid: "join#a",
  }));
  rig.link.kept.splice(7, 2, rig.link.kept[8]!, rig.link.kept[7]!);
  const asked = await rig.type("/history 2");

  assertEquals(asked, [
    "history #a before join#a 2",
    "history #a before j3 1",
    "history #a before j2 1",
    "history #a before j1 1",
    "history #a before j0 1",
  ]);
  assertEquals(rig.terminal.takePrinted(), [
    "── earlier in #a ──",
    "HH:MM bob: text 2",
    "      eve0, eve1, eve2, eve3 joined",
    "HH:MM bob: text 3",
    "── now ──",
  ]);
  await rig.close();
});

Deno.test("PageUp shows older messages, one page for each answer", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  rig.link.kept.push(kept(said("1", -1)));
  rig.link.kept.push(kept(said("2", 0, { time: NOON + 1 })));
  await rig.hear(rig.link.kept[1]!);
  const answer = Promise.withResolvers<void>();
  rig.link.answered = answer.promise;
  for (let n = 0; n < 3; n++) rig.terminal.press("pageup");
  assertEquals(rig.link.asked, ["history #a before join#a 50"]);
  answer.resolve();
  await settle();
  rig.terminal.press("pageup");
  await settle();

  assertEquals(rig.link.asked.length, 2);
  await rig.close();
});

Deno.test("/history keeps its page for the buffer that it was asked in", async () => {
  const rig = new SessionPastRig();
  await rig.join(["#a", "#b"]);
  rig.link.kept.push(kept(said("1", -1)));
  await rig.hear(kept(said("2", -0.5)));
  rig.link.kept.push(kept(said("2", -0.5)));
  const answer = Promise.withResolvers<void>();
  rig.link.answered = answer.promise;
  await rig.type("/history");
  rig.terminal.press("alt+2");
  rig.terminal.takePrinted();
  answer.resolve();
  await settle();
  assertEquals(rig.terminal.takePrinted(), []);
  rig.terminal.press("alt+1");

  assertEquals(rig.terminal.takePrinted(), [
    "── #a ──",
    "── the beginning of #a ──",
    "HH:MM bob: text 1",
    "── now ──",
  ]);
  await rig.close();
});

Deno.test("/history says what the server has against it, and where it makes no sense", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  rig.link.answered = Promise.reject(new RangeError("Cannot read as no"));
  await rig.type("/history");
  assertEquals(rig.terminal.takePrinted(), ["Cannot read as no"]);
  rig.link.answered = Promise.resolve();
  await rig.type("/history");
  rig.terminal.takePrinted();
  rig.terminal.press("alt+0");
  rig.terminal.takePrinted();
  rig.terminal.press("pageup");

  assertEquals(rig.terminal.takePrinted(), [
    "Cannot do that as you are in no channel: /join one, such as /join #lobby",
  ]);
  await rig.close();
});

Deno.test("Session answers, changes and quotes what /history has shown", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  rig.link.kept.push(
    kept(said("1", -9, { from: "ann", own: true, text: "mine" })),
    kept(said("2", -8, { replyTo: "1" })),
    kept({
      type: "react",
      time: NOON - 7 * MINUTE_MS,
      from: "dan",
      channel: "#a",
      to: "#a",
      own: false,
      text: "👍",
      target: "1",
      removed: false,
      msgid: "r",
    }),
    kept({
      type: "edit",
      time: NOON - 6 * MINUTE_MS,
      from: "bob",
      channel: "#a",
      to: "#a",
      own: false,
      text: "text 2",
      id: "2",
      msgid: "e",
    }),
    kept({
      type: "redact",
      time: NOON - 5 * MINUTE_MS,
      from: "bob",
      channel: "#a",
      to: "#a",
      own: false,
      text: "",
      id: "0",
      msgid: "d",
    }),
    kept(said("join#a", 0)),
  );
  await rig.type("/history");
  assertEquals(rig.terminal.takePrinted(), [
    "── the beginning of #a ──",
    "HH:MM ann: mine",
    "      > ann: mine",
    "HH:MM bob: text 2",
    'HH:MM dan 👍 "mine"',
    "HH:MM bob took back an earlier message",
    "── now ──",
  ]);

  assertEquals(await rig.type("/delete"), ["send REDACT #a 1"]);
  assertEquals(await rig.type("/edit yours"), ["edit #a 1 message yours"]);
  await rig.close();
});

Deno.test("/history hides whom one ignores", async () => {
  const rig = new SessionPastRig({ ignored: ["bob"] });
  await rig.join();
  rig.link.kept.push(
    kept(said("1", -9)),
    kept(said("2", -8, { from: "eve" })),
    kept(said("join#a", 0)),
  );
  await rig.type("/history");

  assertEquals(rig.terminal.takePrinted(), [
    "── the beginning of #a ──",
    "HH:MM eve: text 2",
    "── now ──",
  ]);
  await rig.close();
});

Deno.test("/history goes on from what happened here, not from what was only shown", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  const { channel: _, ...notice } = said("x", -60, {
    type: "notice",
    from: "NickServ",
    to: "ann",
  });
  await rig.hear(notice, {
    type: "invite",
    time: NOON - MINUTE_MS,
    from: "bob",
    channel: "#b",
    nick: "ann",
    own: true,
    msgid: "y",
  });

  assertEquals(await rig.type("/history"), ["history #a before join#a 50"]);
  await rig.close();
});

Deno.test("/history asks by the time where the server knows no ids", async () => {
  const rig = new SessionPastRig();
  rig.link.state.historyRefs = ["timestamp"];
  await rig.join();
  await rig.hear(said("1", -1));

  assertEquals(await rig.type("/history"), [
    `history #a before ${NOON - MINUTE_MS} 50`,
  ]);
  await rig.close();
});
