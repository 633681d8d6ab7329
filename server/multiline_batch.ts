import { foldName } from "../protocol/names.ts";
import {
  byteLength,
  MAX_MULTILINE_BYTES,
  MAX_MULTILINE_LINES,
} from "../protocol/limits.ts";
import type { Message } from "../protocol/message.ts";
import type { Tags } from "../protocol/tags.ts";
import type { TextLine } from "../protocol/text_lines.ts";
import { shown } from "./params.ts";

/** Why a batch is refused: the parameters of FAIL BATCH. */
export type BatchFailure = readonly [code: string, ...context: string[]];

/** A multi-line message while it comes in. (IRCv3 draft/multiline) */
export class MultilineBatch {
  readonly reference: string;
  readonly target: string;
  /** The tags of the opening BATCH, which belong to the message. */
  readonly tags: Tags;
  readonly lines: TextLine[] = [];
  #command: string | undefined;
  #msgid: string | undefined;
  #bytes = 0;
  #hasFailed = false;

  /** @param tags Those of the opening BATCH. */
  constructor(reference: string, target: string, tags: Tags) {
    this.reference = reference;
    this.target = target;
    this.tags = tags;
  }

  /** The message that its lines edit, as they say. */
  get msgid(): string | undefined {
    return this.#msgid;
  }

  /** PRIVMSG, NOTICE or EDITMSG, as its lines say. */
  get command(): string {
    return this.#command ?? "PRIVMSG";
  }

  /** Whether it was refused; what still comes of it is dropped. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Whether a message is one of its lines; these cost their sender nothing. */
  owns({ command, tags }: Message): boolean {
    return command !== "BATCH" && tags.get("batch") === this.reference;
  }

  /**
   * Takes one line.
   *
   * @returns Why the whole message is refused, the first time that it is.
   */
  add(message: Message): BatchFailure | undefined {
    if (this.#hasFailed) return undefined;
    const failure = this.#check(message);
    if (failure === undefined) return undefined;
    this.fail();
    return failure;
  }

  /** Refuses the whole message. */
  fail(): void {
    this.#hasFailed = true;
    this.lines.length = 0;
  }

  #check({ command, params, tags }: Message): BatchFailure | undefined {
    const isEdit = command === "EDITMSG";
    const [target, text] = isEdit ? [params[0], params[2]] : params;
    const isSaid = command === "PRIVMSG" || command === "NOTICE" || isEdit;
    if (!isSaid || target === undefined || text === undefined) {
      return ["MULTILINE_INVALID", "A batch takes messages with a text only"];
    }
    // "one or more PRIVMSG lines, or one or more NOTICE lines"
    this.#command ??= command;
    if (command !== this.#command) {
      return ["MULTILINE_INVALID", "All lines of a batch have one command"];
    }
    if (foldName(target) !== foldName(this.target)) {
      return [
        "MULTILINE_INVALID_TARGET",
        this.target,
        shown(target),
        "All lines of a batch have its target",
      ];
    }
    if (isEdit) this.#msgid ??= params[1];
    if (isEdit && params[1] !== this.#msgid) {
      return ["MULTILINE_INVALID", "All lines of a batch edit one message"];
    }
    const concat = tags.has("draft/multiline-concat");
    if (concat && text === "") {
      return ["MULTILINE_INVALID", "A line to be joined cannot be blank"];
    }
    const isFirst = this.lines.length === 0;
    this.#bytes += byteLength(text) + (isFirst || concat ? 0 : 1);
    if (this.#bytes > MAX_MULTILINE_BYTES) {
      return [
        "MULTILINE_MAX_BYTES",
        String(MAX_MULTILINE_BYTES),
        `The message is longer than ${MAX_MULTILINE_BYTES} bytes`,
      ];
    }
    if (this.lines.length === MAX_MULTILINE_LINES) {
      return [
        "MULTILINE_MAX_LINES",
        String(MAX_MULTILINE_LINES),
        `The message has more than ${MAX_MULTILINE_LINES} lines`,
      ];
    }
    this.lines.push({ text, concat });
    return undefined;
  }
}
