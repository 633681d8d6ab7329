import { foldName, isChannelTarget } from "../../protocol/names.ts";
import { LAG_TOKEN } from "../apply_replies.ts";
import type { Clock } from "../clock.ts";
import type { CommandPast } from "../command_past.ts";
import { oneLine } from "../command_words.ts";
import type {
  CommandContext,
  CommandView,
  SpeechOptions,
} from "../command_row.ts";
import type { SettingsControl } from "../settings_control.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { ChatScreen } from "./chat_screen.ts";
import type { EventRouter } from "./event_router.ts";
import type { RecentMessage } from "../recent_message.ts";
import { SessionView } from "./session_view.ts";
import { UnsaidError } from "./unsaid_error.ts";
import type { SessionLink } from "./session_link.ts";

/** What a `SessionContext` needs. */
export interface SessionContextDeps {
  readonly link: SessionLink;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly screen: ChatScreen;
  readonly router: EventRouter;
  readonly settings: SettingsControl;
  readonly past: CommandPast;
  /** Does something, and shows what a person should know of its failure. */
  readonly attempt: (act: () => void) => void;
  /** Takes leave. */
  readonly quit: (text: string) => void;
}

/** Marks who may keep order: what stands before a voice's `+`. */
const OPERATOR_MARKS = /[~&@%!]/;

/** What commands do in a session. */
export class SessionContext implements CommandContext {
  readonly settings: SettingsControl;
  readonly view: CommandView;
  readonly past: CommandPast;
  readonly #deps: SessionContextDeps;

  constructor(deps: SessionContextDeps) {
    this.#deps = deps;
    this.settings = deps.settings;
    this.past = deps.past;
    this.view = new SessionView(deps);
  }

  get current(): string | undefined {
    const { current } = this.#deps.screen.buffers;
    return current.kind === "server" ? undefined : current.name;
  }

  get nick(): string {
    return this.#deps.link.state.nick;
  }

  get isOperator(): boolean {
    const { state } = this.#deps.link;
    const { members } = state.channels.get(foldName(this.current ?? "")) ?? {};
    const own = members?.get(foldName(state.nick));
    return OPERATOR_MARKS.test(own?.prefix ?? "");
  }

  show(text: string): void {
    this.#deps.screen.show(text);
  }

  send(command: string, ...params: string[]): void {
    this.#deps.link.send(command, ...params);
    this.#deps.screen.refresh();
  }

  say(
    target: string,
    text: string,
    { kind = "message", replyTo }: SpeechOptions = {},
  ): void {
    const options = replyTo === undefined ? {} : { replyTo };
    const { link, screen } = this.#deps;
    if (this.#isLeft(target)) {
      throw new UnsaidError(
        `Cannot say that as you are no longer in ${target}: ` +
          `/join ${target} goes back, /close closes it`,
      );
    }
    try {
      link.say(target, text, kind, options);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UnsaidError(error.message, { cause: error });
    }
    if (foldName(target) !== foldName(this.current ?? "")) {
      screen.show(`→ ${target}: ${oneLine(text)}`);
    }
    screen.refresh();
  }

  /** Whom it may be told that one types. */
  get listener(): string | undefined {
    const { current } = this;
    return current === undefined || this.#isLeft(current) ? undefined : current;
  }

  react({ id }: RecentMessage, reaction: string): void {
    if (this.current === undefined || id === undefined) return;
    const tags = new Map([["+draft/react", reaction], ["+draft/reply", id]]);
    this.#deps.link.sayTags(this.current, tags);
  }

  enter(channel: string, key?: string): void {
    const { link, router, screen } = this.#deps;
    const joined = link.state.channels.get(foldName(channel));
    if (!joined) {
      router.wanted = foldName(channel);
      this.send("JOIN", channel, ...(key === undefined ? [] : [key]));
      return;
    }
    const buffer = screen.buffers.open("channel", joined.name);
    if (buffer) screen.switchTo(buffer);
    this.show(`You are in ${joined.name}`);
  }

  leave(target: string, text: string): void {
    const { link, screen } = this.#deps;
    const buffer = screen.buffers.find(target);
    const isIn = link.state.channels.has(foldName(target));
    if (buffer && (!isIn || !isChannelTarget(target))) {
      screen.closeBuffer(buffer);
    } else this.send("PART", target, ...(text === "" ? [] : [text]));
  }

  ping(): void {
    this.send("PING", `${LAG_TOKEN}${this.#deps.clock.now()}`);
  }

  askSecret(question: string, use: (answer: string) => void): void {
    const { attempt, terminal } = this.#deps;
    void terminal.ask(question, { secret: true }).then((answer) => {
      if (answer) attempt(() => use(answer));
    });
  }

  quit(text: string): void {
    this.#deps.quit(text);
  }

  /** Whether it is the channel that is shown, and we are not in it. */
  #isLeft(target: string): boolean {
    const { link, screen: { buffers: { current } } } = this.#deps;
    const folded = foldName(target);
    const isIn = [...link.state.channels.values()]
      .some(({ name }) => foldName(name) === folded);
    return current.kind === "channel" && foldName(current.name) === folded &&
      !isIn;
  }
}
