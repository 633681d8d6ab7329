import { foldName } from "../../protocol/names.ts";
import type { CommandView } from "../command_row.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { ChatScreen } from "./chat_screen.ts";
import type { EventRouter } from "./event_router.ts";
import type { RecentMessage } from "../recent_message.ts";
import type { SessionLink } from "./session_link.ts";

/** What a `SessionView` needs. */
export interface SessionViewDeps {
  readonly link: SessionLink;
  readonly terminal: Terminal;
  readonly screen: ChatScreen;
  readonly router: EventRouter;
}

/** The buffers and the window of a session, as commands see them. */
export class SessionView implements CommandView {
  readonly #deps: SessionViewDeps;

  constructor(deps: SessionViewDeps) {
    this.#deps = deps;
  }

  get lastSender(): string | undefined {
    return this.#deps.router.lastSender;
  }

  query(nick: string): void {
    const { screen } = this.#deps;
    const buffer = screen.buffers.open("direct", nick);
    if (!buffer) {
      throw new RangeError(
        `Cannot open ${nick} as there are too many buffers: /close some`,
      );
    }
    screen.switchTo(buffer);
  }

  switchTo(text: string): void {
    const { screen } = this.#deps;
    const { buffers } = screen;
    const found = buffers.search(text) ??
      (foldName(text) === foldName(screen.nameOf(buffers.server))
        ? buffers.server
        : undefined);
    if (!found) {
      throw new RangeError(
        `Cannot switch to "${text}" as there is no such buffer: /buffer lists ` +
          "them, /join and /query open one",
      );
    }
    screen.switchTo(found);
  }

  listBuffers(): void {
    const { screen } = this.#deps;
    screen.buffers.list.forEach((buffer, number) => {
      const { unread, mentions } = buffer;
      const mark = buffer === screen.buffers.current ? "*" : " ";
      const counts = unread === 0 ? "" : `  ${unread} unread` +
        (mentions === 0 ? "" : `, ${mentions} for you`);
      screen.show(`${mark}${number} ${screen.nameOf(buffer)}${counts}`);
    });
  }

  clear(): void {
    this.#deps.terminal.clear();
  }

  edit(): void {
    const { screen, terminal } = this.#deps;
    const buffer = screen.buffers.current;
    void terminal.openEditor("").then((text) => {
      const written = text?.trimEnd() ?? "";
      if (written === "") return;
      // It may have been closed meanwhile.
      if (screen.buffers.list.includes(buffer)) screen.switchTo(buffer);
      terminal.setInput(written);
    });
  }

  paste(): void {
    this.#deps.terminal.setInput("", { isBlock: true });
  }

  back(
    count: number,
    who: "all" | "others" | "own",
  ): RecentMessage | undefined {
    return this.#deps.screen.buffers.current.recent.back(count, who);
  }

  describeSelf(): string {
    const { state, address } = this.#deps.link;
    const source = state.source === undefined ? "" : ` (${state.source})`;
    const channels = [...state.channels.values()].map(({ name }) => name);
    const where = channels.length === 0
      ? "in no channel"
      : `in ${channels.join(", ")}`;
    const away = state.isAway ? ", away" : "";
    return `You are ${state.nick}${source} at ${state.network} (${address}), ` +
      where + away;
  }

  describeLink(): string {
    const { link, screen } = this.#deps;
    const { kind, name } = screen.buffers.current;
    // The shell must not see a comment in `#`.
    const path = kind === "channel"
      ? `/${encodeURIComponent(name.replace(/^#(?=[^#])/, ""))}`
      : "";
    return `chat join irc://${link.address}${path}`;
  }
}
