import type { Clock } from "../clock.ts";
import { isExpected } from "../is_expected.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Buffer } from "./buffers.ts";
import type { ChatScreen } from "./chat_screen.ts";
import type { SessionLink } from "./session_link.ts";

/** What `ReadMarks` needs. */
export interface ReadMarksDeps {
  readonly link: Pick<SessionLink, "archive" | "status">;
  readonly screen: Pick<ChatScreen, "buffers">;
  readonly terminal: Pick<Terminal, "hasFocus">;
  readonly clock: Clock;
}

/** A lively channel is marked once in so many ms. */
const MARK_MS = 2_000;

/**
 * Tells the server up to where the person has read, so that other devices, and
 * the next session, know it. (IRCv3 read-marker)
 */
export class ReadMarks {
  readonly #deps: ReadMarksDeps;
  /** Buffers that were read further than the server knows. */
  readonly #due = new Set<Buffer>();
  #cancelTimer: (() => void) | undefined;

  constructor(deps: ReadMarksDeps) {
    this.#deps = deps;
  }

  /** Notes that the person can see what is shown now, if they look here. */
  look(): void {
    const { screen, terminal, clock } = this.#deps;
    const { current } = screen.buffers;
    const { newestAt = 0, readTo = 0 } = current.past;
    if (terminal.hasFocus && newestAt > readTo) {
      current.past.read(newestAt);
      if (current.kind !== "server") this.#due.add(current);
    }
    if (this.#due.size === 0) return;
    this.#cancelTimer ??= clock.setTimer(MARK_MS, () => this.flush());
  }

  /** Tells the server now, or once it is there again. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#deps.link.status.kind !== "connected") return;
    const due = [...this.#due];
    this.#due.clear();
    for (const { name, past } of due) this.#tell(name, past.readTo ?? 0);
  }

  /** Tells no more. */
  stop(): void {
    this.#cancelTimer?.();
    this.#due.clear();
  }

  /** That the server cannot be told is nothing to be told of. */
  #tell(name: string, time: number): void {
    try {
      this.#deps.link.archive.markRead(name, time);
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
  }
}
