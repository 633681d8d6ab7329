import { foldName } from "../protocol/names.ts";
import { toVisible } from "../protocol/visible.ts";
import { delay } from "./clock.ts";
import type { Hub } from "./hub.ts";
import { toTextParts } from "./long_text.ts";
import { LOBBY } from "./options.ts";
import { toPlainLines } from "./plain_format.ts";
import type { Session } from "./session.ts";

/** Where the person at the server types and reads. */
export interface ConsoleIo {
  /** What is typed; `undefined` stands for a line that is too long. */
  readonly lines: AsyncIterable<string | undefined>;
  /** Shows one line; it holds nothing that could control a terminal. */
  print(text: string): void;
}

/** What a console is made of. */
export interface ConsoleOptions {
  readonly io: ConsoleIo;
  /** Ends the server. */
  readonly quit: (reason: string) => void;
}

interface ConsoleCommand {
  readonly params: string;
  readonly help: string;
  readonly run: (rest: string) => void | Promise<void>;
}

/**
 * The server's console: what is typed is said in the lobby from the server, and
 * reaches those who are elsewhere as a notice; what is said there is shown.
 */
export class Console {
  readonly #hub: Hub;
  readonly #io: ConsoleIo;
  readonly #commands: ReadonlyMap<string, ConsoleCommand>;

  constructor(hub: Hub, { io, quit }: ConsoleOptions) {
    this.#hub = hub;
    this.#io = io;
    this.#commands = new Map<string, ConsoleCommand>([
      ["help", {
        params: "",
        help: "this list",
        run: () => this.#help(),
      }],
      ["names", {
        params: "",
        help: "who is here, and where",
        run: () => this.#names(),
      }],
      ["kick", {
        params: "nick [reason]",
        help: "close somebody's connection",
        run: (rest) => this.#kick(rest),
      }],
      ["announce", {
        params: "text",
        help: "a notice to everybody",
        run: (rest) => this.#announce(rest),
      }],
      ["quit", {
        params: "[reason]",
        help: "stop the server",
        run: (rest) => quit(toVisible(rest)),
      }],
    ]);
  }

  /** Serves the console until its input ends. */
  async run(): Promise<void> {
    const { lobby } = this.#hub;
    lobby.watcher = (message) => {
      for (const line of toPlainLines(message)) this.#io.print(line);
    };
    for await (const line of this.#io.lines) await this.#handleLine(line);
  }

  async #handleLine(line: string | undefined): Promise<void> {
    if (line === undefined) return this.#tell("Not said: the line is too long");
    if (line.trim() === "") return;
    if (!line.startsWith("/")) return await this.#say(line);
    if (line.startsWith("//")) return await this.#say(line.slice(1));
    const [, name = "", rest = ""] = /^\/(\S*)\s*(.*)$/s.exec(line)!;
    const command = this.#commands.get(name.toLowerCase());
    if (command !== undefined) return await command.run(rest.trimEnd());
    this.#tell(`There is no /${name}: /help lists what there is`);
  }

  #tell(text: string): void {
    this.#io.print(`-- ${toVisible(text)}`);
  }

  async #say(text: string): Promise<void> {
    const { lobby } = this.#hub;
    let count = 0;
    for (const parts of toTextParts(text)) {
      // What is long enough for several messages gives others time to read.
      if (count++ > 0) await delay(this.#hub.clock, 1);
      const msgid = this.#hub.nextMessageId();
      lobby.broadcast(
        "text" in parts
          ? this.#hub.create("PRIVMSG", [LOBBY, parts.text], { msgid })
          : this.#hub.create("PRIVMSG", [LOBBY], { msgid, lines: parts.lines }),
      );
    }
    this.#notify(text, (session) => !lobby.members.has(session));
  }

  #announce(text: string): void {
    if (text === "") return this.#tell("Usage: /announce text");
    this.#notify(text, () => true);
    this.#tell(`Announced to ${this.#hub.userCounts.now}: ${text}`);
  }

  #notify(text: string, isMeant: (session: Session) => boolean): void {
    const texts = [...toTextParts(text)].flatMap((parts) =>
      "text" in parts ? parts.text : parts.lines.map(({ text }) => text)
    );
    for (const session of this.#hub.registry.sessions()) {
      if (!isMeant(session)) continue;
      for (const line of texts) {
        if (line === "") continue;
        session.send(this.#hub.create("NOTICE", [session.target, line]));
      }
    }
  }

  #names(): void {
    const sessions = [...this.#hub.registry.sessions()];
    this.#tell(`${sessions.length} here`);
    for (const session of sessions) {
      const channels = [...session.channels].map(({ name }) => name).join(" ");
      const { address } = session.connection;
      this.#tell(`${session.target} (${address}) ${channels}`.trimEnd());
    }
  }

  #kick(rest: string): void {
    const [, nick = "", reason = ""] = /^(\S*)\s*(.*)$/s.exec(rest)!;
    if (nick === "") return this.#tell("Usage: /kick nick [reason]");
    const session = this.#hub.registry.session(nick);
    if (session === undefined) {
      return this.#tell(`There is no ${foldName(nick)} here`);
    }
    const why = toVisible(reason);
    const isShown = session.channels.has(this.#hub.lobby);
    this.#hub.end(session, why === "" ? "Kicked" : `Kicked: ${why}`);
    if (!isShown) this.#tell(`${session.target} was kicked`);
  }

  #help(): void {
    for (const [name, { params, help }] of this.#commands) {
      this.#tell(`${`/${name} ${params}`.padEnd(22)} ${help}`);
    }
    this.#tell(`${"text".padEnd(22)} say it to everybody`);
  }
}
