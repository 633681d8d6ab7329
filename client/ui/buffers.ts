import { foldName } from "../../protocol/names.ts";
import type { Span } from "../terminal/view.ts";
import { BufferPast } from "./buffer_past.ts";
import { Comings } from "./comings.ts";
import { Recent } from "./recent.ts";

/** One block as it is printed. */
export interface Line {
  readonly spans: readonly Span[];
  /** Columns before each of its rows but the first. */
  readonly indent: number;
  /** When it happened, ms since 1970: for the separators between days. */
  readonly time: number;
  /** Of what is kept: whether it is unread. */
  readonly weight?: Weight;
}

/** How much a line matters to somebody who looks elsewhere. */
export type Weight = "mention" | "message" | "none";

/** A place to read and write in: the server, a channel, or one person. */
export interface Buffer {
  readonly kind: "channel" | "direct" | "server";
  name: string;
  /** Messages that were not shown yet, mentions among them included. */
  unread: number;
  mentions: number;
  /** Of what is not shown yet, what had to be dropped. */
  dropped: number;
  /** Whether something of our own was not shown yet. */
  hasOwn: boolean;
  /** What is not shown yet, oldest first. */
  kept: Line[];
  keptCharacters: number;
  /** Who came and went since the last message. */
  readonly comings: Comings;
  /** The messages that one can reply to, newest last. */
  readonly recent: Recent;
  /** What was shown of it, and how far it was read. */
  readonly past: BufferPast;
  /** Names the draft of its input line; stays when `name` changes. */
  readonly draft: string;
}

/** Lines kept for each buffer that is not shown. */
export const MAX_KEPT_LINES = 2_000;

/** Characters of text kept for each buffer that is not shown. */
export const MAX_KEPT_CHARACTERS = 1024 * 1024;

/** Characters of text kept for all of them. */
export const MAX_ALL_CHARACTERS = 16 * 1024 * 1024;

/** More are not opened by what others send: then they share the server's. */
export const MAX_BUFFERS = 200;

/** The places of a session, which of them is shown, and what is unread. */
export class Buffers {
  /** The server's; number 0. */
  readonly server: Buffer;
  #list: Buffer[];
  #current: Buffer;
  /** The one before, to go back to when the current one is closed. */
  #previous: Buffer | undefined;
  #count = 0;

  constructor() {
    this.server = this.#create("server", "server");
    this.#current = this.server;
    this.#list = [this.server];
  }

  /** The one that is shown. */
  get current(): Buffer {
    return this.#current;
  }

  /** All in the order of their numbers: the server's, then as they were opened. */
  get list(): readonly Buffer[] {
    return this.#list;
  }

  /** Finds the buffer of a channel or of a person. */
  find(name: string): Buffer | undefined {
    const folded = foldName(name);
    return this.#list.find((buffer) =>
      buffer.kind !== "server" && foldName(buffer.name) === folded
    );
  }

  /**
   * Finds what somebody means who writes a number, a name, or the start of one;
   * the `#` may be left out.
   */
  search(text: string): Buffer | undefined {
    if (/^\d+$/.test(text)) return this.#list[Number(text)];
    const folded = foldName(text);
    const bare = (name: string) => foldName(name).replace(/^#/, "");
    return this.find(text) ??
      this.#list.find((buffer) => foldName(buffer.name) === folded) ??
      this.#list.find((buffer) => bare(buffer.name) === bare(text)) ??
      this.#list.find((buffer) => bare(buffer.name).startsWith(bare(text)));
  }

  /** Finds a buffer or opens it; `undefined`: there are too many. */
  open(kind: "channel" | "direct", name: string): Buffer | undefined {
    const found = this.find(name);
    if (found || this.#list.length > MAX_BUFFERS) return found;
    const buffer = this.#create(kind, name);
    this.#list.push(buffer);
    return buffer;
  }

  /** Closes one; if it is shown, the one before is shown then. */
  close(buffer: Buffer): void {
    if (buffer === this.server) return;
    const index = this.#list.indexOf(buffer);
    if (index < 0) return;
    this.#list.splice(index, 1);
    if (this.#previous === buffer) this.#previous = undefined;
    if (this.#current !== buffer) return;
    const isUsable = this.#previous !== undefined &&
      this.#previous !== this.server;
    this.#current =
      (isUsable ? this.#previous : this.#list[index] ?? this.#list.at(-1)) ??
        this.server;
    this.#previous = undefined;
  }

  /**
   * Gives a buffer another name.
   *
   * @returns The one that already had it: it is closed.
   */
  rename(buffer: Buffer, name: string): Buffer | undefined {
    const other = this.find(name);
    const isTaken = other !== undefined && other !== buffer;
    if (isTaken) {
      buffer.kept.push(...other.kept);
      buffer.keptCharacters += other.keptCharacters;
      buffer.dropped += other.dropped;
      buffer.unread += other.unread;
      buffer.mentions += other.mentions;
      trim(buffer);
      const isShown = other === this.#current;
      this.close(other);
      if (isShown) this.#current = buffer;
    }
    buffer.name = name;
    return isTaken ? other : undefined;
  }

  /** Makes a buffer the one that is shown. */
  switchTo(buffer: Buffer): void {
    if (buffer === this.#current) return;
    this.#previous = this.#current;
    this.#current = buffer;
  }

  /** Keeps a line for when its buffer is shown. */
  keep(buffer: Buffer, line: Line, weight: Weight): void {
    buffer.kept.push({ ...line, weight });
    if (weight !== "none") buffer.unread++;
    if (weight === "mention") buffer.mentions++;
    buffer.keptCharacters += lengthOf(line);
    trim(buffer);
    const total = this.#list.reduce((sum, one) => sum + one.keptCharacters, 0);
    if (total <= MAX_ALL_CHARACTERS) return;
    // Whoever floods many places costs none of the quiet ones anything.
    const largest = this.#list.reduce((one, other) =>
      other.keptCharacters > one.keptCharacters ? other : one
    );
    trim(largest, largest.keptCharacters - (total - MAX_ALL_CHARACTERS));
  }

  /** Notes that we said something there, maybe from elsewhere. */
  markOwn(buffer: Buffer): void {
    if (buffer !== this.#current) buffer.hasOwn = true;
  }

  /** Takes what was kept, as it is shown now: nothing is unread any more. */
  takeKept(buffer: Buffer): { lines: Line[]; dropped: number } {
    const { kept: lines, dropped } = buffer;
    buffer.kept = [];
    buffer.keptCharacters = 0;
    buffer.dropped = 0;
    buffer.unread = 0;
    buffer.mentions = 0;
    buffer.hasOwn = false;
    return { lines, dropped };
  }

  /** The buffer so many places to the right, or to the left, round and round. */
  neighbour(steps: number): Buffer {
    const count = this.#list.length;
    const index = this.#list.indexOf(this.#current) + steps;
    return this.#list[((index % count) + count) % count] ?? this.server;
  }

  /** The next buffer with something unread: mentions first, then in order. */
  nextUnread(): Buffer | undefined {
    const others = this.#list.map((_, index) => this.neighbour(index + 1));
    return others.find(({ mentions }) => mentions > 0) ??
      others.find(({ unread }) => unread > 0) ??
      others.find(({ kept }) => kept.length > 0);
  }

  #create(kind: Buffer["kind"], name: string): Buffer {
    return {
      kind,
      name,
      unread: 0,
      mentions: 0,
      dropped: 0,
      hasOwn: false,
      kept: [],
      keptCharacters: 0,
      comings: new Comings(),
      recent: new Recent(),
      past: new BufferPast(),
      draft: `${kind}-${this.#count++}`,
    };
  }
}

/** Drops what is too much to keep, oldest first. */
function trim(buffer: Buffer, maxCharacters = MAX_KEPT_CHARACTERS): void {
  while (
    buffer.kept.length > MAX_KEPT_LINES ||
    (buffer.keptCharacters > maxCharacters && buffer.kept.length > 0)
  ) {
    buffer.keptCharacters -= lengthOf(buffer.kept.shift());
    buffer.dropped++;
  }
}

function lengthOf(line: Line | undefined): number {
  return line?.spans.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
}
