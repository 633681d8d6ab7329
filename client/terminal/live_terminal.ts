import type { Alert } from "./alert.ts";
import { Bindings, type BindOptions, type BoundAction } from "./bindings.ts";
import { cleanText } from "./clean_text.ts";
import type { Completer } from "./completion.ts";
import { Composer, type ComposerAction } from "./composer.ts";
import { systemDevice } from "./device.ts";
import { editWithEditor } from "./editor.ts";
import { faultNotice } from "./fault_notice.ts";
import type { FooterContent, Row } from "./footer.ts";
import type { Key } from "./key_decoder.ts";
import { Keyboard } from "./keyboard.ts";
import { Lender } from "./lender.ts";
import { Painter } from "./painter.ts";
import { cutNotice, MAX_PASTE_CHARACTERS } from "./paste.ts";
import { type AskOptions, Question, type QuestionAction } from "./question.ts";
import { Queue } from "./queue.ts";
import { Screen } from "./screen.ts";
import type {
  DraftOptions,
  InputOptions,
  PrintOptions,
  TerminalDeps,
} from "./terminal_options.ts";
import type { Span } from "./view.ts";

/** The terminal of `openTerminal`: joins what is typed to what is shown. */
export class LiveTerminal {
  readonly lines = new Queue<string>();
  readonly #leaving = new AbortController();
  readonly signal = this.#leaving.signal;
  readonly #hurrying = new AbortController();
  readonly urgent = this.#hurrying.signal;
  readonly #painter: Painter;
  readonly #keyboard: Keyboard;
  readonly #lender: Lender;
  readonly #composer: Composer;
  readonly #bindings = new Bindings();
  #question: Question | undefined;
  #waiting: readonly string[] = [];
  #status: Row | undefined;
  #prompt = "> ";
  #hasFocus = true;
  #onInput = (_text: string): void => {};

  constructor(deps: TerminalDeps) {
    const { clock, canSuspend = false } = deps;
    const device = deps.device ?? systemDevice({ canSuspend });
    this.#composer = new Composer(deps.history);
    const screen = new Screen({
      device,
      clock,
      onResize: () => this.#painter.schedule(),
      onSuspend: () => void this.#lender.suspend("program"),
    });
    this.#painter = new Painter({
      screen,
      clock,
      footer: () => this.#footer(),
      onGone: () => this.#leave(),
    });
    this.#keyboard = new Keyboard({
      read: (buffer) => screen.read(buffer),
      clock,
      onKeys: (keys) => this.#applyKeys(keys),
      onError: (error) => this.#painter.print(faultNotice(error)),
      settled: () => this.lines.idle(),
    });
    this.#lender = new Lender({
      painter: this.#painter,
      keyboard: this.#keyboard,
      device,
      clock,
      edit: deps.edit ?? editWithEditor,
      onLend: deps.onLend ?? (() => {}),
    });
  }

  get hasFocus(): boolean {
    return this.#hasFocus;
  }

  start(): void {
    this.#painter.schedule();
    void this.#keyboard.run().then(() => this.#leave());
  }

  print(text: string | readonly Span[], options: PrintOptions = {}): void {
    const spans = typeof text === "string" ? [{ text }] : text;
    this.#painter.print({ spans, indent: options.indent ?? 2 });
  }

  setWaiting(texts: readonly string[]): void {
    this.#waiting = texts;
    this.#painter.schedule();
  }

  setStatus(status: Row | undefined): void {
    this.#status = status;
    this.#painter.schedule();
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt;
    this.#painter.schedule();
  }

  bind(name: string, act: BoundAction, options?: BindOptions): void {
    this.#bindings.bind(name, act, options);
  }

  useDraft(key: string, options?: DraftOptions): void {
    this.#composer.useDraft(key, options);
    this.#painter.schedule();
  }

  dropDraft(key: string): void {
    this.#composer.dropDraft(key);
  }

  setInput(text: string, options?: InputOptions): void {
    this.#composer.setText(text, options);
    this.#painter.schedule();
  }

  setCompleter(complete: Completer): void {
    this.#composer.setCompleter(complete);
  }

  onInput(listener: (text: string) => void): void {
    this.#onInput = listener;
  }

  alert(alert: Alert): void {
    this.#painter.alert(alert);
  }

  ask(question: string, options?: AskOptions): Promise<string | undefined> {
    if (this.signal.aborted) return Promise.resolve(undefined);
    this.#question = new Question(question, options);
    this.#painter.schedule();
    return this.#question.answered;
  }

  caughtUp(signal: AbortSignal): Promise<void> {
    return this.#painter.caughtUp(signal);
  }

  clear(): void {
    this.#painter.clear();
  }

  async openEditor(text: string): Promise<string | undefined> {
    if (this.signal.aborted) return undefined;
    const edited = await this.#lender.edit(text);
    if (edited === undefined) return undefined;
    if (edited.length > MAX_PASTE_CHARACTERS) this.print(cutNotice("wrote"));
    return cleanText(edited.slice(0, MAX_PASTE_CHARACTERS));
  }

  async close(): Promise<void> {
    // Keys are read on meanwhile, for the one that means: at once.
    this.#leave();
    this.#lender.callOff();
    if (this.#lender.ended) await this.#lender.ended;
    await this.#painter.close(this.urgent);
    this.#keyboard.close();
  }

  /** Gives whether something was called that may want the terminal. */
  #applyKeys(keys: readonly Key[]): boolean {
    this.#painter.schedule();
    if (this.#lender.takeKeys(keys)) return true;
    const before = this.#composer.text;
    let hasActed = false;
    for (const key of keys) hasActed = this.#applyKey(key) || hasActed;
    if (this.#composer.text !== before) this.#onInput(this.#composer.text);
    return hasActed;
  }

  #applyKey(key: Key): boolean {
    if (key.name === "focusin" || key.name === "focusout") {
      this.#hasFocus = key.name === "focusin";
      this.#bindings.run(key.name);
      return false;
    }
    if (!this.#question && this.#bindings.run(key.name, this.#composer)) {
      return true;
    }
    const action = (this.#question ?? this.#composer).applyKey(key);
    if (key.isCut) this.print(cutNotice("pasted"));
    if (key.name === "ctrl+c" && this.signal.aborted) this.#hurrying.abort();
    else if (action) this.#act(action);
    return action !== undefined;
  }

  #act(action: ComposerAction | QuestionAction): void {
    switch (action.type) {
      case "submit":
        if (this.#question) this.#answer(action.text);
        else this.lines.push(action.text);
        break;
      case "give-up":
        return this.#answer(undefined);
      case "leave":
        return this.#leave();
      case "repaint":
        return this.clear();
      case "suspend":
        void this.#lender.suspend("job");
        break;
      case "edit":
        void this.#editInput();
        break;
    }
  }

  async #editInput(): Promise<void> {
    const { draft, text } = this.#composer;
    const edited = await this.openEditor(text);
    if (edited === undefined) return;
    this.#composer.setText(edited, { draft });
    this.#painter.schedule();
    if (draft === this.#composer.draft) this.#onInput(edited);
  }

  #answer(typed: string | undefined): void {
    const shown = this.#question?.answer(typed);
    this.#question = undefined;
    if (shown !== undefined) this.print(shown);
    this.#painter.schedule();
  }

  #leave(): void {
    this.#leaving.abort();
    this.#answer(undefined);
    this.lines.close();
  }

  #footer(): FooterContent {
    const others = { waiting: this.#waiting, status: this.#status };
    if (this.#lender.waitsForKey) {
      const prompt = "Press a key to open the editor ";
      return { ...others, prompt, text: "", cursor: 0 };
    }
    if (this.#question) return { ...others, ...this.#question.view };
    return { ...others, prompt: this.#prompt, ...this.#composer.view };
  }
}
