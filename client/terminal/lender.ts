import { red } from "@std/fmt/colors";
import type { Clock } from "../clock.ts";
import type { TerminalDevice } from "./device.ts";
import type { Key } from "./key_decoder.ts";
import type { Keyboard } from "./keyboard.ts";
import type { Painter } from "./painter.ts";

/** What a lender needs from outside. */
export interface LenderDeps {
  readonly painter: Painter;
  readonly keyboard: Keyboard;
  readonly device: TerminalDevice;
  readonly clock: Clock;
  /** Edits a text with the terminal to itself; throws where that fails. */
  readonly edit: (text: string) => Promise<string>;
  /** Told when another program gets the terminal, and when it is back. */
  readonly onLend: (isLent: boolean) => void;
}

/** Keys that do not open an editor that waits for a key. */
const CANCELS: ReadonlySet<string> = new Set(["ctrl+c", "ctrl+g", "escape"]);

/** A terminal that takes nothing for so long is not given to the shell. */
const SUSPEND_MS = 500;

/**
 * Lets others have the terminal for a while: an editor, or the shell.
 *
 * 1. No read of the terminal MUST be under way while an editor has it.
 * 2. Nothing MUST be painted until it is back.
 */
export class Lender {
  readonly #deps: LenderDeps;
  /** Settled when the editor that is open, or is to be opened, has ended. */
  #editing: Promise<void> | undefined;
  /** Opens the editor once the read under way has ended, or does not open it. */
  #start: ((isWanted: boolean) => void) | undefined;

  constructor(deps: LenderDeps) {
    this.#deps = deps;
  }

  /** Whether the next key opens the editor. */
  get waitsForKey(): boolean {
    return this.#start !== undefined;
  }

  /** Settled when the editor that is open has ended; none: no editor is open. */
  get ended(): Promise<void> | undefined {
    return this.#editing;
  }

  /** Opens no editor that waits for a key. */
  callOff(): void {
    this.#startWith(false);
  }

  /**
   * Opens the editor that waits for a key.
   *
   * @returns Whether that is what the keys were for.
   */
  takeKeys(keys: readonly Key[]): boolean {
    const pressed = keys.filter(({ name }) => !name.startsWith("focus"));
    if (!this.#start || pressed.length === 0) return false;
    const isWanted = !pressed.some(({ name }) => CANCELS.has(name));
    this.#startWith(isWanted);
    return isWanted;
  }

  /** Has a text edited; `undefined`: as it was, or it failed, as is printed. */
  async edit(text: string): Promise<string | undefined> {
    if (this.#editing) return undefined;
    const end = Promise.withResolvers<void>();
    this.#editing = end.promise;
    try {
      if (!await this.#readIsOver()) return undefined;
      this.#deps.keyboard.lendUntil(end.promise);
      const edited = await this.#deps.painter.lend(() => this.#run(text));
      return edited === text ? undefined : edited;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#deps.painter.print({
        spans: [{ text: error.message, style: red }],
        indent: 2,
      });
      return undefined;
    } finally {
      this.#editing = undefined;
      end.resolve();
    }
  }

  /** Stops the program until its shell has it go on. */
  async suspend(scope: "job" | "program"): Promise<void> {
    const { painter, clock, device } = this.#deps;
    if (!device.stop) return;
    if (this.#editing && !this.#start) {
      // The terminal is the editor's, which has stopped, too.
      device.stop(scope);
      return;
    }
    let isLate = false;
    const cancel = clock.setTimer(SUSPEND_MS, () => isLate = true);
    await painter.lend(() => {
      if (!isLate) device.stop?.(scope);
      return Promise.resolve();
    });
    cancel();
  }

  #startWith(isWanted: boolean): void {
    this.#start?.(isWanted);
    this.#start = undefined;
  }

  async #readIsOver(): Promise<boolean> {
    // It cannot be called off, and would take the editor's first key.
    if (!this.#deps.keyboard.isReading) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#start = resolve;
    this.#deps.painter.schedule();
    return await promise;
  }

  async #run(text: string): Promise<string> {
    this.#deps.onLend(true);
    try {
      return await this.#deps.edit(text);
    } finally {
      this.#deps.onLend(false);
    }
  }
}
