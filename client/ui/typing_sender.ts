import type { Clock } from "../clock.ts";

/** What others are told of one's typing. (IRCv3 typing) */
export type TypingState = "active" | "done" | "paused";

/** "a client SHOULD NOT send more than one notification every 3 seconds" */
const INTERVAL_MS = 3_000;

/** Nobody who goes on typing pauses so long; less than it takes to be forgotten. */
const PAUSE_MS = 5_000;

/** Tells others that one types, no more often than is polite. */
export class TypingSender {
  readonly #clock: Clock;
  readonly #send: (target: string, state: TypingState) => void;
  /** Whom it was told, and when last. */
  #active:
    | {
      readonly target: string;
      readonly at: number;
      readonly state: "active" | "paused";
    }
    | undefined;
  #cancelPause = () => {};

  constructor(
    clock: Clock,
    send: (target: string, state: TypingState) => void,
  ) {
    this.#clock = clock;
    this.#send = send;
  }

  /**
   * Takes note of what is typed now. A command is nobody's business.
   *
   * @param target Where it would go; missing: nowhere.
   */
  update(text: string, target: string | undefined): void {
    const isSaid = text.trim() !== "" && !/^\/(?!\/)/.test(text);
    if (!isSaid || target === undefined) return this.stop();
    if (this.#active?.target !== target) this.stop();
    const sinceMs = this.#clock.now() - (this.#active?.at ?? -Infinity);
    if (sinceMs >= INTERVAL_MS) this.#tell(target, "active");
    this.#cancelPause();
    this.#cancelPause = this.#clock.setTimer(PAUSE_MS, () => {
      if (this.#active?.state === "active") this.#tell(target, "paused");
    });
  }

  /** Nothing is typed any more, or it is none of others' business now. */
  stop(): void {
    if (this.#active === undefined) return;
    const { target } = this.#active;
    this.sent();
    this.#send(target, "done");
  }

  /** What was typed was sent, which tells it by itself. */
  sent(): void {
    this.#active = undefined;
    this.#cancelPause();
  }

  #tell(target: string, state: "active" | "paused"): void {
    this.#active = { target, at: this.#clock.now(), state };
    this.#send(target, state);
  }
}
