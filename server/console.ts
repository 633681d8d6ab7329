import { byteLength } from "../protocol/limits.ts";
import { toVisible } from "../protocol/visible.ts";
import { delay } from "./clock.ts";
import type { Hub } from "./hub.ts";
import { type TextParts, toTextParts } from "./long_text.ts";
import { LOBBY } from "./options.ts";
import { toPlainLines } from "./plain_format.ts";
import type { Session } from "./session.ts";
import { Throttle, type ThrottleOptions, weightOf } from "./throttle.ts";

/** Bytes of the longest text that is said. */
const MAX_TEXT_BYTES = 256 * 1024;

/** Everybody gets it: what is pasted or piped in comes 20 ms apart. */
const PACE: ThrottleOptions = { burst: 1, perSecond: 50 };

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
  readonly #throttle = new Throttle(PACE);

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

  /** Serves the console until its input ends or fails; never throws. */
  async run(): Promise<void> {
    const { lobby } = this.#hub;
    lobby.watcher = (message) => {
      for (const line of toPlainLines(message)) this.#io.print(line);
    };
    try {
      for await (const line of this.#io.lines) await this.#tryLine(line);
    } catch (error) {
      this.#hub.log("warn", `The console cannot be read any more: ${error}`);
    }
  }

  /** A bug that one line meets does not take the others with it. */
  async #tryLine(line: string | undefined): Promise<void> {
    try {
      await this.#handleLine(line);
    } catch (error) {
      const why = error instanceof Error ? error.stack : error;
      this.#hub.log("error", `The console: ${why}`);
    }
  }

  async #handleLine(line: string | undefined): Promise<void> {
    if (line === undefined || byteLength(line) > MAX_TEXT_BYTES) {
      return this.#tell(`Not said: a text has ${MAX_TEXT_BYTES} bytes at most`);
    }
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
    for await (const parts of this.#paced(text)) {
      const common = { msgid: this.#hub.nextMessageId(), isStored: true };
      const message = "text" in parts
        ? this.#hub.create("PRIVMSG", [LOBBY, parts.text], common)
        : this.#hub.create("PRIVMSG", [LOBBY], {
          ...common,
          lines: parts.lines,
        });
      this.#hub.history.note(message, lobby, {
        onLost: (reason) => this.#tell(`Not said: ${reason}`),
      });
      lobby.broadcast(message);
      this.#notify(parts, (session) => !lobby.members.has(session));
    }
  }

  async #announce(text: string): Promise<void> {
    if (text === "") return this.#tell("Usage: /announce text");
    for await (const parts of this.#paced(text)) {
      this.#notify(parts, () => true);
    }
    this.#tell(`Announced to ${this.#hub.census.counts.now}: ${text}`);
  }

  /** Gives the messages of a text, slow enough for those who read them. */
  async *#paced(text: string): AsyncGenerator<TextParts> {
    const { clock, options: { serverName: source } } = this.#hub;
    for (const parts of toTextParts(text)) {
      const lines = linesOf(parts);
      const weight = weightOf({ source, target: LOBBY, lines });
      const ms = this.#throttle.take(clock.now(), weight);
      if (ms > 0) await delay(clock, ms);
      yield parts;
    }
  }

  #notify(parts: TextParts, isMeant: (session: Session) => boolean): void {
    const lines = linesOf(parts).filter(({ text }) => text !== "");
    for (const session of this.#hub.registry.sessions()) {
      if (!isMeant(session)) continue;
      for (const { text } of lines) {
        const msgid = this.#hub.nextMessageId();
        const params = [session.target, text];
        session.send(this.#hub.create("NOTICE", params, { msgid }));
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
      return this.#tell(`There is no ${nick} here`);
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

function linesOf(parts: TextParts): readonly { readonly text: string }[] {
  return "text" in parts ? [parts] : parts.lines;
}
