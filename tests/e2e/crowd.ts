import type { Clock } from "../../client/clock.ts";
import type { ChatEvent } from "../../client/events.ts";
import type { Link } from "../../client/link.ts";
import { openLink } from "../../client/open_link.ts";
import { JoinError } from "../../client/join_error.ts";
import { poll } from "./poll.ts";

/** How much faster than ours the clock of the crowd runs. */
const HURRY = 5;

/** Waits for connections, but not as long as people do. */
const hurriedClock: Clock = {
  now: () => Date.now() * HURRY,
  setTimer(ms, callback) {
    const timer = setTimeout(callback, ms / HURRY);
    return () => clearTimeout(timer);
  },
};

/** One message as somebody saw it. */
export interface Heard {
  readonly id: string | undefined;
  readonly from: string;
  readonly text: string;
}

/** Somebody in #lobby, and all that they were shown of what was said there. */
export class Member {
  readonly link: Link;
  readonly nick: string;
  readonly heard: Heard[] = [];
  readonly refused: string[] = [];
  /** Own messages that came back from the server. */
  echoed = 0;
  readonly ended: Promise<void>;

  constructor(nick: string, link: Link) {
    this.nick = nick;
    this.link = link;
    this.ended = this.#read();
  }

  async #read(): Promise<void> {
    for await (const event of this.link.events()) this.#note(event);
  }

  #note(event: ChatEvent): void {
    if (event.type === "refused") this.refused.push(event.reason);
    if (event.type !== "message") return;
    const { id, from, text } = event;
    this.heard.push({ id, from, text });
    if (text.startsWith(`${this.nick}:`)) this.echoed++;
  }
}

/** Many who talk in #lobby at once. */
export class Crowd implements AsyncDisposable {
  readonly members: readonly Member[];

  private constructor(members: readonly Member[]) {
    this.members = members;
  }

  /** Has so many join; `portOf` tells where each connects to, every time. */
  static async join(count: number, portOf: () => number): Promise<Crowd> {
    const members = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const nick = `member${index}`;
        const link = await openLink({
          address: { host: "127.0.0.1", port: portOf() },
          nick,
        }, {
          connect: ({ hostname, signal }) =>
            Deno.connect({
              hostname,
              port: portOf(),
              ...(signal && { signal }),
            }),
          clock: hurriedClock,
          random: Math.random,
        });
        const member = new Member(nick, link);
        link.send("JOIN", "#lobby");
        return member;
      }),
    );
    const crowd = new Crowd(members);
    await crowd.until(
      "all are in",
      () =>
        members.every(({ link }) =>
          link.state.channels.get("#lobby")?.members.size === count
        ),
    );
    return crowd;
  }

  /** Own messages that came back, of all. */
  get echoed(): number {
    return this.members.reduce((sum, { echoed }) => sum + echoed, 0);
  }

  /** Waits for something, hurrying those who wait to connect. */
  async until(what: string, isSo: () => boolean): Promise<void> {
    await poll(() => {
      if (isSo()) return true;
      for (const { link } of this.members) link.retryNow();
      return undefined;
    }, () => `Cannot go on as not ${what}: ${this.#describe()}`);
  }

  /** Waits until everybody has heard so many messages, and waits for none. */
  async settled(count: number): Promise<void> {
    let seen = -1;
    while (true) {
      const now = () =>
        this.members.reduce((sum, { heard }) => sum + heard.length, 0);
      const isDone = () =>
        this.members.every(({ link, heard }) =>
          heard.length >= count && link.waitingCount === 0
        );
      await this.until("more is heard", () => isDone() || now() > seen);
      if (isDone()) return;
      seen = now();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { link } of this.members) link.quit();
    await Promise.all(this.members.map(({ ended }) =>
      ended.catch((error) => {
        if (!(error instanceof JoinError)) throw error;
      })
    ));
  }

  #describe(): string {
    return this.members.map(({ nick, heard, link }) =>
      `${nick} heard ${heard.length}, ${link.waitingCount} wait, ${
        JSON.stringify(link.status)
      }`
    ).join("; ");
  }
}
