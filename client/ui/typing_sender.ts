import type { Clock } from "../clock.ts";

/** What others are told of one's typing. (IRCv3 typing) */
export type TypingState = "active" | "done";

/** "a client SHOULD NOT send more than one notification every 3 seconds" */
const INTERVAL_MS = 3_000;

/** Tells others that one types, no more often than is polite. */
export class TypingSender {
  readonly #clock: Pick<Clock, "now">;
  readonly #send: (target: string, state: TypingState) => void;
  /** Whom it was told, and when last. */
  #active: { readonly target: string; readonly at: number } | undefined;

  constructor(
    clock: Pick<Clock, "now">,
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
    const now = this.#clock.now();
    const isSame = this.#active?.target === target;
    if (!isSame) this.stop();
    else if (now - (this.#active?.at ?? 0) < INTERVAL_MS) return;
    this.#active = { target, at: now };
    this.#send(target, "active");
  }

  /** Nothing is typed any more, or it is none of others' business now. */
  stop(): void {
    if (this.#active === undefined) return;
    const { target } = this.#active;
    this.#active = undefined;
    this.#send(target, "done");
  }

  /** What was typed was sent, which tells it by itself. */
  sent(): void {
    this.#active = undefined;
  }
}
