import { Pane, quote } from "../e2e/pane.ts";
import { createHome, removeHome } from "./home.ts";

/** Wide enough that no row wraps. */
const WINDOW = { columns: 250, rows: 50 };

/** How a client shows what happens in a channel: patterns for one row. */
export interface Rows {
  said(nick: string, text: string): string;
  acted(nick: string, text: string): string;
  joined(nick: string, channel: string): string;
  left(nick: string, channel: string, reason: string): string;
  quit(nick: string, reason: string): string;
  renamed(nick: string, newNick: string): string;
  setTopic(nick: string, channel: string, topic: string): string;
  kicked(nick: string, channel: string, by: string, reason: string): string;
  invitedBy(nick: string, channel: string): string;
}

/** Whom to connect as, and where. */
export interface StartOptions {
  /** The server's, on this machine. */
  readonly port: number;
  readonly nick: string;
}

/** An IRC client for terminals, as people install it. */
export interface TerminalProgram {
  readonly name: "irssi" | "weechat";
  readonly rows: Rows;
  /** The files of its folder, before it is started. */
  readonly files: Readonly<Record<string, string>>;
  /** The command of the shell that starts it, and connects. */
  start(options: StartOptions & { readonly home: string }): string;
  /** The command that shows what the server says. */
  readonly showServer: string;
}

/**
 * irssi, with seconds on its clock, which is to be the server's. It sends five
 * commands at once and then one every 2.2 seconds, which no test waits for.
 */
export const IRSSI: TerminalProgram = {
  name: "irssi",
  rows: {
    said: (nick, text) => `<[ @%+]?${nick}> ${text}`,
    acted: (nick, text) => ` \\* ${nick} ${text}`,
    joined: (nick, channel) => `-!- ${nick} \\[\\S+\\] has joined ${channel}`,
    left: (nick, channel, reason) =>
      `-!- ${nick} \\[\\S+\\] has left ${channel} \\[${reason}\\]`,
    quit: (nick, reason) => `-!- ${nick} \\[\\S+\\] has quit \\[${reason}\\]`,
    renamed: (nick, newNick) => `-!- ${nick} is now known as ${newNick}`,
    setTopic: (nick, channel, topic) =>
      `-!- ${nick} changed the topic of ${channel} to: ${topic}`,
    kicked: (nick, channel, by, reason) =>
      `-!- ${nick} was kicked from ${channel} by ${by} \\[${reason}\\]`,
    invitedBy: (nick, channel) => `-!- ${nick} invites you to ${channel}`,
  },
  files: {
    startup: [
      "/set timestamp_format %H:%M:%S",
      "/set show_server_time on",
      "/set window_auto_change on",
      "/set cmds_max_at_once 100",
      "/set cmd_queue_speed 10msecs",
    ].join("\n"),
  },
  start: ({ home, port, nick }) =>
    `irssi --home=${home} -c 127.0.0.1 -p ${port} -n ${quote(nick)}`,
  showServer: "/window 1",
};

/** WeeChat, without the bars at its sides. */
export const WEECHAT: TerminalProgram = {
  name: "weechat",
  rows: {
    said: (nick, text) => ` *[@%+]?${nick} \\| ${text}`,
    acted: (nick, text) => ` *\\* \\| ${nick} ${text}`,
    joined: (nick, channel) =>
      ` *--> \\| ${nick} \\(.*\\) has joined ${channel}`,
    left: (nick, channel, reason) =>
      ` *<-- \\| ${nick} \\(\\S+\\) has left ${channel} \\(${reason}\\)`,
    quit: (nick, reason) =>
      ` *<-- \\| ${nick} \\(\\S+\\) has quit \\(${reason}\\)`,
    renamed: (nick, newNick) => ` *-- \\| ${nick} is now known as ${newNick}`,
    setTopic: (nick, channel, topic) =>
      ` *-- \\| ${nick} has changed topic for ${channel} (?:from ".*" )?` +
      `to "${topic}"`,
    kicked: (nick, _channel, by, reason) =>
      ` *<-- \\| ${by} has kicked ${nick} \\(${reason}\\)`,
    invitedBy: (nick, channel) =>
      ` *-- \\| You have been invited to ${channel} by ${nick}`,
  },
  files: {},
  start: ({ home, port, nick }) => {
    const commands = [
      "/bar hide buflist",
      "/bar hide nicklist",
      // When a channel was made is told whenever the answer comes.
      "/set irc.look.display_join_message 332,333,366",
      "/set irc.look.server_buffer independent",
      // Two seconds between messages, which no test waits for.
      "/set irc.server_default.anti_flood_prio_high 0",
      "/set irc.server_default.anti_flood_prio_low 0",
      "/set typing.look.enabled_nicks on",
      "/set typing.look.enabled_self on",
      "/set irc.look.typing_status_nicks on",
      "/set irc.look.typing_status_self on",
      `/server add chat 127.0.0.1/${port} -notls -nicks=${nick}`,
      "/connect chat",
      "/buffer server.chat",
    ].join(";");
    return `weechat -d ${home} -r ${quote(commands)}`;
  },
  showServer: "/buffer server.chat",
};

/** One that runs in tmux, with a folder of its own. */
export class TerminalClient implements AsyncDisposable {
  readonly #home: string;
  readonly #pane: Pane;

  private constructor(name: string, home: string) {
    this.#home = home;
    this.#pane = new Pane({ name: `interop-${name}`, ...WINDOW });
  }

  /** Starts it, and waits until the server has welcomed it. */
  static async start(
    { name, files, start }: TerminalProgram,
    options: StartOptions,
  ): Promise<TerminalClient> {
    const home = await createHome(name, files);
    const client = new TerminalClient(name, home);
    try {
      const env = `env HOME=${home} LC_ALL=C.UTF-8 TZ=UTC`;
      await client.#pane.open(`exec ${env} ${start({ ...options, home })}`);
      await client.waitFor(/Welcome to/);
      return client;
    } catch (error) {
      await client[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Types a line. */
  async type(line: string): Promise<void> {
    await this.#pane.press("-l", line);
    await this.#pane.press("Enter");
  }

  /** Types the start of a line. */
  async typePart(text: string): Promise<void> {
    await this.#pane.press("-l", text);
  }

  /** Waits until the screen fits, and gives its rows that are not blank. */
  waitFor(pattern: RegExp): Promise<string[]> {
    return this.#pane.waitFor(pattern);
  }

  /**
   * Waits until the screen has rows of each kind, in this order and next to
   * one another.
   */
  waitForRows(...rows: readonly string[]): Promise<string[]> {
    const lines = rows.map((row) => `^\\d\\d:\\d\\d:\\d\\d ?${row} *$`);
    return this.waitFor(new RegExp(lines.join("\\n"), "mu"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#pane[Symbol.asyncDispose]();
    } finally {
      await removeHome(this.#home);
    }
  }
}
