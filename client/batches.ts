import { createMessage, type Message } from "../protocol/message.ts";

/** A `draft/multiline` batch that has begun and not ended. */
interface Multiline {
  /** The message that opened it; its tags are those of the whole. */
  readonly opening: Message;
  readonly target: string;
  readonly command?: string;
  readonly text: string;
  readonly source?: string;
  readonly lines: number;
}

interface Batch {
  /** Of itself or of the batch around it. */
  readonly label?: string;
  /** Whether the whole batch is the answer, and not a part of one. */
  readonly isAnswer: boolean;
  multiline?: Multiline;
}

/** A server has few batches open at a time; ours has one. */
const MAX_OPEN = 64;

/** Far above any server's `max-bytes`; bounds what an endless batch costs. */
const MAX_CHARACTERS = 1024 * 1024;

const MAX_LINES = 20_000;

/**
 * Puts together what a server sends in batches.
 *
 * A `draft/multiline` batch becomes one message whose text has line breaks in
 * it. Messages in any other batch come through one by one. Each message of an
 * answer bears the `label` of its batch as a tag, and after the last one of a
 * `labeled-response` batch comes an `ACK` with it.
 */
export class Batches {
  readonly #open = new Map<string, Batch>();

  /** Takes the server's next message and gives what it completes. */
  push(message: Message): Message[] {
    if (message.command === "BATCH") return this.#pushBatch(message);
    const reference = message.tags.get("batch");
    const batch = reference === undefined
      ? undefined
      : this.#open.get(reference);
    if (!batch) return [message];
    if (!batch.multiline) return [withLabel(message, batch.label)];
    batch.multiline = addLine(batch.multiline, message);
    const { text, lines } = batch.multiline;
    if (text.length <= MAX_CHARACTERS && lines < MAX_LINES) return [];
    const whole = finish(batch.multiline, batch.label);
    delete batch.multiline;
    return whole;
  }

  #pushBatch(message: Message): Message[] {
    const name = message.params[0] ?? "";
    const reference = name.slice(1);
    if (name.startsWith("+")) {
      this.#start(reference, message);
      return [];
    }
    const batch = this.#open.get(reference);
    this.#open.delete(reference);
    if (!batch) return [];
    if (batch.multiline) return finish(batch.multiline, batch.label);
    return batch.isAnswer ? [withLabel(createMessage("ACK"), batch.label)] : [];
  }

  #start(reference: string, message: Message): void {
    if (this.#open.size >= MAX_OPEN) return;
    const outer = this.#open.get(message.tags.get("batch") ?? "");
    const label = message.tags.get("label") ?? outer?.label;
    const [, type, target] = message.params;
    this.#open.set(reference, {
      ...(label !== undefined && { label }),
      isAnswer: message.tags.has("label"),
      ...(type === "draft/multiline" && target !== undefined && {
        multiline: { opening: message, target, text: "", lines: 0 },
      }),
    });
  }
}

function addLine(multiline: Multiline, message: Message): Multiline {
  const text = message.params[1] ?? "";
  const isConcat = multiline.lines === 0 ||
    message.tags.has("draft/multiline-concat");
  const source = multiline.source ?? message.source;
  return {
    ...multiline,
    command: multiline.command ?? message.command,
    ...(source !== undefined && { source }),
    text: isConcat ? multiline.text + text : `${multiline.text}\n${text}`,
    lines: multiline.lines + 1,
  };
}

function finish(multiline: Multiline, label: string | undefined): Message[] {
  const { opening, target, command, text } = multiline;
  const source = opening.source ?? multiline.source;
  if (command === undefined || source === undefined) return [];
  const message = createMessage(command, [target, text], {
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
