import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import { LinkRig } from "./link_rig.ts";
import { ALL_CAPABILITIES } from "./rig.ts";
import { settle } from "../fakes/fake_clock.ts";

Deno.test("Link.events() tells that the connection is lost, and is back", async () => {
  const rig = new LinkRig();
  await rig.join();
  await rig.cut();

  assertEquals(rig.takeEvents(), [
    "disconnected (it broke the connection off)",
  ]);
  assertEquals(rig.link.status, {
    kind: "reconnecting",
    retryAt: rig.clock.now() + 1_000,
    attempt: 1,
    reason: "it broke the connection off",
  });
  await rig.redial();
  assertEquals(await rig.readmit(), ["JOIN #a"]);
  assertEquals(rig.takeEvents(), ["reconnected"]);
  assertEquals(rig.link.status, { kind: "connected" });
  await rig.answer(":bob PRIVMSG ann :hi");
  assertEquals(rig.takeEvents(), ["message: hi"]);
});

Deno.test("Link.events() says the server's last words", async () => {
  const rig = new LinkRig();
  await rig.join();
  await rig.answer("ERROR :Closing link: shutting down");
  rig.conn.end();
  await settle();

  assertEquals(rig.takeEvents(), [
    "disconnected (it closed the connection: Closing link: shutting down)",
  ]);
});

Deno.test("Link.say() keeps what is said while the connection is lost", async () => {
  const rig = new LinkRig();
  const link = await rig.join();
  await rig.cut();
  link.say("#a", "one");
  link.say("#a", "waves", "action");
  link.say("bob", "two\nlines", "message", { replyTo: "id1" });

  assertEquals(rig.waiting, ["one", "waves", "two\nlines"]);
  await rig.redial();
  assertEquals(await rig.readmit(), ["JOIN #a"]);
  assertEquals(await rig.answer(":ann!a@h JOIN #a"), [
    "@label=m1 PRIVMSG #a :one",
    "@label=m2 PRIVMSG #a :\x01ACTION waves\x01",
    "@label=m3;+draft/reply=id1 BATCH +m3 draft/multiline bob",
    "@batch=m3 PRIVMSG bob :two",
    "@batch=m3 PRIVMSG bob :lines",
    "BATCH -m3",
  ]);
  assertEquals(rig.waiting, ["one", "waves", "two\nlines"]);
  await rig.answer("@label=m1 ACK", "@label=m2 ACK", "@label=m3 ACK");
  assertEquals(rig.waiting, []);
});

Deno.test("Link.say() sends again what was not echoed, in its order, and no more", async () => {
  const rig = new LinkRig();
  const link = await rig.join();
  for (const text of ["one", "two", "three"]) link.say("#a", text);
  await rig.answer("@label=m2;msgid=x :ann!a@h PRIVMSG #a :two");
  assertEquals(rig.takeEvents(), ["own message #a: two"]);
  await rig.cut();
  link.say("#a", "four");

  assertEquals(rig.waiting, ["one", "three", "four"]);
  await rig.redial();
  await rig.readmit();
  assertEquals(await rig.answer(":ann!a@h JOIN #a"), [
    "@label=m1 PRIVMSG #a :one",
    "@label=m2 PRIVMSG #a :three",
    "@label=m3 PRIVMSG #a :four",
  ]);
});

Deno.test("Link.say() sends once more, and not twice", async () => {
  const rig = new LinkRig();
  const link = await rig.join();
  link.say("#a", "poison");
  await rig.reconnect();
  assertEquals(await rig.answer(":ann!a@h JOIN #a"), [
    "@label=m1 PRIVMSG #a :poison",
  ]);
  link.say("#a", "good");
  rig.takeEvents();
  await rig.cut();

  assertEquals(rig.takeEvents(), [
    "disconnected (it broke the connection off)",
    "refused: poison (the connection was lost before the server confirmed " +
    "it, twice)",
  ]);
  assertEquals(rig.waiting, ["good"]);
  await rig.redial();
  await rig.readmit();
  assertEquals(await rig.answer(":ann!a@h JOIN #a"), [
    "@label=m1 PRIVMSG #a :good",
  ]);
});

Deno.test("Link.say() sends again on servers without echoes", async (t) => {
  for (const capabilities of ["server-time", "echo-message"]) {
    await t.step(capabilities, async () => {
      const rig = new LinkRig();
      const link = await rig.join({ capabilities });
      link.say("#a", "one");
      await settle();
      assertEquals(rig.conn.takeLines(), [
        "PRIVMSG #a :one",
        "PING delivered-1",
      ]);
      await rig.answer(
        ...(capabilities === "echo-message"
          ? [":ann!a@h PRIVMSG #a :one"]
          : []),
        "PONG irc :delivered-1",
      );
      link.say("#a", "two");
      await rig.reconnect({ capabilities });

      assertEquals(await rig.answer(":ann!a@h JOIN #a"), [
        "PRIVMSG #a :two",
        "PING delivered-1",
      ]);
    });
  }
});

Deno.test("Link.say() sends no more at a time than the server deals with", async () => {
  const rig = new LinkRig();
  const link = await rig.join();
  for (let index = 1; index <= 25; index++) link.say("#a", `text ${index}`);
  await settle();

  assertEquals(rig.conn.takeLines().length, 10);
  assertEquals(rig.waiting.length, 25);
  assertEquals(
    await rig.answer("@label=m1 :ann!a@h PRIVMSG #a :text 1"),
    ["@label=m11 PRIVMSG #a :text 11"],
  );
});

Deno.test("Link.quit() sends what waits first, no more of it at a time", async (t) => {
  const rig = new LinkRig();
  const link = await rig.join();
  for (let index = 1; index <= 12; index++) link.say("#a", `text ${index}`);
  link.quit("bye");
  await settle();
  assertEquals(rig.conn.takeLines().length, 10);

  await t.step("as the server goes on", async () => {
    assertEquals(await rig.answer("@label=m1 ACK"), [
      "@label=m11 PRIVMSG #a :text 11",
    ]);
    assertEquals(await rig.answer("@label=m2 ACK"), [
      "@label=m12 PRIVMSG #a :text 12",
      "QUIT :bye",
    ]);
    await rig.answer("ERROR :Closing link");
    rig.conn.end();
    await rig.reading;
    assertEquals(rig.clock.timerCount, 0);
  });

  await t.step("and not for ever", async () => {
    const rig = new LinkRig();
    const link = await rig.join();
    for (let index = 1; index <= 12; index++) link.say("#a", `text ${index}`);
    link.quit("bye");
    await rig.clock.advance(4_999);
    assertEquals(rig.conn.takeLines().includes("QUIT :bye"), false);
    await rig.clock.advance(1);
    assertEquals(rig.conn.takeLines(), ["QUIT :bye"]);
    await rig.clock.advance(5_000);
    await rig.reading;

    assertEquals(rig.waiting.length, 12);
    assertEquals(rig.clock.timerCount, 0);
  });

  await t.step("and refuses a text that is too long", async () => {
    const rig = new LinkRig();
    const link = await rig.join();
    for (let index = 1; index <= 12; index++) link.say("#a", `text ${index}`);
    assertThrows(() => link.quit("x".repeat(600)), RangeError, "too long");
    await rig.answer("@label=m1 ACK", "@label=m2 ACK");
    assertEquals(rig.link.waitingCount, 10);
  });
});

Deno.test("Link.send() takes leave with a QUIT", async (t) => {
  await t.step("with a connection", async () => {
    const rig = new LinkRig();
    const link = await rig.join();
    link.send("QUIT", "bye");
    await settle();
    assertEquals(rig.conn.takeLines(), ["QUIT :bye"]);
    rig.conn.end();
    await rig.reading;

    assertEquals(rig.takeEvents(), []);
  });

  await t.step("without one", async () => {
    const rig = new LinkRig();
    const link = await rig.join();
    await rig.cut();
    link.send("QUIT");
    await rig.reading;

    assertEquals(rig.clock.timerCount, 0);
  });
});

Deno.test("Link.say() loses nothing in the moment in which the connection is back", async () => {
  const rig = new LinkRig();
  const link = await rig.join({ channels: [] });
  await rig.cut();
  await rig.redial();
  let count = 0;
  rig.conn.sendLines(
    `:irc CAP * LS :${ALL_CAPABILITIES}`,
    `:irc CAP * ACK :${ALL_CAPABILITIES.replace(/=\S+/g, "")}`,
    ":irc.example 001 ann :Welcome",
  );
  while (rig.events.at(-1)?.type !== "reconnected") {
    link.say("#a", `text ${++count}`);
    await Promise.resolve();
  }
  await settle();
  const sent = rig.conn.takeLines().filter((line) => line.includes("PRIVMSG"));

  assertEquals(rig.waiting.length, count);
  assertEquals(sent.length, Math.min(count, 10));
  assertEquals(sent[0], "@label=m1 PRIVMSG #a :text 1");
});

Deno.test("Link.events() leaves no timer when nobody reads on", async () => {
  const rig = new LinkRig();
  const link = await rig.join({ read: "until reconnected" });
  await rig.cut();
  await rig.redial();
  await rig.answer(":irc 433 * ann :In use");
  await rig.readmit({ nick: "ann2" });
  await rig.reading;

  assertEquals(link.status.kind, "connected");
  assertEquals(rig.conn.isClosed, true);
  assertEquals(rig.clock.timerCount, 0);
});

Deno.test("Link.say() keeps no more than there is room for", async (t) => {
  await t.step("1,000 messages", async () => {
    const rig = new LinkRig();
    const link = await rig.join();
    await rig.cut();
    for (let index = 0; index < 1_000; index++) link.say("#a", "x");

    assertThrows(
      () => link.say("#a", "x"),
      RangeError,
      "Cannot say more as too much is waiting for the server",
    );
    assertEquals(rig.waiting.length, 1_000);
  });

  await t.step("one text of too many messages", async () => {
    const rig = new LinkRig();
    const link = await rig.join({ capabilities: "" });
    link.say("#a", "x\n".repeat(999));
    assertThrows(() => link.say("#a", "x\nx\n".repeat(500)), RangeError);
    assertEquals(rig.link.waitingCount, 999);
    await rig.cut();
    assertThrows(
      () => link.say("#a", "x\n".repeat(600_000)),
      RangeError,
      "too much is waiting for the server: wait until it is sent, or say less",
    );
    assertEquals(rig.waiting.length, 999);
    assertEquals(rig.link.waitingCount, 999);
  });

  await t.step("one text too large to be looked at", async () => {
    const rig = new LinkRig();
    const link = await rig.join();

    const blank = "\n".repeat(4 * 1024 * 1024 + 1);
    assertThrows(() => link.say("#a", blank), RangeError, "too much");
  });

  await t.step("4 MiB", async () => {
    const rig = new LinkRig();
    const link = await rig.join();
    await rig.cut();
    const mebibyte = `${"x".repeat(63)}\n`.repeat(16_384);
    for (let index = 0; index < 4; index++) link.say("#a", mebibyte);

    assertThrows(() => link.say("#a", mebibyte), RangeError, "too much");
    const before = rig.waiting.length;
    link.say("#a", "x");
    assertEquals(rig.waiting.length, before + 1);
  });

  await t.step("what was under way has room in any case", async () => {
    const rig = new LinkRig();
    const link = await rig.join();
    for (let index = 0; index < 1_010; index++) link.say("#a", `${index}`);
    await rig.cut();

    assertEquals(rig.waiting.length, 1_010);
    assertEquals(rig.waiting[0], "0");
    assertEquals(rig.waiting[1_009], "1009");
  });
});

Deno.test("Link.say() refuses what no server takes, also without a connection", async () => {
  const rig = new LinkRig();
  const link = await rig.join();
  await rig.cut();

  assertThrows(() => link.say("x".repeat(500), "hi"), RangeError, "too long");
  link.say("#a", "\n\n");
  assertEquals(rig.waiting, []);
});

Deno.test("Link.sayTags() sends tags where the server knows them", async () => {
  const rig = new LinkRig();
  const link = await rig.join();
  link.sayTags("#a", new Map([["+typing", "active"]]));
  await settle();
  assertEquals(rig.conn.takeLines(), [
    "@label=tags;+typing=active TAGMSG #a",
  ]);
  await rig.answer("@label=tags :irc 404 ann #a :You are mute");
  assertEquals(rig.takeEvents(), []);

  await rig.cut();
  link.sayTags("#a", new Map([["+typing", "active"]]));
  await rig.redial();
  await rig.readmit({ capabilities: "server-time" });
  link.sayTags("#a", new Map([["+typing", "active"]]));
  assertEquals(await rig.answer(":ann!a@h JOIN #a"), []);
});

Deno.test("Link.send() says that there is no connection, and keeps a JOIN", async () => {
  const rig = new LinkRig();
  const link = await rig.join();
  await rig.cut();

  assertThrows(
    () => link.send("TOPIC", "#a", "x"),
    RangeError,
    "Cannot send the TOPIC as the connection is lost: wait until it is back",
  );
  link.send("JOIN", "#b", "key");
  await rig.redial();
  assertEquals(await rig.readmit(), ["JOIN #a", "JOIN #b key"]);
});
