import { Bindings } from "../../client/terminal/bindings.ts";
import { Queue } from "../../client/terminal/queue.ts";
import type {
  Alert,
  BindOptions,
  BoundAction,
  Completer,
  DraftOptions,
  InputOptions,
  Terminal,
} from "../../client/terminal/terminal.ts";
import type { Span } from "../../client/terminal/view.ts";

/** Notes what is printed; what is typed is the test's. */
export class NotedTerminal implements Terminal {
  readonly typed = new Queue<string>();
  lines: AsyncIterable<string> = this.typed;
  readonly signal = new AbortController().signal;
  readonly urgent = this.signal;
  printed: string[] = [];
  readonly alerts: Alert[] = [];
  waiting: readonly string[] = [];
  prompt = "";
  draft = "";
  /** Whether what was being typed came along to that draft. */
  draftCarries = false;
  readonly droppedDrafts: string[] = [];
  input = "";
  /** Whether that goes on over several lines, until Ctrl-D. */
  isBlock = false;
  hasFocus = true;
  /** What the person writes in the editor. */
  edited: string | undefined;
  /** What the person answers. */
  answer: string | undefined;
  /** Resolved when it has shown enough to go on. */
  shown = Promise.resolve();
  readonly #keys = new Bindings();
  #status: ((columns: number) => readonly Span[]) | undefined;
  #complete: Completer = () => undefined;
  #onInput: (text: string) => void = () => {};

  // --- the side of the program under test -----------------------------------

  print(text: string | readonly Span[]): void {
    this.printed.push(typeof text === "string" ? text : textOf(text));
  }

  async caughtUp(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const left = new Promise((resolve) =>
      signal.addEventListener("abort", resolve)
    );
    await Promise.race([this.shown, left]);
  }

  setWaiting(texts: readonly string[]): void {
    this.waiting = texts;
  }

  setPrompt(prompt: string): void {
    this.prompt = prompt;
  }

  setStatus(status: ((columns: number) => readonly Span[]) | undefined): void {
    this.#status = status;
  }

  setCompleter(complete: Completer): void {
    this.#complete = complete;
  }

  onInput(listener: (text: string) => void): void {
    this.#onInput = listener;
  }

  bind(name: string, act: BoundAction, options?: BindOptions): void {
    this.#keys.bind(name, act, options);
  }

  useDraft(key: string, { carries = false }: DraftOptions = {}): void {
    this.draft = key;
    this.draftCarries = carries;
  }

  dropDraft(key: string): void {
    this.droppedDrafts.push(key);
  }

  setInput(text: string, { isBlock = false }: InputOptions = {}): void {
    this.input = text;
    this.isBlock = isBlock;
  }

  alert(alert: Alert): void {
    this.alerts.push(alert);
  }

  clear(): void {
    this.printed = [];
  }

  openEditor = (): Promise<string | undefined> => Promise.resolve(this.edited);
  ask = (): Promise<string | undefined> => Promise.resolve(this.answer);
  close = (): Promise<void> => Promise.resolve();

  // --- the side of the test ---------------------------------------------------

  /** What was printed since the last call. */
  takePrinted(): string[] {
    return this.printed.splice(0).map((line) =>
      line.replace(/^\d\d:\d\d /, "HH:MM ")
    );
  }

  /** The status line for a window of so many columns. */
  statusFor(columns: number): string | undefined {
    return this.#status && textOf(this.#status(columns));
  }

  /** Presses a key, and gives whether it is bound to something now. */
  press(key: string): boolean {
    return this.#keys.run(key, {
      isEmpty: this.input === "",
      settle: () => {},
    });
  }

  /** What Tab offers behind a text. */
  complete(text: string): readonly string[] {
    return this.#complete(text, text.length)?.candidates ?? [];
  }

  /** Changes the text of the input line, without sending it. */
  change(text: string): void {
    this.#onInput(text);
  }
}

function textOf(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join("");
}
