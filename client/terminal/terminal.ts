import type { Alert } from "./alert.ts";
import type { BindOptions, BoundAction } from "./bindings.ts";
import type { Completer } from "./completion.ts";
import type { Row } from "./footer.ts";
import { LiveTerminal } from "./live_terminal.ts";
import type { AskOptions } from "./question.ts";
import type {
  DraftOptions,
  InputOptions,
  PrintOptions,
  TerminalDeps,
} from "./terminal_options.ts";
import type { Span } from "./view.ts";

export type { Alert } from "./alert.ts";
export type { BindOptions, BoundAction } from "./bindings.ts";
export type { Completer, Completion } from "./completion.ts";
export type { LineHistory } from "./history.ts";
export type { AskOptions } from "./question.ts";
export type {
  DraftOptions,
  InputOptions,
  PrintOptions,
  TerminalDeps,
} from "./terminal_options.ts";

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
  /**
   * Shows one row above the line that is typed, cut to the window's width; not
   * in windows of three rows or fewer.
   *
   * @param status Gives it for so many columns.
   */
  setStatus(status: Row | undefined): void;
  /** Changes what stands before the line that is typed. */
  setPrompt(prompt: string): void;
  /**
   * Has a key do something, in place of what it would do to the typed line.
   *
   * @param name Such as `alt+1`, `alt+left`, `f5`; `focusin`: the window is
   * looked at again.
   */
  bind(name: string, act: BoundAction, options?: BindOptions): void;
  /**
   * Goes on with the line that was being typed under this key.
   *
   * @param options Whether what is being typed comes along, for a switch that
   * the person did not ask for.
   */
  useDraft(key: string, options?: DraftOptions): void;
  /** Forgets a line that will not be gone on with; if typed now, once left. */
  dropDraft(key: string): void;
  /** Puts a text into the line that is typed, the cursor at its end. */
  setInput(text: string, options?: InputOptions): void;
  /** Sets what Tab completes. */
  setCompleter(complete: Completer): void;
  /** Has a listener called with the typed text each time it has changed. */
  onInput(listener: (text: string) => void): void;
  /** Whether the window has the focus; true where the terminal does not tell. */
  readonly hasFocus: boolean;
  /** Rings and notifies, as far as the terminal can. */
  alert(alert: Alert): void;
  /**
   * Has a text edited with $VISUAL or $EDITOR, which has the terminal meanwhile.
   *
   * @returns The text; `undefined`: as it was, or it failed, which was printed.
   */
  openEditor(text: string): Promise<string | undefined>;
  /** Asks for a line; `undefined`: none is given, as at Escape, or on leaving. */
  ask(question: string, options?: AskOptions): Promise<string | undefined>;
  /**
   * Waits while far too much waits to be printed, unless `signal` is aborted. To
   * be called after each thing that happens: of a flood, what comes at once has
   * the rest wait for a moment, in which keys are read and painted.
   */
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

/** Takes over a terminal until it is closed. */
export function openTerminal(deps: TerminalDeps): Terminal {
  const terminal = new LiveTerminal(deps);
  terminal.start();
  return terminal;
}
