import { foldName } from "../../protocol/names.ts";
import type { Clock } from "../clock.ts";
import { runInput } from "../commands.ts";
import { isExpected } from "../is_expected.ts";
import type { SaveFiles } from "../save_files.ts";
import type { SecretContext } from "../secret_input.ts";
import { SettingsControl } from "../settings_control.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Buffer } from "./buffers.ts";
import { ChatScreen } from "./chat_screen.ts";
import { complete } from "./completion.ts";
import { listSources } from "./completion_sources.ts";
import { EventRouter } from "./event_router.ts";
import { ReadMarks } from "./read_marks.ts";
import { SessionContext } from "./session_context.ts";
import { bindKeys } from "./session_keys.ts";
import type { SessionLink } from "./session_link.ts";
import { SessionPast } from "./session_past.ts";
import { TypingSender, type TypingState } from "./typing_sender.ts";
import { UnsaidError } from "./unsaid_error.ts";

/** What a session needs. */
export interface SessionDeps {
  readonly link: SessionLink;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Takes leave when aborted. */
  readonly signal: AbortSignal;
  /** Default: settings that are not kept. */
  readonly settings?: SettingsControl;
  /** Missing: nothing can be saved. */
  readonly files?: SaveFiles;
  /** What the person should know before all else. */
  readonly notices?: readonly string[];
}

/** A person at a terminal in a chat, from the welcome to the goodbye. */
export class Session {
  readonly #link: SessionLink;
  readonly #terminal: Terminal;
  readonly #signal: AbortSignal;
  readonly #settings: SettingsControl;
  readonly #notices: readonly string[];
  readonly #screen: ChatScreen;
  readonly #router: EventRouter;
  readonly #context: SessionContext;
  readonly #past: SessionPast;
  readonly #marks: ReadMarks;
  readonly #typing: TypingSender;
  readonly #leaving = new AbortController();
  /** What is in the input line, and for which buffer. */
  #typed = "";
  #typedIn: Buffer | undefined;
  /** What was typed last for each buffer. */
  readonly #drafts = new WeakMap<Buffer, string>();
  /** What nobody expected to go wrong with what was typed. */
  #failure: { readonly error: unknown } | undefined;

  constructor(
    { link, terminal, clock, signal, settings, files, notices = [] }:
      SessionDeps,
  ) {
    this.#link = link;
    this.#terminal = terminal;
    this.#signal = signal;
    this.#notices = notices;
    this.#settings = settings ?? new SettingsControl();
    this.#screen = new ChatScreen({ terminal, link, clock });
    const common = {
      terminal,
      clock,
      screen: this.#screen,
      settings: this.#settings,
    };
    this.#router = new EventRouter({ ...common, state: link.state });
    this.#marks = new ReadMarks({ ...common, link });
    this.#past = new SessionPast({
      ...common,
      link,
      ...(files && { files }),
      signal: this.#leaving.signal,
      later: (act) => this.#later(act),
    });
    this.#context = new SessionContext({
      ...common,
      link,
      past: this.#past,
      router: this.#router,
      attempt: (act) => this.#attempt(act),
      quit: (text) => this.#quit(text),
    });
    this.#typing = new TypingSender(
      clock,
      (target, state) => this.#tellTyping(target, state),
    );
  }

  /**
   * Enters the channels, the first of them to talk in, and lets the person talk
   * until one side has had enough.
   *
   * @throws {JoinError} If the connection is lost for good.
   */
  async run(channels: readonly string[]): Promise<void> {
    this.#listenToKeys();
    this.#screen.open();
    for (const notice of this.#notices) this.#screen.warn(notice);
    if (channels[0] !== undefined) this.#router.wanted = foldName(channels[0]);
    for (const channel of channels) this.#link.send("JOIN", channel);
    const leave = () => this.#quit("");
    this.#signal.addEventListener("abort", leave);
    if (this.#signal.aborted) leave();
    this.#readInput().catch((error) => {
      this.#failure = { error };
      leave();
    });
    try {
      for await (const event of this.#link.events()) {
        this.#router.apply(event);
        this.#past.noteEvent(event);
        this.#marks.look();
        // Whoever reads slowly keeps the server waiting, and loses nothing.
        await this.#terminal.caughtUp(this.#leaving.signal);
      }
    } finally {
      this.#signal.removeEventListener("abort", leave);
      this.#typing.sent();
      this.#marks.stop();
      this.#leaving.abort();
      await this.#past.settled();
      this.#screen.close();
    }
    if (this.#failure) throw this.#failure.error;
  }

  /** Where plain text would go now, and whom `/reply` answers. */
  get place(): Omit<SecretContext, "aliases"> {
    return {
      current: this.#context.current,
      lastSender: this.#router.lastSender,
    };
  }

  /** That somebody cannot be told of it is nothing to be told of. */
  #tellTyping(target: string, state: TypingState): void {
    try {
      this.#link.sayTags(target, new Map([["+typing", state]]));
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
  }

  #quit(text: string): void {
    this.#marks.flush();
    this.#link.quit(text);
    this.#leaving.abort();
  }

  async #readInput(): Promise<void> {
    for await (const text of this.#terminal.lines) {
      this.#typing.sent();
      // Whoever says something now does not want to wait.
      if (text.trim() !== "") this.#link.retryNow();
      this.#past.noteTyped(text);
      this.#attempt(() => this.#run(text));
      this.#marks.look();
    }
  }

  #run(text: string): void {
    try {
      runInput(text, this.#context);
    } catch (error) {
      if (error instanceof UnsaidError) {
        // Nor is lost what was typed since.
        this.#typed = this.#typed === "" ? text : `${text}\n${this.#typed}`;
        this.#terminal.setInput(this.#typed);
      }
      throw error;
    }
  }

  /** Does something, and says what is wrong with what the person asked for. */
  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!isExpected(error)) throw error;
      this.#screen.showError(error.message);
    }
  }

  /** As `#attempt`, for what takes a while. */
  #later(act: () => Promise<void>): void {
    act().catch((error) => {
      if (this.#leaving.signal.aborted) return;
      try {
        this.#attempt(() => {
          throw error;
        });
      } catch {
        this.#failure = { error };
        this.#quit("");
      }
    });
  }

  #listenToKeys(): void {
    bindKeys({
      terminal: this.#terminal,
      screen: this.#screen,
      marks: this.#marks,
      past: this.#past,
      attempt: (act) => this.#attempt(act),
    });
    this.#terminal.setCompleter((text, cursor) =>
      complete(
        text,
        cursor,
        listSources(this.#link.state, this.#screen, this.#settings),
      )
    );
    this.#terminal.onInput((text) => this.#noteInput(text));
  }

  #noteInput(text: string): void {
    const { current } = this.#screen.buffers;
    const before = this.#drafts.get(current) ?? "";
    // To look at another draft, or to be carried there, is not to type.
    const isSwitched = current !== this.#typedIn &&
      (text === before || text === this.#typed);
    this.#typed = text;
    this.#past.noteInput(text);
    this.#typedIn = current;
    this.#drafts.set(current, text);
    if (isSwitched || !this.#settings.now.typing) this.#typing.stop();
    else this.#typing.update(text, this.#context.listener);
  }
}
