import { dim } from "@std/fmt/colors";
import type { Clock } from "../clock.ts";
import { InputLine } from "./input_line.ts";
import { type Key, KeyDecoder } from "./key_decoder.ts";
import { Queue } from "./queue.ts";
import { Screen, systemDevice, type TerminalDevice } from "./screen.ts";
import { type Block, layOutFooter, type Span, wrapBlock } from "./view.ts";

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

/** A terminal on which lines are printed while another is typed. */
export interface Terminal {
  /** What is typed, a line at a time; ends when the person wants to leave. */
  readonly lines: AsyncIterable<string>;
  /** Aborted when the person wants to leave: Ctrl-C, Ctrl-D, no terminal. */
  readonly signal: AbortSignal;
  /** Prints a block above the line that is typed. Control bytes do no harm. */
  print(text: string | readonly Span[], options?: PrintOptions): void;
  /** Shows texts dim between the finished lines and the one that is typed. */
  setWaiting(texts: readonly string[]): void;
  /** Changes what stands before the line that is typed. */
  setPrompt(prompt: string): void;
  /** Asks for a line; `undefined`: the person wants to leave. */
  ask(question: string, options?: AskOptions): Promise<string | undefined>;
  /** Empties the window. */
  clear(): void;
  /** Shows what is still to be shown, and restores the terminal. */
  close(): void;
}

/** Paints closer together than this are done as one. */
const FRAME_MS = 16;

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
  readonly #clock: Clock;
  readonly #screen: Screen;
  readonly #decoder = new KeyDecoder();
  readonly #input = new InputLine();
  #question: Question | undefined;
  #printed: Block[] = [];
  #waiting: readonly string[] = [];
  #prompt = "> ";
  #paintedAt = -Infinity;
  #cancelPaint: (() => void) | undefined;
  #cancelFlush: (() => void) | undefined;
  #isClosed = false;

  constructor({ clock, device = systemDevice() }: TerminalDeps) {
    this.#clock = clock;
    this.#screen = new Screen(device, () => this.#schedulePaint());
  }

  start(): void {
    this.#schedulePaint();
    void this.#readKeys();
  }

  print(
    text: string | readonly Span[],
    { indent = 2 }: PrintOptions = {},
  ): void {
    const spans = typeof text === "string" ? [{ text }] : text;
    this.#printed.push({ spans, indent });
    this.#schedulePaint();
  }

  setWaiting(texts: readonly string[]): void {
    this.#waiting = texts;
    this.#schedulePaint();
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt;
    this.#schedulePaint();
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
        this.#schedulePaint();
        resolve(answer);
      },
    };
    this.#schedulePaint();
    return promise;
  }

  clear(): void {
    this.#paint();
    this.#screen.clear();
    this.#paint();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#paint();
    this.#isClosed = true;
    this.#cancelFlush?.();
    this.#screen.close();
    this.#leave();
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
      if (action?.type === "leave") this.#leave();
      else if (action?.type === "repaint") this.clear();
      else if (action?.type === "submit") this.#submit(action.text);
    }
    this.#schedulePaint();
  }

  #submit(text: string): void {
    if (this.#question) this.#question.answer(text);
    else this.lines.push(text);
  }

  #leave(): void {
    this.#leaving.abort();
    this.#question?.answer(undefined);
    this.lines.close();
  }

  #schedulePaint(): void {
    if (this.#isClosed || this.#cancelPaint) return;
    const ms = this.#paintedAt + FRAME_MS - this.#clock.now();
    this.#cancelPaint = this.#clock.setTimer(
      Math.min(Math.max(ms, 0), FRAME_MS),
      () => this.#paint(),
    );
  }

  #paint(): void {
    this.#cancelPaint?.();
    this.#cancelPaint = undefined;
    if (this.#isClosed) return;
    const { size } = this.#screen;
    const rows = this.#printed.flatMap((block) =>
      wrapBlock(block, size.columns)
    );
    this.#printed = [];
    const input = this.#question?.input ?? this.#input;
    const isHidden = this.#question?.secret ?? false;
    const footer = layOutFooter(
      {
        waiting: this.#waiting,
        prompt: this.#question?.text ?? this.#prompt,
        text: isHidden ? "" : input.text,
        cursor: isHidden ? 0 : input.cursor,
      },
      size,
      dim,
    );
    try {
      this.#screen.paint(rows, footer);
    } catch {
      // A terminal that is gone shows nothing.
      this.#leave();
    }
    this.#paintedAt = this.#clock.now();
  }
}
