import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { assertThrows } from "@std/assert/throws";
import type { Client } from "../../client/client.ts";
import type { ChatEvent } from "../../client/events.ts";
import { JoinError } from "../../client/join_error.ts";
import { settle } from "../fakes/fake_clock.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

/** A client that was let in and is in #a, and what happens to it. */
class JoinedRig extends ClientRig {
  readonly events: ChatEvent[] = [];
  /** Ends with the connection. */
  reading: Promise<void> = Promise.resolve();

  async join(capabilities?: string): Promise<Client> {
    const [opening] = await this.open();
    await this.welcome(capabilities);
    const client = await opening;
    assert(client);
    this.reading = this.#read(client);
    this.reading.catch(() => {});
    await this.answer(":ann!a@h JOIN #a");
    this.events.length = 0;
    return client;
  }

  /** Each event since the last call: its type and its text or reason. */
  takeEvents(): string[] {
    return this.events.splice(0).map((event) => {
      const text = "text" in event ? `: ${event.text}` : "";
      const reason = event.type === "refused" ? ` (${event.reason})` : "";
      const own = "own" in event && event.own ? "own " : "";
      return `${own}${event.type}${text}${reason}`;
    });
  }

  async #read(client: Client): Promise<void> {
    for await (const event of client.events()) this.events.push(event);
  }
}

function waiting(client: Client): string[] {
  return client.waiting.map(({ text }) => text);
}

Deno.test("Client.say() waits for the labelled echo", async () => {
  const rig = new JoinedRig();
  const client = await rig.join(ALL_CAPABILITIES);
  client.say("#a", "one");
  client.say("#a", "waves", "action");
  await settle();

  assertEquals(rig.conn.takeLines(), [
    "@label=m1 PRIVMSG #a :one",
    "@label=m2 PRIVMSG #a :\x01ACTION waves\x01",
  ]);
  assertEquals(waiting(client), ["one", "waves"]);
  await rig.answer(
    ":bob PRIVMSG #a :hi",
    "@label=m1 :ann!a@h PRIVMSG #a :one",
  );
  assertEquals(rig.takeEvents(), ["message: hi", "own message: one"]);
  assertEquals(waiting(client), ["waves"]);
  await rig.answer("@label=m2 :irc 404 ann #a :You are mute");
  assertEquals(rig.takeEvents(), ["refused: waves (You are mute)"]);
  assertEquals(waiting(client), []);
});

Deno.test("Client.say() sends several lines as one message, and knows its echo", async () => {
  const rig = new JoinedRig();
  const client = await rig.join(ALL_CAPABILITIES);
  client.say("#a", "one\n\ntwo");
  await settle();

  assertEquals(
    rig.conn.takeLines(),
    [
      "@label=m1 BATCH +m1 draft/multiline #a",
      "@batch=m1 PRIVMSG #a :one",
      "@batch=m1 PRIVMSG #a :",
      "@batch=m1 PRIVMSG #a :two",
      "BATCH -m1",
    ].map((line) => line.replace(" :#a", " #a")),
  );
  await rig.answer(
    "@label=m1 :ann!a@h BATCH +x draft/multiline #a",
    "@batch=x :ann!a@h PRIVMSG #a :one",
    "@batch=x :ann!a@h PRIVMSG #a :",
    "@batch=x :ann!a@h PRIVMSG #a :two",
  );
  assertEquals(waiting(client), ["one\n\ntwo"]);
  await rig.answer("BATCH -x");
  assertEquals(rig.takeEvents(), ["own message: one\n\ntwo"]);
  assertEquals(waiting(client), []);
});

Deno.test("Client.say() knows echoes without labels", async () => {
  const rig = new JoinedRig();
  const client = await rig.join("echo-message");
  client.say("#a", "one");
  client.say("#a", "two");
  client.say("#a", "three");
  await settle();

  assertEquals(rig.conn.takeLines(), [
    "PRIVMSG #a :one",
    "PING delivered-1",
    "PRIVMSG #a :two",
    "PRIVMSG #a :three",
  ]);
  await rig.answer(":ann!a@h PRIVMSG #a :one", ":ann!a@h PRIVMSG #a :three");
  assertEquals(rig.takeEvents(), ["own message: one", "own message: three"]);
  assertEquals(
    await rig.answer(":irc PONG irc :delivered-1"),
    ["PING delivered-3"],
  );
  await rig.answer(":irc PONG irc :delivered-3");
  assertEquals(
    rig.takeEvents(),
    ["refused: two (the server did not pass it on)"],
  );
});

Deno.test("Client.say() takes a PONG for delivery where nothing is echoed", async () => {
  const rig = new JoinedRig();
  const client = await rig.join();
  client.say("#a", "one\ntwo");
  await settle();

  assertEquals(rig.conn.takeLines(), [
    "PRIVMSG #a :one",
    "PRIVMSG #a :two",
    "PING delivered-2",
  ]);
  assertEquals(waiting(client), ["one", "two"]);
  await rig.answer(":irc PONG irc :delivered-2");
  assertEquals(rig.takeEvents(), ["own message: one", "own message: two"]);
});

Deno.test("Client.say() is shown once where labels come without echoes", async () => {
  const rig = new JoinedRig();
  const client = await rig.join("batch labeled-response");
  client.say("bob", "waves", "action");
  await rig.answer("@label=m1 :irc ACK");

  assertEquals(rig.takeEvents(), ["own action: waves"]);
});

Deno.test("Client.say() is refused without a label by a server that drops it", async () => {
  const rig = new JoinedRig();
  const client = await rig.join(ALL_CAPABILITIES);
  client.say("#a", "one");
  await rig.answer(":irc 417 ann :Input line was too long");

  assertEquals(rig.takeEvents(), ["refused: one (Input line was too long)"]);
  assertEquals(waiting(client), []);
});

Deno.test("Client.send() does not take the refusal of a long command for a message's", async () => {
  const rig = new JoinedRig();
  const client = await rig.join(ALL_CAPABILITIES);
  client.send("TOPIC", "#a", "x".repeat(400));
  client.say("#a", "one");
  await rig.answer(":irc 417 ann :The topic is longer than 390 bytes");

  assertEquals(
    rig.takeEvents(),
    ["error: The topic is longer than 390 bytes"],
  );
  assertEquals(waiting(client), ["one"]);
});

Deno.test("Client refuses by itself what does not fit a line", async () => {
  const rig = new JoinedRig();
  const client = await rig.join(ALL_CAPABILITIES);
  const long = "x".repeat(501);
  rig.conn.takeLines();

  assertThrows(
    () => client.send("TOPIC", "#a", long),
    RangeError,
    "Cannot send the TOPIC as it is too long for one line",
  );
  assertThrows(() => client.quit("x".repeat(600)), RangeError, "the QUIT");
  assertThrows(
    () => client.say(long, "hi"),
    RangeError,
    "the name is too long",
  );
  assertEquals(waiting(client), []);
  client.say("#a", "hi");
  await settle();
  assertEquals(rig.conn.takeLines(), ["@label=m1 PRIVMSG #a :hi"]);
});

Deno.test("Client.settled() waits until few enough wait", async () => {
  const rig = new JoinedRig();
  const client = await rig.join(ALL_CAPABILITIES);
  for (const text of ["one", "two", "three"]) client.say("#a", text);
  const reached: number[] = [];
  for (const count of [3, 1, 0]) {
    client.settled(count).then(() => reached.push(count));
  }
  await settle();
  assertEquals(reached, [3]);
  await rig.answer("@label=m1 ACK", "@label=m2 ACK");
  assertEquals(reached, [3, 1]);
  await rig.answer("@label=m3 ACK");
  assertEquals(reached, [3, 1, 0]);
});

Deno.test("Client.events() says that the server closed, and why", async () => {
  const rig = new JoinedRig();
  const client = await rig.join(ALL_CAPABILITIES);
  client.say("#a", "one");
  const settled = client.settled(0);
  await rig.answer("ERROR :Closing link: shutting down");
  rig.conn.end();

  await assertRejects(
    () => rig.reading,
    JoinError,
    "Cannot stay at host:8080 as it closed the connection: " +
      "Closing link: shutting down",
  );
  await settled;
  assertEquals(waiting(client), ["one"]);
});

Deno.test("Client.events() says that the connection broke", async () => {
  const rig = new JoinedRig();
  await rig.join();
  rig.conn.fail(new Deno.errors.ConnectionReset());

  await assertRejects(() => rig.reading, JoinError, "it broke the connection");
});

Deno.test("Client.quit() takes leave and hears the server out", async () => {
  const rig = new JoinedRig();
  const client = await rig.join();
  client.quit("see you");
  client.quit();
  client.say("#a", "too late");
  await settle();

  assertEquals(rig.conn.takeLines(), ["QUIT :see you"]);
  await rig.answer(":bob PRIVMSG #a :bye", "ERROR :Closing link");
  rig.conn.end();
  await rig.reading;
  assertEquals(rig.takeEvents(), ["message: bye"]);
  assertEquals(rig.clock.timerCount, 0);
});

Deno.test("Client.close() leaves at once, also while it takes leave", async () => {
  const rig = new JoinedRig();
  const client = await rig.join();
  client.quit();
  client.close();
  await rig.reading;

  assertEquals(rig.conn.isClosed, true);
  assertEquals(rig.clock.timerCount, 0);
});

Deno.test("Client.quit() leaves a server that does not close", async () => {
  const rig = new JoinedRig();
  const client = await rig.join();
  client.quit();
  await rig.clock.advance(5_000);
  await rig.reading;

  assertEquals(rig.conn.isClosed, true);
});
