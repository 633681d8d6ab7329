import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { parseMessage } from "../../protocol/message.ts";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { parseMessageId } from "../../server/history/message_ids.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { testProperty } from "./property.ts";
import type { Random } from "./random.ts";

const CAPABILITIES = "chat/resume chat/send-id echo-message message-tags " +
  "server-time batch draft/chathistory";
const OPTIONS = { hasThrottle: false, holdMs: 5_000 };
const PEOPLE = 3;
const MESSAGES = 8;

/** The least that a client has to do so that nothing is lost or doubled. */
class Member {
  readonly nick: string;
  /** What it heard, by msgid. */
  readonly heard = new Map<string, string>();
  /** What it said and did not see again: send id to text. */
  readonly unechoed = new Map<string, string>();
  conn: FakeConn | undefined;
  #token: string | undefined;
  /** The newest message of those in front of which none is missing. */
  #newest: string | undefined;
  #read = 0;
  #isFilling = false;
  #isIn = false;
  #batch: string | undefined;

  constructor(nick: string) {
    this.nick = nick;
  }

  async connect(server: TestServer): Promise<void> {
    const conn = await server.connect("127.0.0.1");
    this.conn = conn;
    this.#read = 0;
    this.#isIn = false;
    this.#isFilling = true;
    conn.sendLines(`CAP REQ :${CAPABILITIES}`);
    if (this.#token !== undefined) conn.sendLines(`RESUME ${this.#token}`);
    conn.sendLines(`NICK ${this.nick}`, `USER u 0 * :u`, "CAP END");
  }

  say(sendId: string, text: string): void {
    this.unechoed.set(sendId, text);
    if (this.#isIn && !this.#isFilling) this.#send(sendId, text);
  }

  #sendAll(): void {
    for (const [sendId, text] of this.unechoed) this.#send(sendId, text);
  }

  #send(sendId: string, text: string): void {
    this.conn?.sendLines(`@chat/send-id=${sendId} PRIVMSG #a :${text}`);
  }

  /** Reads on, up to a number of characters of all that was written. */
  read(length = Infinity): void {
    const { conn } = this;
    if (conn === undefined) return;
    while (true) {
      const end = conn.output.indexOf("\r\n", this.#read);
      if (end < 0 || end + 2 > length) return;
      const line = conn.output.slice(this.#read, end);
      this.#read = end + 2;
      this.#take(line);
    }
  }

  /** The connection is gone after some of what was written for it was read. */
  async lose(random: Random): Promise<void> {
    const { conn } = this;
    if (conn === undefined) return;
    const left = conn.output.length - this.#read;
    this.read(this.#read + random.below(left + 1));
    this.conn = undefined;
    if (random.oneIn(2)) conn.send("PRIVMSG #a :cut in the mid");
    if (random.oneIn(3)) conn.end();
    else if (random.oneIn(2)) conn.fail(new Deno.errors.ConnectionReset());
    await settle();
  }

  #take(line: string): void {
    const { command, params, tags } = parseMessage(line);
    const [first = "", second = ""] = params;
    if (command === "RESUME" && first === "TOKEN") this.#token = second;
    if (command === "422") {
      this.#isIn = true;
      this.conn!.sendLines("JOIN #a");
      // Before it can know which of them were said.
      this.#sendAll();
      const from = this.#newest;
      this.conn!.sendLines(
        from === undefined
          ? "CHATHISTORY LATEST #a * 500"
          : `CHATHISTORY AFTER #a msgid=${from} 500`,
      );
    }
    if (command === "BATCH") this.#takeBatch(params);
    const msgid = tags.get("msgid");
    if (command === "PRIVMSG" && msgid !== undefined) {
      this.#hear(msgid, second, tags.has("batch"));
    }
  }

  #takeBatch([mark = "", type]: readonly string[]): void {
    if (type === "chathistory") this.#batch = mark.slice(1);
    if (mark !== `-${this.#batch}`) return;
    this.#batch = undefined;
    this.#isFilling = false;
    this.#newest = [...this.heard.keys()].sort(byPosition).at(-1);
    this.#sendAll();
  }

  #hear(msgid: string, text: string, isPast: boolean): void {
    const known = this.heard.get(msgid);
    assertEquals(known ?? text, text, "one id, two texts");
    this.heard.set(msgid, text);
    if (!this.#isFilling && !isPast) {
      const newest = this.#newest;
      // Only the answer to a repeated send may be an older one.
      if (newest === undefined || byPosition(newest, msgid) < 0) {
        assert(known === undefined, `told twice: ${text}`);
        this.#newest = msgid;
      }
    }
    for (const [sendId, own] of this.unechoed) {
      if (own === text) this.unechoed.delete(sendId);
    }
  }
}

function byPosition(one: string, other: string): number {
  return parseMessageId(one)! - parseMessageId(other)!;
}

testProperty(
  "whatever connections and servers do, each message is said once and heard by all",
  async (random) => {
    const store = new MemoryStore();
    let starts = 0;
    const start = () =>
      new TestServer(OPTIONS, { store, idPrefix: `t${++starts}` });
    let server = start();
    const old: TestServer[] = [];
    const members = ["ann", "bob", "cat"].map((nick) => new Member(nick));
    const texts: string[] = [];
    for (let count = 0; count < 120; count++) {
      const member = random.pick(members);
      switch (random.below(10)) {
        case 0:
        case 1:
          await member.lose(random);
          break;
        case 2:
          if (!random.oneIn(4)) break;
          // As after kill -9: nobody is told anything.
          for (const each of members) await each.lose(random);
          old.push(server);
          server = start();
          break;
        case 3:
          await server.clock.advance(random.below(7_000));
          break;
        case 4:
        case 5:
        case 6: {
          if (texts.length >= PEOPLE * MESSAGES) break;
          const text = `text ${texts.length}`;
          texts.push(text);
          member.say(texts.length.toString(16).padStart(32, "0"), text);
          break;
        }
        default:
          if (member.conn === undefined) await member.connect(server);
          await settle();
          member.read();
      }
    }
    // In the end the network is good.
    for (const member of members) {
      await member.lose(random);
      await member.connect(server);
      await readAll(members);
    }

    const { place } = store.findChannel("#a") ?? {};
    const said = place === undefined ? [] : store.list({
      places: [place],
      kinds: ["said"],
      limit: 1_000,
      end: "newest",
    });
    const stored = said.map(({ message }) => message.params[1]!);
    assertEquals([...stored].sort(), [...texts].sort());
    for (const { heard, unechoed } of members) {
      assertEquals([...unechoed.values()], []);
      const own = [...heard].sort(([one], [other]) => byPosition(one, other));
      assertEquals(own.map(([, text]) => text), stored);
    }
    for (const each of [...old, server]) await each.stop();
  },
  { runs: 30 },
);

/** Lets all be told all, and answer. */
async function readAll(members: readonly Member[]): Promise<void> {
  for (let round = 0; round < 5; round++) {
    await settle();
    for (const member of members) member.read();
  }
}
