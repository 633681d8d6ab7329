import { red } from "@std/fmt/colors";
import type { Clock } from "../clock.ts";
import { systemDevice, type TerminalDevice } from "./device.ts";
import { InputLine } from "./input_line.ts";
import { type Key, KeyDecoder } from "./key_decoder.ts";
import { Painter } from "./painter.ts";
import { MAX_PASTE_CHARACTERS } from "./paste.ts";
import { Queue } from "./queue.ts";
import { Screen } from "./screen.ts";
import type { FooterContent, Span } from "./view.ts";

/** What `openTerminal` needs from outside. */
export interface TerminalDeps {
  readonly clock: Clock;
  /** Default: the terminal that the program was started in. */
  readonly device?: TerminalDevice;
}

/** What `ask` may be told. */
export interface AskOptions {
  /** Offered, and what an empty answer means. */
  readonly default?: string;
  /** Whether the answer is not shown. */
  readonly secret?: boolean;
}

/** How a block is printed. */
export interface PrintOptions {
  /** Columns before each of its rows but the first; default 2. */
  readonly indent?: number;
}

/**
 * A terminal on which lines are printed while another is typed. However slow it
 * is, it holds up nothing else in the program.
 */
export interface Terminal {
  /** What is typed, a line at a time; ends when the person wants to leave. */
  readonly lines: AsyncIterable<string>;
  /** Aborted when the person wants to leave: Ctrl-C, Ctrl-D, no terminal. */
  readonly signal: AbortSignal;
  /**
   * Aborted by a Ctrl-C after `signal`, also while `close` is under way: whoever
   * presses it wants the program to end at once.
   */
  readonly urgent: AbortSignal;
  /**
   * Prints a block above the line that is typed. Control bytes do no harm. Where
   * too much waits for the terminal the oldest is dropped: see `caughtUp`.
   */
  print(text: string | readonly Span[], options?: PrintOptions): void;
  /** Shows texts dim between the finished lines and the one that is typed. */
  setWaiting(texts: readonly string[]): void;
  /** Changes what stands before the line that is typed. */
  setPrompt(prompt: string): void;
  /** Asks for a line; `undefined`: the person wants to leave. */
  ask(question: string, options?: AskOptions): Promise<string | undefined>;
  /** Waits while far too much waits to be printed, unless `signal` is aborted. */
  caughtUp(signal: AbortSignal): Promise<void>;
  /** Empties the window. */
  clear(): void;
  /**
   * Shows what is still to be shown for as long as the terminal takes it, or
   * until `urgent`, and restores the terminal. A terminal that has taken nothing
   * for a second is left as it is: Deno resets its mode when the program ends.
   */
  close(): Promise<void>;
}

/** How long an Escape waits for the rest of a sequence. */
const ESCAPE_MS = 50;

const READ_BUFFER_BYTES = 4096;

/** Takes over a terminal until it is closed. */
export function openTerminal(deps: TerminalDeps): Terminal {
  const terminal = new LiveTerminal(deps);
  terminal.start();
  return terminal;
}

interface Question {
  readonly text: string;
  readonly secret: boolean;
  readonly input: InputLine;
  readonly answer: (text: string | undefined) => void;
}

class LiveTerminal implements Terminal {
  readonly lines = new Queue<string>();
  readonly #leaving = new AbortController();
  readonly signal = this.#leaving.signal;
  readonly #hurrying = new AbortController();
  readonly urgent = this.#hurrying.signal;
  readonly #clock: Clock;
  readonly #screen: Screen;
  readonly #painter: Painter;
  readonly #decoder = new KeyDecoder();
  readonly #input = new InputLine();
  #question: Question | undefined;
  #waiting: readonly string[] = [];
  #prompt = "> ";
  #cancelFlush: (() => void) | undefined;
  #isClosed = false;

  constructor({ clock, device = systemDevice() }: TerminalDeps) {
    this.#clock = clock;
    this.#screen = new Screen({
      device,
      clock,
      onResize: () => this.#painter.schedule(),
    });
    this.#painter = new Painter({
      screen: this.#screen,
      clock,
      footer: () => this.#footer(),
      onGone: () => this.#leave(),
    });
  }

  start(): void {
    this.#painter.schedule();
    void this.#readKeys();
  }

  print(
    text: string | readonly Span[],
    { indent = 2 }: PrintOptions = {},
  ): void {
    const spans = typeof text === "string" ? [{ text }] : text;
    this.#painter.print({ spans, indent });
  }

  setWaiting(texts: readonly string[]): void {
    this.#waiting = texts;
    this.#painter.schedule();
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt;
    this.#painter.schedule();
  }

  ask(
    question: string,
    { default: preset, secret = false }: AskOptions = {},
  ): Promise<string | undefined> {
    if (this.signal.aborted) return Promise.resolve(undefined);
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    const text = preset === undefined
      ? `${question}: `
      : `${question} [${preset}]: `;
    this.#question = {
      text,
      secret,
      input: new InputLine(),
      answer: (typed) => {
        this.#question = undefined;
        const answer = typed?.trim() === "" ? preset ?? "" : typed;
        if (answer !== undefined) this.print(text + (secret ? "" : answer));
        this.#painter.schedule();
        resolve(answer);
      },
    };
    this.#painter.schedule();
    return promise;
  }

  caughtUp(signal: AbortSignal): Promise<void> {
    return this.#painter.caughtUp(signal);
  }

  clear(): void {
    this.#painter.clear();
  }

  async close(): Promise<void> {
    // Keys are read on meanwhile, for the one that means: at once.
    this.#leave();
    await this.#painter.close(this.urgent);
    this.#isClosed = true;
    this.#cancelFlush?.();
  }

  async #readKeys(): Promise<void> {
    const buffer = new Uint8Array(READ_BUFFER_BYTES);
    try {
      while (!this.#isClosed) {
        const count = await this.#screen.read(buffer);
        if (count === null || this.#isClosed) break;
        this.#cancelFlush?.();
        this.#applyKeys(this.#decoder.push(buffer.subarray(0, count)));
        if (!this.#decoder.isPending) continue;
        this.#cancelFlush = this.#clock.setTimer(
          ESCAPE_MS,
          () => this.#applyKeys(this.#decoder.flush()),
        );
      }
    } catch {
      // A terminal that is gone cannot be typed at.
    }
    this.#leave();
  }

  #applyKeys(keys: readonly Key[]): void {
    for (const key of keys) {
      const input = this.#question?.input ?? this.#input;
      const action = input.applyKey(key);
      if (key.isCut) this.#printCut();
      if (key.name === "ctrl+c" && this.signal.aborted) this.#hurrying.abort();
      else if (action?.type === "leave") this.#leave();
      else if (action?.type === "repaint") this.clear();
      else if (action?.type === "submit") this.#submit(action.text);
    }
    this.#painter.schedule();
  }

  #submit(text: string): void {
    if (this.#question) this.#question.answer(text);
    else this.lines.push(text);
  }

  #printCut(): void {
    const text = `Only the first ${MAX_PASTE_CHARACTERS} characters of what ` +
      "you pasted are there, as it was longer";
    this.print([{ text, style: red }]);
  }

  #leave(): void {
    this.#leaving.abort();
    this.#question?.answer(undefined);
    this.lines.close();
  }

  #footer(): FooterContent {
    const input = this.#question?.input ?? this.#input;
    const isHidden = this.#question?.secret ?? false;
    return {
      waiting: this.#waiting,
      prompt: this.#question?.text ?? this.#prompt,
      text: isHidden ? "" : input.text,
      cursor: isHidden ? 0 : input.cursor,
    };
  }
}
