import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { settle } from "../fakes/fake_clock.ts";
import { LinkRig } from "./link_rig.ts";
import { KEPT_CAPABILITIES } from "./rig.ts";

const capabilities = KEPT_CAPABILITIES.replace(/ draft\/chathistory\S*/, "");

async function joinPlainly(): Promise<LinkRig> {
  const rig = new LinkRig();
  await rig.join({ capabilities });
  return rig;
}

/** The lines that say something, each with its send id as a number. */
function said(rig: LinkRig, lines: readonly string[]): string[] {
  return lines.filter((line) => /PRIVMSG|BATCH/.test(line)).map((line) =>
    line.replace(/chat\/send-id=([0-9a-f]{32})/, (_, id: string) => {
      if (!rig.sendIds.includes(id)) rig.sendIds.push(id);
      return `id=${rig.sendIds.indexOf(id)}`;
    })
  );
}

/** Connects again, lets the client into its channel, and gives what it says. */
async function comeBack(rig: LinkRig, nick?: string): Promise<string[]> {
  await rig.cut();
  await rig.redial();
  await rig.readmit({ capabilities, ...(nick && { nick }) });
  const joined = `:${nick ?? "ann"}!a@h JOIN #a`;
  return said(rig, await rig.answer(joined));
}

Deno.test("Link sends each message with an id of its own", async () => {
  const rig = await joinPlainly();
  rig.random = 0.5;
  rig.link.say("#a", "one");
  rig.random = 0.25;
  rig.link.say("#a", "two\nlines", "message", { replyTo: "x" });
  await settle();
  const lines = rig.conn.takeLines();

  assertEquals(said(rig, lines), [
    "@label=m1;id=0 PRIVMSG #a :one",
    "@label=m2;+draft/reply=x;id=1 BATCH +m2 draft/multiline #a",
    "@batch=m2 PRIVMSG #a :two",
    "@batch=m2 PRIVMSG #a :lines",
    "BATCH -m2",
  ]);
  assertMatch(lines[0] ?? "", /chat\/send-id=[0-9a-f]{32} /);
});

Deno.test("Link sends no ids to a server that does not know them", async () => {
  const rig = new LinkRig();
  await rig.join();
  rig.link.say("#a", "one");
  await settle();

  assertEquals(rig.conn.takeLines(), ["@label=m1 PRIVMSG #a :one"]);
});

Deno.test("Link sends again as often as needed, with the same id", async () => {
  const rig = await joinPlainly();
  rig.link.say("#a", "one");
  rig.link.say("#a", "two\nlines");
  await settle();
  const first = said(rig, rig.conn.takeLines());
  rig.random = 0.9;

  for (let time = 0; time < 4; time++) {
    assertEquals(await comeBack(rig), first);
  }
  assertEquals(
    rig.takeEvents().filter((event) => event.startsWith("refused")),
    [],
  );
  assertEquals(rig.waiting, ["one", "two\nlines"]);
});

Deno.test("Link gives what is said without a connection its id when it is sent", async () => {
  const rig = await joinPlainly();
  await rig.cut();
  rig.link.say("#a", "one");
  await rig.redial();
  await rig.readmit({ capabilities });
  const sent = said(rig, await rig.answer(":ann!a@h JOIN #a"));
  assertEquals(sent, ["@label=m1;id=0 PRIVMSG #a :one"]);
  rig.random = 0.9;

  assertEquals(await comeBack(rig), sent);
});

Deno.test("Link does not cut anew what was sent with an id", async () => {
  const rig = await joinPlainly();
  // As long as fits behind `:ann!a@h`, and not behind a longer nick.
  rig.link.say("#a", "x".repeat(480));
  await settle();
  const first = said(rig, rig.conn.takeLines());
  assertEquals(first.length, 1);

  assertEquals(await comeBack(rig, "ann-with-a-long-nick"), first);
});

Deno.test("Link takes an echo under its earlier nick for its own", async () => {
  const rig = await joinPlainly();
  rig.link.say("#a", "one");
  rig.link.say("bob", "two\nlines");
  await settle();
  await comeBack(rig, "ann2");
  rig.takeEvents();
  await rig.answer(
    "@label=m1;msgid=1 :ann!a@h PRIVMSG #a :one",
    "@label=m2;msgid=2 :ann!a@h BATCH +1 draft/multiline bob",
    "@batch=1 :ann!a@h PRIVMSG bob :two",
    "@batch=1 :ann!a@h PRIVMSG bob :lines",
    "BATCH -1",
  );

  assertEquals(rig.takeEvents(), [
    "own message #a: one",
    "own message: two\nlines",
  ]);
  assertEquals(rig.waiting, []);
});

Deno.test("Link takes no answer for an echo because of its label alone", async () => {
  const rig = await joinPlainly();
  rig.link.say("bob", "one");
  await settle();
  await rig.answer(
    ":irc BATCH +1 labeled-response",
    "@batch=1 :bob!b@h PRIVMSG ann :I am a robot",
    "BATCH -1",
  );
  await rig.answer(
    "@label=m1 :irc BATCH +2 labeled-response",
    "@batch=2 :bob!b@h PRIVMSG ann :I am a robot, too",
    "@batch=2;msgid=1 :ann!a@h PRIVMSG bob :one",
    "BATCH -2",
  );

  assertEquals(rig.takeEvents(), [
    "message: I am a robot",
    "message: I am a robot, too",
    "own message: one",
  ]);
});

Deno.test("Link shows what comes twice once, and waits for it no longer", async () => {
  const rig = await joinPlainly();
  await rig.answer("@msgid=1 :ann!a@h PRIVMSG #a :one");
  rig.link.say("#a", "one");
  await settle();
  assertEquals(rig.takeEvents(), ["own message #a: one"]);
  await rig.answer("@label=m1;msgid=1 :ann!a@h PRIVMSG #a :one");

  assertEquals(rig.takeEvents(), []);
  assertEquals(rig.waiting, []);
});

Deno.test("Link tells what the server cannot keep, and sends that no more", async (t) => {
  const refusals = [
    "FAIL PRIVMSG NOT_STORED #a :The disk is full",
    "FAIL PRIVMSG SEND_ID_IN_USE #a :Another message has that id",
  ];
  for (const refusal of refusals) {
    await t.step(refusal, async () => {
      const rig = await joinPlainly();
      rig.link.say("#a", "one");
      await settle();
      await rig.answer(`@label=m1 :irc ${refusal}`);

      const [event] = rig.events;
      assert(event?.type === "refused");
      assertEquals(event.text, "one");
      assertEquals(await comeBack(rig), []);
    });
  }
});

Deno.test("Link sends once more, and not twice, where no ids are known", async () => {
  const rig = await joinPlainly();
  await rig.cut();
  rig.link.say("#a", "one");
  const plain = "batch echo-message labeled-response message-tags";
  await rig.redial();
  await rig.readmit({ capabilities: plain });
  await rig.answer(":ann!a@h JOIN #a");
  await rig.reconnect({ capabilities: plain });
  assertEquals(await rig.answer(":ann!a@h JOIN #a"), [
    "@label=m1 PRIVMSG #a :one",
  ]);
  rig.takeEvents();
  await rig.cut();

  assertEquals(rig.takeEvents().at(-1)?.startsWith("refused: one"), true);
});
