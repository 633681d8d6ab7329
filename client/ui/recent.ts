import { foldName } from "../../protocol/names.ts";
import type { RecentMessage } from "../recent_message.ts";

/** Messages of one buffer that are remembered. */
const MAX_MESSAGES = 500;

/** Characters of each that are remembered: more are never quoted. */
const MAX_QUOTED = 200;

/** Long messages of our own that are remembered whole, to be changed. */
const MAX_WHOLE = 50;

/** The latest messages of a buffer. */
export class Recent {
  #messages: RecentMessage[] = [];

  /** Notes a message that was said just now. */
  add(message: RecentMessage): void {
    this.#messages.push(message.own ? message : cut(message));
    if (this.#messages.length > MAX_MESSAGES) this.#messages.shift();
    if (message.own && message.text.length > MAX_QUOTED) this.#cutOwn();
  }

  /** Notes messages that were said before all these, oldest first. */
  addOlder(messages: readonly RecentMessage[]): void {
    const room = MAX_MESSAGES - this.#messages.length;
    if (room <= 0) return;
    const older = messages.slice(-room)
      .map((message) => message.own ? message : cut(message));
    this.#messages = [...older, ...this.#messages];
    this.#cutOwn();
  }

  /** Notes that a message has another text now. */
  edit(id: string, text: string): void {
    this.#messages = this.#messages.map((message) => {
      if (message.id !== id) return message;
      const { isCut: _, ...rest } = message;
      return rest.own ? { ...rest, text } : cut({ ...rest, text });
    });
    this.#cutOwn();
  }

  /** Finds a message by its id. */
  find(id: string): RecentMessage | undefined {
    return this.#messages.findLast((message) => message.id === id);
  }

  /**
   * Finds the message so many back, from 1.
   *
   * @param who Whose messages count.
   */
  back(
    count: number,
    who: "all" | "others" | "own",
  ): RecentMessage | undefined {
    const counted = this.#messages.filter(({ own }) =>
      who === "all" || own === (who === "own")
    );
    return counted.at(-count);
  }

  /** Forgets one that was taken back. */
  remove(id: string): void {
    this.#messages = this.#messages.filter((message) => message.id !== id);
  }

  /** Who spoke, the latest first, each once. */
  speakers(): string[] {
    const speakers = new Map<string, string>();
    for (const { from, own } of this.#messages.toReversed()) {
      const folded = foldName(from);
      if (!own && !speakers.has(folded)) speakers.set(folded, from);
    }
    return [...speakers.values()];
  }

  #cutOwn(): void {
    let whole = this.#messages.filter(isLong).length;
    if (whole <= MAX_WHOLE) return;
    this.#messages = this.#messages.map((message) =>
      isLong(message) && whole-- > MAX_WHOLE ? cut(message) : message
    );
  }
}

function isLong({ text }: RecentMessage): boolean {
  return text.length > MAX_QUOTED;
}

function cut(message: RecentMessage): RecentMessage {
  return isLong(message)
    ? { ...message, text: message.text.slice(0, MAX_QUOTED), isCut: true }
    : message;
}

/** The first words of a text in one line, for a quotation. */
export function firstWords(text: string, maxCharacters = 40): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  if (characters.length <= maxCharacters) return line;
  const cut = characters.slice(0, maxCharacters).join("");
  // Behind a word, unless there is none.
  const words = cut.replace(/\s\S*$/, "");
  return `${words === "" ? cut : words}…`;
}
