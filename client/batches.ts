import { createMessage, type Message } from "../protocol/message.ts";

/** A `draft/multiline` batch that has begun and not ended. */
interface Multiline {
  /** The message that opened it; its tags are those of the whole. */
  readonly opening: Message;
  readonly target: string;
  readonly command?: string;
  /** What stands between the target and the text of its first line. */
  readonly middle: readonly string[];
  readonly text: string;
  readonly source?: string;
  readonly lines: number;
}

/** What a server has sent together out of what it keeps. */
export interface KeptBatch {
  /** Such as `chathistory`. */
  readonly type: string;
  /** The channel or the nick that it is of. */
  readonly target: string;
  /** Missing: nobody asked for it. */
  readonly label?: string;
  /** In the order in which they came. */
  readonly messages: readonly Message[];
  /** Whether there was no room for all of them: the last are missing. */
  readonly isCut?: true;
}

interface Batch {
  /** Of itself or of the batch around it. */
  readonly label?: string;
  /** Whether the whole batch is the answer, and not a part of one. */
  readonly isAnswer: boolean;
  multiline?: Multiline;
  /** What it holds so far, if it is to be given whole. */
  readonly kept?: Kept;
}

interface Kept {
  readonly type: string;
  readonly target: string;
  readonly messages: Message[];
  characters: number;
  isCut?: true;
}

/** The types of batches that are given whole. */
const KEPT_TYPES: ReadonlySet<string> = new Set([
  "chat/search",
  "chathistory",
  "draft/chathistory-targets",
]);

/** A server has few batches open at a time; ours has one. */
const MAX_OPEN = 64;

/** Far above any server's `max-bytes`; bounds what an endless batch costs. */
const MAX_CHARACTERS = 1024 * 1024;

const MAX_LINES = 20_000;

/** Above what anybody asks for at a time; what is beyond can be asked for. */
const MAX_KEPT = 2_000;

/**
 * The same of all that are open together: more than 500 of the longest messages
 * that our server takes.
 */
const MAX_KEPT_CHARACTERS = 32 * 1024 * 1024;

/**
 * Puts together what a server sends in batches.
 *
 * A `draft/multiline` batch becomes one message whose text has line breaks in
 * it. What the server has kept, as the IRCv3 chathistory says, stays together.
 * Messages in any other batch come through one by one. Each message of an
 * answer bears the `label` of its batch as a tag, and after the last one of a
 * `labeled-response` batch comes an `ACK` with it.
 */
export class Batches {
  readonly #open = new Map<string, Batch>();
  /** Of what is kept in all that are open. */
  #keptCharacters = 0;
  #keptCount = 0;

  /** Messages that were kept so far: it rises while an answer is coming. */
  get keptCount(): number {
    return this.#keptCount;
  }

  /** Takes the server's next message and gives what it completes. */
  push(message: Message): (KeptBatch | Message)[] {
    if (message.command === "BATCH") return this.#pushBatch(message);
    const reference = message.tags.get("batch");
    const batch = reference === undefined
      ? undefined
      : this.#open.get(reference);
    if (!batch) return [message];
    if (batch.kept) return this.#keep(batch.kept, message);
    if (!batch.multiline) return [withLabel(message, batch.label)];
    batch.multiline = addLine(batch.multiline, message);
    const { text, lines } = batch.multiline;
    if (text.length <= MAX_CHARACTERS && lines < MAX_LINES) return [];
    const whole = this.#finish(batch.multiline, batch.label);
    delete batch.multiline;
    return whole;
  }

  #pushBatch(message: Message): (KeptBatch | Message)[] {
    const name = message.params[0] ?? "";
    const reference = name.slice(1);
    if (name.startsWith("+")) {
      this.#start(reference, message);
      return [];
    }
    const batch = this.#close(reference);
    if (!batch) return [];
    if (batch.multiline) return this.#finish(batch.multiline, batch.label);
    if (batch.kept) {
      const { characters: _, ...kept } = batch.kept;
      const { label } = batch;
      return [{ ...kept, ...(label !== undefined && { label }) }];
    }
    return batch.isAnswer ? [withLabel(createMessage("ACK"), batch.label)] : [];
  }

  #start(reference: string, message: Message): void {
    this.#close(reference);
    if (this.#open.size >= MAX_OPEN) return;
    const outer = this.#open.get(message.tags.get("batch") ?? "");
    const label = message.tags.get("label") ?? outer?.label;
    const [, type = "", target] = message.params;
    this.#open.set(reference, {
      ...(label !== undefined && { label }),
      isAnswer: message.tags.has("label"),
      ...(type === "draft/multiline" && target !== undefined && {
        multiline: {
          opening: message,
          target,
          middle: [],
          text: "",
          lines: 0,
        },
      }),
      ...(KEPT_TYPES.has(type) && {
        kept: { type, target: target ?? "", messages: [], characters: 0 },
      }),
    });
  }

  /** A whole message, unless it goes into the batch around it. */
  #finish(multiline: Multiline, label: string | undefined): Message[] {
    const whole = finish(multiline, label);
    const outer = this.#open.get(multiline.opening.tags.get("batch") ?? "");
    if (!outer?.kept) return whole;
    return whole.flatMap((message) => this.#keep(outer.kept!, message));
  }

  /** Puts a message to the others of its batch, until there is no more room. */
  #keep(kept: Kept, message: Message): [] {
    const characters = sizeOf(message);
    const hasRoom = kept.messages.length < MAX_KEPT &&
      this.#keptCharacters + characters <= MAX_KEPT_CHARACTERS;
    if (kept.isCut || !hasRoom) {
      kept.isCut = true;
      return [];
    }
    kept.messages.push(message);
    this.#keptCount++;
    kept.characters += characters;
    this.#keptCharacters += characters;
    return [];
  }

  #close(reference: string): Batch | undefined {
    const batch = this.#open.get(reference);
    this.#open.delete(reference);
    this.#keptCharacters -= batch?.kept?.characters ?? 0;
    return batch;
  }
}

/** What a message takes to keep, tags and all, in characters. */
function sizeOf({ source = "", params, tags }: Message): number {
  let size = source.length;
  for (const param of params) size += param.length;
  for (const [name, value] of tags) size += name.length + value.length;
  return size;
}

function addLine(multiline: Multiline, message: Message): Multiline {
  const text = message.params.length > 1 ? message.params.at(-1) : "";
  const isConcat = multiline.lines === 0 ||
    message.tags.has("draft/multiline-concat");
  const source = multiline.source ?? message.source;
  return {
    ...multiline,
    command: multiline.command ?? message.command,
    middle: multiline.lines === 0
      ? message.params.slice(1, -1)
      : multiline.middle,
    ...(source !== undefined && { source }),
    text: isConcat ? multiline.text + text : `${multiline.text}\n${text}`,
    lines: multiline.lines + 1,
  };
}

function finish(multiline: Multiline, label: string | undefined): Message[] {
  const { opening, target, command, middle, text } = multiline;
  const source = opening.source ?? multiline.source;
  if (command === undefined || source === undefined) return [];
  const message = createMessage(command, [target, ...middle, text], {
    source,
    tags: opening.tags,
  });
  return [withLabel(message, label)];
}

function withLabel(message: Message, label: string | undefined): Message {
  return label === undefined
    ? message
    : { ...message, tags: new Map([...message.tags, ["label", label]]) };
}
