import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { LinkRig } from "./link_rig.ts";
import { KEPT_CAPABILITIES } from "./rig.ts";

/** How a `LinkRig` tells that the connection was lost. */
export const LOST = "disconnected (it broke the connection off)";

/** When the first message of a test was said, by the server's clock. */
const START = Date.UTC(2026, 0, 2, 3, 0, 0);

/** A message with an id and a time that rise with its number. */
export function line(number: number, text: string): string {
  const time = new Date(START + number * 1000).toISOString();
  return `@msgid=id${number};time=${time} ${text}`;
}

/** The time of the message with that number, ms since 1970. */
export function timeOf(number: number): number {
  return START + number * 1000;
}

/** A link to a server that keeps what is said, and the lines between them. */
export class PastRig extends LinkRig {
  /** How many earlier messages it asks for. */
  earlier = 0;
  capabilities = KEPT_CAPABILITIES;
  /** What the server says of itself. */
  support = "CHATHISTORY=3 MSGREFTYPES=msgid,timestamp";

  constructor() {
    super();
    Object.assign(this.deps, { earlier: () => this.earlier });
  }

  /** Connects, and enters channels with what they answer. */
  async start(...channels: readonly string[]): Promise<void> {
    await this.join({ capabilities: this.capabilities, channels: [] });
    await this.answer(`:irc.example 005 ann ${this.support} :are supported`);
    for (const channel of channels) {
      this.link.send("JOIN", channel);
      await this.enter(channel);
    }
    this.takeEvents();
  }

  /** Lets the client into a channel, and gives what it asks then. */
  async enter(channel: string, number = 1): Promise<string[]> {
    return questions(
      await this.answer(
        line(number, `:ann!a@h JOIN ${channel}`),
        `:irc.example 353 ann = ${channel} :ann bob`,
        `:irc.example 366 ann ${channel} :End`,
      ),
    );
  }

  /** The connection is lost and found; gives what the client asks. */
  async comeBack(
    { capabilities = this.capabilities, welcome }: {
      readonly capabilities?: string;
      readonly welcome?: readonly string[];
    } = {},
  ): Promise<string[]> {
    return questions(
      await this.reconnect({
        capabilities,
        ...(welcome && { welcome }),
      }),
    );
  }

  /** Answers a question with a batch, and gives what the client asks then. */
  async give(
    label: string,
    target: string,
    lines: readonly string[] = [],
  ): Promise<string[]> {
    const type = target === ""
      ? "draft/chathistory-targets"
      : `chathistory ${target}`;
    return questions(
      await this.answer(
        `@label=${label} :irc.example BATCH +b ${type}`,
        ...lines.map((text) =>
          text.startsWith("@")
            ? `@batch=b;${text.slice(1)}`
            : `@batch=b ${text}`
        ),
        ":irc.example BATCH -b",
      ),
    );
  }

  /** Has the server say something, and gives what it leads to. */
  async hear(...lines: readonly string[]): Promise<string[]> {
    this.conn.sendLines(...lines);
    await settle();
    return this.takeEvents();
  }
}

/** A link in `#a` that has heard message 2, and is back. */
export async function comeBackTo(
  channels: readonly string[] = ["#a"],
): Promise<PastRig> {
  const rig = new PastRig();
  await rig.start(...channels);
  await rig.hear(line(2, ":bob!b@h PRIVMSG #a :two"));
  await rig.comeBack();
  assertEquals(rig.takeEvents(), [LOST, "reconnected"]);
  return rig;
}

/** The lines that ask for what the server keeps. */
export function questions(lines: readonly string[]): string[] {
  return lines.filter((text) => /CHATHISTORY|SEARCH|MARKREAD/.test(text));
}
