import { assertEquals } from "@std/assert/equals";
import {
  kept,
  MINUTE_MS,
  NOON,
  said,
  SessionPastRig,
} from "./session_past_rig.ts";

const inB = { channel: "#b", to: "#b" };

Deno.test("Session tells the server what was read, once in two seconds", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  await rig.hear(said("1", 1), said("2", 2));
  assertEquals(rig.link.asked, []);
  await rig.clock.advance(2_000);
  const time = new Date(NOON + 2 * MINUTE_MS).toISOString();
  assertEquals(rig.link.asked, [`read #a ${time}`]);
  await rig.clock.advance(10_000);

  assertEquals(rig.link.asked.length, 1);
  await rig.close();
});

Deno.test("Session tells the server what was read while the connection was lost", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  await rig.hear(said("1", 1));
  rig.link.status = {
    kind: "reconnecting",
    retryAt: NOON,
    attempt: 1,
    reason: "no",
  };
  await rig.clock.advance(10_000);
  assertEquals(rig.link.asked, []);
  rig.link.status = { kind: "connected" };
  const time = rig.clock.now();
  await rig.hear({ type: "reconnected", time, lostAt: time, nick: "ann" });
  await rig.clock.advance(2_000);
  const read = new Date(NOON + MINUTE_MS).toISOString();

  assertEquals(rig.link.asked, [`read #a ${read}`]);
  await rig.close();
});

Deno.test("Session takes for read what is shown to somebody who looks here", async (t) => {
  const read = (at: number) =>
    `read #b ${new Date(NOON + at * MINUTE_MS).toISOString()}`;
  const cases = [
    {
      name: "what is said in the buffer that is shown",
      act: (rig: SessionPastRig) => rig.terminal.press("alt+2"),
      want: [read(1)],
    },
    { name: "not what is said elsewhere", act: () => {}, want: [] },
    {
      name: "not while one looks elsewhere",
      act: (rig: SessionPastRig) => {
        rig.terminal.hasFocus = false;
        rig.terminal.press("alt+2");
      },
      want: [],
    },
    {
      name: "once one looks here again",
      act: (rig: SessionPastRig) => {
        rig.terminal.hasFocus = false;
        rig.terminal.press("alt+2");
        rig.terminal.hasFocus = true;
        rig.terminal.press("focusin");
      },
      want: [read(1)],
    },
  ];
  for (const { name, act, want } of cases) {
    await t.step(name, async () => {
      const rig = new SessionPastRig();
      await rig.join(["#a", "#b"]);
      await rig.hear(said("1", 1, inB));
      act(rig);
      await rig.clock.advance(2_000);

      assertEquals(rig.link.asked, want);
      await rig.close();
    });
  }
});

Deno.test("Session tells the server what was read before it leaves", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  await rig.hear(said("1", 1));
  const [read] = await rig.type("/quit");
  await rig.running;

  assertEquals(read?.startsWith("read #a "), true);
  assertEquals(rig.clock.timerCount, 0);
});

Deno.test("Session counts as unread what the server says is unread", async (t) => {
  const mark = {
    type: "readmark" as const,
    target: "#b",
    time: NOON - 2 * MINUTE_MS,
  };
  const past = [
    kept(said("1", -3, { ...inB, text: "ann: read" }), "#b"),
    kept(said("2", -2, inB), "#b"),
    kept(said("3", -1, inB), "#b"),
  ];
  const status = (rig: SessionPastRig) => rig.terminal.statusFor(80);
  const steps = [
    { name: "without a mark nothing", events: past, want: "" },
    { name: "with a mark what is behind it", events: [mark, ...past], want: 1 },
    {
      name: "less when it was read elsewhere",
      events: [
        ...past,
        said("4", 1, inB),
        said("5", 2, { ...inB, text: "ann!" }),
        { ...mark, time: NOON + MINUTE_MS },
      ],
      want: "1!",
    },
    {
      name: "nothing when all was read elsewhere",
      events: [said("4", 1, inB), { ...mark, time: NOON + MINUTE_MS }],
      want: "",
    },
    {
      name: "as much when the mark is older",
      events: [said("4", 1, inB), said("5", 2, inB), mark],
      want: 2,
    },
  ];
  for (const { name, events, want } of steps) {
    await t.step(name, async () => {
      const rig = new SessionPastRig();
      await rig.join(["#a", "#b"]);
      await rig.hear(...events);

      const counts = want === "" ? "" : ` · 2:#b ${want}`;
      assertEquals(status(rig), `irc.example · #a (0)${counts}`);
      await rig.close();
    });
  }
});

Deno.test("Session parts what is unread from what was read", async (t) => {
  const mark = {
    type: "readmark" as const,
    target: "#a",
    time: NOON - 2 * MINUTE_MS,
  };
  const past = [kept(said("1", -3)), kept(said("2", -2)), kept(said("3", -1))];
  const want = [
    "── earlier ──",
    "HH:MM bob: text 1",
    "HH:MM bob: text 2",
    "── unread ──",
    "HH:MM bob: text 3",
  ];
  await t.step("in the buffer that is shown", async () => {
    const rig = new SessionPastRig();
    await rig.join();

    assertEquals(await rig.hear(mark, ...past), want);
    await rig.close();
  });
  await t.step("in one that is shown later", async () => {
    const rig = new SessionPastRig();
    await rig.join(["#b", "#a"]);
    await rig.hear(mark, ...past);
    rig.terminal.press("alt+2");

    assertEquals(rig.terminal.takePrinted().slice(2), want);
    await rig.close();
  });
  await t.step("nowhere where all is unread, or nothing", async () => {
    const rig = new SessionPastRig();
    await rig.join();
    const before = { ...mark, time: NOON - 9 * MINUTE_MS };
    const printed = await rig.hear(before, ...past);

    assertEquals(printed.includes("── unread ──"), false);
    await rig.close();
  });
});

Deno.test("/unread shows what one has not read, all of it", async () => {
  const rig = new SessionPastRig();
  for (let n = 1; n <= 5; n++) rig.link.kept.push(kept(said(`${n}`, n - 6)));
  await rig.join();
  await rig.hear(
    { type: "readmark", target: "#a", time: NOON - 4 * MINUTE_MS },
    // No more is shown of itself when one comes.
    ...rig.link.kept.slice(3),
  );
  assertEquals(await rig.type("/unread"), ["history #a latest 500"]);

  assertEquals(rig.terminal.takePrinted(), [
    "── unread in #a since 11:56 ──",
    "HH:MM bob: text 3",
    "HH:MM bob: text 4",
    "HH:MM bob: text 5",
    "── now ──",
  ]);
  await rig.type("/unread");
  assertEquals(rig.terminal.takePrinted(), ["Nothing is unread"]);
  await rig.close();
});

Deno.test("/unread goes where something is unread", async () => {
  const rig = new SessionPastRig();
  await rig.join(["#a", "#b"]);
  await rig.hear(said("1", 1, inB));
  await rig.type("/unread");
  assertEquals(rig.terminal.takePrinted(), [
    "── #b ──",
    "HH:MM You are in #b",
    "HH:MM bob: text 1",
  ]);
  rig.link.capabilities.clear();
  await rig.type("/unread");

  assertEquals(rig.terminal.takePrinted(), [
    "── unread in #b since 12:01 ──",
    "HH:MM bob: text 1",
    "── now ──",
  ]);
  await rig.close();
});

Deno.test("/unread shows again what was said while one looked elsewhere", async () => {
  const rig = new SessionPastRig();
  rig.link.capabilities.clear();
  await rig.join();
  await rig.hear(said("1", 1));
  rig.terminal.hasFocus = false;
  await rig.hear(said("2", 2), said("3", 3));
  rig.terminal.hasFocus = true;
  rig.terminal.press("focusin");
  await rig.type("/unread");

  assertEquals(rig.terminal.takePrinted(), [
    "── unread in #a since 12:02 ──",
    "HH:MM bob: text 2",
    "HH:MM bob: text 3",
    "── now ──",
  ]);
  await rig.close();
});

Deno.test("/unread says so when there is more than it shows", async () => {
  const rig = new SessionPastRig();
  for (let n = 0; n < 600; n++) {
    rig.link.kept.push(kept(said(`${n}`, (n - 600) / 60)));
  }
  await rig.join();
  await rig.hear(
    { type: "readmark", target: "#a", time: NOON - 20 * MINUTE_MS },
    ...rig.link.kept.slice(-2),
  );
  await rig.type("/unread");
  const printed = rig.terminal.takePrinted();

  assertEquals(printed.length, 503);
  assertEquals(
    printed.at(-1),
    "There is more before that: /history shows it",
  );
  await rig.close();
});

Deno.test("Session goes on where the server cannot be told what was read", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  rig.link.markRead = () => {
    throw new RangeError("Cannot send the MARKREAD as it is too long");
  };
  await rig.hear(said("1", 1));
  await rig.clock.advance(2_000);

  assertEquals(await rig.hear(said("2", 2)), ["HH:MM bob: text 2"]);
  await rig.close();
});

Deno.test("Session tells once that read marks are not kept", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  const refusal = {
    type: "error",
    time: NOON,
    code: "NOT_STORED",
    command: "MARKREAD",
    subject: "#a",
    text: "The disk is full",
  } as const;

  assertEquals(await rig.hear(refusal, refusal), [
    "HH:MM The disk is full",
  ]);
  assertEquals(await rig.hear(refusal), []);
  await rig.close();
});
