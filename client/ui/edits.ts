import { foldName } from "../../protocol/names.ts";
import type { ChatEvent } from "../events.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Buffer } from "./buffers.ts";
import type { ChatScreen } from "./chat_screen.ts";
import type { RecentMessage } from "../recent_message.ts";
import type { SessionLink } from "./session_link.ts";
import { UnsaidError } from "./unsaid_error.ts";

/** What `Edits` needs. */
export interface EditsDeps {
  readonly link: Pick<SessionLink, "archive" | "uses">;
  readonly screen: Pick<ChatScreen, "buffers">;
  readonly terminal: Pick<Terminal, "setInput">;
}

/** A message whose text was given to be changed. */
interface Given {
  readonly buffer: Buffer;
  readonly message: RecentMessage;
  /** What stands in the input line in front of its text. */
  readonly start: string;
  /** Whether the input line has been empty since. */
  isEmptied: boolean;
}

/** A change that the server has not answered. */
interface Sent extends Omit<Given, "isEmptied"> {
  readonly id: string;
  /** What was typed. */
  readonly text: string;
}

/** More changes than anybody makes before the server answers the first. */
const MAX_SENT = 20;

/** Changes own messages. */
export class Edits {
  readonly #deps: EditsDeps;
  /** Which message is meant, however many come while its text is changed. */
  #given: Given | undefined;
  #sent: Sent[] = [];
  /** What stands in the input line. */
  #input = "";
  /** What was said last; missing: what was typed last says nothing. */
  #said: string | undefined;

  constructor(deps: EditsDeps) {
    this.#deps = deps;
  }

  /**
   * Changes an own message, or gives its text to be changed.
   *
   * @param count The message so many back, from 1.
   * @param text Empty: the old one is put into the input line.
   * @throws {RangeError} If there is none, or it cannot be changed.
   */
  edit(buffer: Buffer, count: number, text: string): void {
    const start = `/edit ${count} `;
    const given = this.#given;
    const isGiven = text !== "" && given?.buffer === buffer &&
      given.start === start;
    const message = isGiven ? given.message : buffer.recent.back(count, "own");
    const { id, isAction } = this.#check(message);
    if (text === "") return this.#give(buffer, message!, start);
    try {
      this.#deps.link.archive.edit(
        buffer.name,
        id,
        text,
        isAction ? "action" : "message",
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UnsaidError(error.message, { cause: error });
    }
    this.#given = undefined;
    const sent = { buffer, message: message!, start, id, text };
    this.#sent = [...this.#sent, sent].slice(-MAX_SENT);
  }

  /**
   * Takes what happened: a text that the server refuses is given back, unless
   * something else is being written.
   */
  noteEvent(event: ChatEvent): void {
    if (event.type === "disconnected") this.#sent = [];
    if (event.type === "edit" && event.own) {
      this.#sent = this.#sent.filter(({ id }) => id !== event.id);
    }
    if (event.type !== "error" || event.command !== "EDITMSG") return;
    const place = foldName(event.subject ?? "");
    // The server answers in their order.
    const refused = this.#sent.find(({ buffer }) =>
      foldName(buffer.name) === place
    );
    if (!refused) return;
    this.#sent = this.#sent.filter((sent) => sent !== refused);
    const { buffer, message, start, text } = refused;
    const isFree = this.#input === "" &&
      this.#deps.screen.buffers.current === buffer;
    if (!isFree) return;
    this.#show({ buffer, message, start }, text);
  }

  /**
   * Gives the last own message to be changed, if it is what was typed last.
   *
   * @returns Whether it is, and can be changed.
   */
  editLast(buffer: Buffer): boolean {
    const last = buffer.recent.back(1, "own");
    const canEdit = last?.id !== undefined && !last.isCut &&
      last.text.trim() === this.#said && this.#deps.link.uses("chat/edit");
    if (canEdit) this.#give(buffer, last, "/edit 1 ");
    return canEdit;
  }

  /** Notes what was typed last. */
  noteTyped(text: string): void {
    const [, action] = /^\/me\s+([^]*)$/i.exec(text) ?? [];
    const said = action ?? text.replace(/^\/(?=\/)/, "");
    const isSaid = action !== undefined || !/^\/(?!\/)/.test(text);
    this.#said = isSaid ? said.trim() : undefined;
  }

  /** Notes what stands in the input line: something else gives a text up. */
  noteInput(text: string): void {
    this.#input = text;
    const given = this.#given;
    if (!given) return;
    // It is empty, too, once the text is sent.
    if (text === "") given.isEmptied = true;
    else if (given.isEmptied || !text.startsWith(given.start.trimEnd())) {
      this.#given = undefined;
    }
  }

  #give(buffer: Buffer, message: RecentMessage, start: string): void {
    if (message.isCut) {
      throw new RangeError(
        "Cannot give the old text as it is too long ago: " +
          `${start}text writes it anew`,
      );
    }
    this.#show({ buffer, message, start }, message.text);
  }

  #show(given: Omit<Given, "isEmptied">, text: string): void {
    this.#given = { ...given, isEmptied: false };
    this.#input = given.start + text;
    this.#deps.terminal.setInput(this.#input);
  }

  #check(
    message: RecentMessage | undefined,
  ): RecentMessage & { readonly id: string } {
    if (message === undefined) {
      throw new RangeError("Cannot change a message as there is none here");
    }
    const { id } = message;
    if (id === undefined || !this.#deps.link.uses("chat/edit")) {
      throw new RangeError(
        "Cannot change a message as this server knows no edits",
      );
    }
    return { ...message, id };
  }
}
