import type { Member } from "./member.ts";

const LF = 0x0a;

/** Messages that may be under way in a channel at once. */
const WINDOW = 200;

/** Counts deliveries in one channel, and keeps it busy. */
export class LoadChannel {
  readonly name: string;
  readonly members: readonly Member[];
  /** Deliveries that arrived. */
  received = 0;
  readonly #senders: readonly Member[];
  readonly #makeTags: () => string;
  #nextSender = 0;
  #sent = 0;
  /** What to send at full speed; `undefined` while it is not busy. */
  #busyText: string | undefined;

  /**
   * @param options `senders`: how many of the members send; `makeTags`: makes
   * what stands in front of a message.
   */
  constructor(
    name: string,
    { members, senders, makeTags = () => "" }: {
      readonly members: readonly Member[];
      readonly senders: number;
      readonly makeTags?: () => string;
    },
  ) {
    this.#makeTags = makeTags;
    this.name = name;
    this.members = members;
    this.#senders = members.slice(0, senders);
  }

  /** Deliveries that are to arrive yet. */
  get missing(): number {
    return this.#sent * this.fanOut - this.received;
  }

  /** Deliveries that one message makes. */
  get fanOut(): number {
    return this.members.length - 1;
  }

  /** Counts from now on what arrives, line by line. */
  countLines(): void {
    for (const member of this.members) {
      member.onChunk = (chunk) => {
        this.received += countLines(chunk);
        this.#topUp();
      };
    }
  }

  /** Keeps as many messages under way as the window allows. */
  startBusy(text: string): void {
    this.#busyText = text;
    this.#topUp();
  }

  /** Sends no more by itself. */
  stopBusy(): void {
    this.#busyText = undefined;
  }

  /** Sends one message, from one sender after another. */
  send(text: string, count = 1): void {
    const sender = this.#senders[this.#nextSender++ % this.#senders.length];
    let lines = "";
    for (let index = 0; index < count; index++) {
      lines += `${this.#makeTags()}PRIVMSG ${this.name} :${text}\r\n`;
    }
    sender?.send(lines);
    this.#sent += count;
  }

  /** In halves of the window, so that each sender writes a few lines at once. */
  #topUp(): void {
    const text = this.#busyText;
    if (text === undefined || this.missing > WINDOW / 2 * this.fanOut) return;
    const count = Math.ceil(WINDOW / 2 / this.#senders.length);
    for (const _ of this.#senders) this.send(text, count);
  }
}

function countLines(chunk: Uint8Array): number {
  let lines = 0;
  for (let index = 0; index < chunk.length; index++) {
    if (chunk[index] === LF) lines++;
  }
  return lines;
}
