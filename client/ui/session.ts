import { ProtocolError } from "../../protocol/errors.ts";
import { foldName } from "../../protocol/names.ts";
import type { Clock } from "../clock.ts";
import { COMMANDS, runInput } from "../commands.ts";
import type { SecretContext } from "../secret_input.ts";
import { SETTING_ROWS } from "../settings.ts";
import { SettingsControl } from "../settings_control.ts";
import { type SaveFile, saveNothing } from "../save_file.ts";
import type { Completion, Terminal } from "../terminal/terminal.ts";
import type { Buffer } from "./buffers.ts";
import { ChatScreen } from "./chat_screen.ts";
import { complete } from "./completion.ts";
import { EventRouter } from "./event_router.ts";
import { SessionContext } from "./session_context.ts";
import type { SessionLink } from "./session_link.ts";
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
  /** What the person should know before all else. */
  readonly notices?: readonly string[];
  /** Default: no files are written. */
  readonly save?: SaveFile;
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
    {
      link,
      terminal,
      clock,
      signal,
      settings,
      notices = [],
      save = saveNothing,
    }: SessionDeps,
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
    this.#context = new SessionContext({
      ...common,
      link,
      router: this.#router,
      save,
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
        // Whoever reads slowly keeps the server waiting, and loses nothing.
        await this.#terminal.caughtUp(this.#leaving.signal);
      }
    } finally {
      this.#signal.removeEventListener("abort", leave);
      this.#typing.sent();
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
    this.#link.quit(text);
    this.#leaving.abort();
  }

  async #readInput(): Promise<void> {
    for await (const text of this.#terminal.lines) {
      this.#typing.sent();
      // Whoever says something now does not want to wait.
      if (text.trim() !== "") this.#link.retryNow();
      this.#attempt(() => this.#run(text));
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

  #listenToKeys(): void {
    const { buffers } = this.#screen;
    const switchTo = (find: () => typeof buffers.current | undefined) => () => {
      const buffer = find();
      if (buffer) this.#screen.switchTo(buffer);
    };
    for (let number = 0; number <= 9; number++) {
      this.#terminal.bind(
        `alt+${number}`,
        switchTo(() => buffers.list[number]),
      );
    }
    this.#terminal.bind("alt+left", switchTo(() => buffers.neighbour(-1)));
    this.#terminal.bind("alt+right", switchTo(() => buffers.neighbour(1)));
    this.#terminal.bind("alt+a", switchTo(() => buffers.nextUnread()));
    this.#terminal.setCompleter((text, cursor) => this.#complete(text, cursor));
    this.#terminal.onInput((text) => this.#noteInput(text));
  }

  #noteInput(text: string): void {
    const { current } = this.#screen.buffers;
    const before = this.#drafts.get(current) ?? "";
    // To look at another draft, or to be carried there, is not to type.
    const isSwitched = current !== this.#typedIn &&
      (text === before || text === this.#typed);
    this.#typed = text;
    this.#typedIn = current;
    this.#drafts.set(current, text);
    if (isSwitched || !this.#settings.now.typing) this.#typing.stop();
    else this.#typing.update(text, this.#context.listener);
  }

  #complete(text: string, cursor: number): Completion | undefined {
    const { list, current } = this.#screen.buffers;
    const channels = [...this.#link.state.channels.values()];
    const members = channels
      .find(({ name }) => foldName(name) === foldName(current.name))?.members;
    return complete(text, cursor, {
      commands: COMMANDS,
      aliases: Object.keys(this.#settings.now.aliases),
      nicks: [
        ...current.recent.speakers(),
        ...list.filter(({ kind }) => kind === "direct").map(({ name }) => name),
        ...Array.from(members?.values() ?? [], ({ nick }) => nick),
      ],
      channels: channels.map(({ name }) => name),
      buffers: list.map((buffer) => this.#screen.nameOf(buffer)),
      settings: SETTING_ROWS.map(({ key }) => key),
    });
  }
}

/** Whether it says that what was asked for cannot be done. */
function isExpected(error: unknown): error is ProtocolError | RangeError {
  return error instanceof RangeError || error instanceof ProtocolError;
}
