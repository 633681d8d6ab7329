import { setImmediate } from "node:timers";
import type { Clock } from "../clock.ts";
import { type Key, KeyDecoder, type Pending } from "./key_decoder.ts";

/** What a keyboard needs from outside. */
export interface KeyboardDeps {
  read(buffer: Uint8Array): Promise<number | null>;
  readonly clock: Clock;
  /**
   * Called with the keys that were pressed.
   *
   * @returns Whether somebody may want the terminal for what they do.
   */
  readonly onKeys: (keys: readonly Key[]) => boolean;
  /** Told what `onKeys` threw; the keys behind those are taken all the same. */
  readonly onError: (error: unknown) => void;
  /** Settled when what was typed has been acted on. */
  readonly settled: () => Promise<void>;
}

/** How long what has begun waits for what comes next. */
const PENDING_MS: Readonly<Record<Pending, number>> = {
  key: 50,
  sequence: 1_000,
  paste: 5_000,
};

const READ_BUFFER_BYTES = 4096;

/** Reads keys, except while somebody else has the terminal. */
export class Keyboard {
  readonly #deps: KeyboardDeps;
  readonly #decoder = new KeyDecoder();
  #cancelFlush: (() => void) | undefined;
  #isReading = false;
  #isClosed = false;
  /** Settled when nobody else reads the terminal. */
  #lent: Promise<unknown> | undefined;

  constructor(deps: KeyboardDeps) {
    this.#deps = deps;
  }

  /** Whether the next key is ours, whoever has the terminal when it comes. */
  get isReading(): boolean {
    return this.#isReading;
  }

  /** Reads until the terminal's end or `close`. */
  async run(): Promise<void> {
    const buffer = new Uint8Array(READ_BUFFER_BYTES);
    while (!this.#isClosed) {
      const count = await this.#read(buffer);
      if (count === null || this.#isClosed) break;
      this.#cancelFlush?.();
      await this.#take(this.#decoder.push(buffer.subarray(0, count)));
      const { pending } = this.#decoder;
      if (!pending) continue;
      this.#cancelFlush = this.#deps.clock.setTimer(
        PENDING_MS[pending],
        () => void this.#act(this.#decoder.flush()),
      );
    }
  }

  /** Reads nothing more until a promise is settled. MUST NOT be reading. */
  lendUntil(end: Promise<unknown>): void {
    this.#lent = end;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelFlush?.();
  }

  async #read(buffer: Uint8Array): Promise<number | null> {
    this.#isReading = true;
    try {
      return await this.#deps.read(buffer);
    } catch {
      // A terminal that is gone cannot be typed at.
      return null;
    } finally {
      this.#isReading = false;
    }
  }

  async #take(keys: readonly Key[]): Promise<void> {
    let hasActed = false;
    for (const group of groupKeys(keys)) {
      // Keys behind a line may mean something else once it has been acted on.
      // What takes longer is not waited for: it may wait for these very keys.
      if (hasActed) await Promise.race([this.#deps.settled(), nextTurn()]);
      await this.#lendingEnd();
      hasActed = this.#act(group) || hasActed;
    }
    if (!hasActed) return;
    // Whoever wants the terminal for it says so before the next read.
    await nextTurn();
    await this.#lendingEnd();
  }

  #act(keys: readonly Key[]): boolean {
    try {
      return this.#deps.onKeys(keys);
    } catch (error) {
      // A fault must not end the program without a word.
      this.#deps.onError(error);
      return true;
    }
  }

  async #lendingEnd(): Promise<void> {
    if (!this.#lent) return;
    await this.#lent.catch(() => {});
    this.#lent = undefined;
  }
}

/** Lets everything happen that waits for nothing outside. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Takes keys apart behind each that may end a line. */
function groupKeys(keys: readonly Key[]): Key[][] {
  const groups: Key[][] = [[]];
  for (const key of keys) {
    groups.at(-1)?.push(key);
    if (key.name === "enter") groups.push([]);
  }
  return groups.filter((group) => group.length > 0);
}
