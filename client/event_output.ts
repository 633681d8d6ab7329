import type { ChatEvent } from "./events.ts";
import { JoinError } from "./join_error.ts";
import { formatJson } from "./json_output.ts";
import { formatLine } from "./line_output.ts";

/** Where bytes go; `Deno.stdout` is one. */
export interface ByteWriter {
  write(bytes: Uint8Array): Promise<number>;
}

/** How an `EventOutput` prints, and what. */
export interface EventOutputOptions {
  readonly json: boolean;
  /** Own messages alone. */
  readonly once?: boolean | undefined;
  /** Messages alone. */
  readonly quiet?: boolean | undefined;
  /** Whether a line of text says in which channel something was said. */
  readonly showChannel: boolean;
}

/** Prints what happens for programs: a line for each event. */
export class EventOutput {
  readonly #writer: ByteWriter;
  readonly #options: EventOutputOptions;
  #isGone = false;
  #failure: JoinError | undefined;

  constructor(writer: ByteWriter, options: EventOutputOptions) {
    this.#writer = writer;
    this.#options = options;
  }

  /** Whether nothing can be printed any more: nobody reads it, or `failure`. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** What has gone wrong; missing: nothing, or whoever read it has had enough. */
  get failure(): JoinError | undefined {
    return this.#failure;
  }

  /** Prints an event, if it is one to print. */
  async print(event: ChatEvent): Promise<void> {
    const { json, showChannel } = this.#options;
    if (this.#isGone || !this.#isWanted(event)) return;
    const line = json ? formatJson(event) : formatLine(event, { showChannel });
    if (line === undefined) return;
    try {
      await writeLine(this.#writer, line);
    } catch (error) {
      // Whoever reads it may have had enough, such as `head -1`.
      if (!(error instanceof Deno.errors.BrokenPipe)) {
        this.#failure = toJoinError("write to standard output", error);
      }
      this.#isGone = true;
    }
  }

  #isWanted(event: ChatEvent): boolean {
    const { once, quiet } = this.#options;
    const isSaid = event.type === "action" || event.type === "message" ||
      event.type === "notice";
    if (once) return event.type === "refused" || isSaid && event.own;
    return isSaid || !quiet;
  }
}

/** Writes a line whole. */
export async function writeLine(
  writer: ByteWriter,
  line: string,
): Promise<void> {
  const bytes = new TextEncoder().encode(`${line}\n`);
  let written = 0;
  while (written < bytes.length) {
    written += await writer.write(bytes.subarray(written));
  }
}

/** Says of a failure of the system what it kept us from. */
export function toJoinError(act: string, cause: unknown): JoinError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new JoinError(act, `the system reports: ${reason}`, { cause });
}
