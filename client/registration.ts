import type { CapabilityName } from "../protocol/capabilities.ts";
import {
  createMessage,
  type Message,
  parseSource,
} from "../protocol/message.ts";
import {
  ERR_ERRONEUSNICKNAME,
  ERR_NICKNAMEINUSE,
  ERR_NONICKNAMEGIVEN,
  ERR_PASSWDMISMATCH,
  RPL_WELCOME,
} from "../protocol/numerics.ts";
import type { Connection } from "./connection.ts";
import { JoinError, type JoinErrorOptions } from "./join_error.ts";
import { Negotiation } from "./negotiation.ts";
import type { Credentials } from "./sasl.ts";

/** How we want to be known to the server. */
export interface RegistrationOptions {
  readonly nick: string;
  readonly password?: string;
  /** The account to log in to. */
  readonly sasl?: Credentials;
  /**
   * Whether we come back when the connection is lost, so that the server should
   * keep our place for a while. (chat/resume)
   */
  readonly isLasting?: boolean;
  /** The secret to come back with; missing: we were not there before. */
  readonly resumeToken?: string;
  /** Gives the nick to try after one that is taken; nothing: give up. */
  readonly nextNick?: (taken: string) => string | undefined;
}

/** What the server agreed to. */
export interface Registered {
  readonly nick: string;
  readonly serverName: string;
  /** Those in use: name to value. */
  readonly capabilities: ReadonlyMap<CapabilityName, string>;
  /**
   * What the server knew again by our token: all that we were, or only that it
   * is we. Missing: we are somebody new. (chat/resume)
   */
  readonly resumed?: "identity" | "session" | undefined;
  /** The secret to come back with. */
  readonly resumeToken?: string | undefined;
}

/** Nick held for a moment after a split (437) or by services; as if taken. */
const ERR_UNAVAILRESOURCE = "437";

/** "You are banned from this server" (RFC 1459, 6.1) */
const ERR_YOUREBANNEDCREEP = "465";

/** What a token may be, so that a line can carry it back. */
const TOKEN = /^[^\s:][^\s]{0,199}$/;

const NICK_HINT = "choose another with --name";

const PASSWORD_HINT = "set --password or its variable";

/**
 * Negotiates capabilities, and names us to the server: it has let us in at 001.
 *
 * Sends NICK and USER straight away, as servers that know no capabilities go on
 * then; others wait for the end of the negotiation. (IRCv3
 * capability-negotiation)
 */
export class Registration {
  readonly #connection: Connection;
  readonly #options: RegistrationOptions;
  readonly #negotiation: Negotiation;
  #nick: string;
  #resumed: Registered["resumed"];
  #resumeToken: string | undefined;

  constructor(connection: Connection, options: RegistrationOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#nick = options.nick;
    this.#negotiation = new Negotiation({
      send: (command, ...params) => this.#send(command, ...params),
      refused: (reason, options) => this.#refused(reason, options),
      ...(options.isLasting && { resume: { token: options.resumeToken } }),
    }, options.sasl);
  }

  /** Says who we are. */
  start(): void {
    const { password } = this.#options;
    this.#send("CAP", "LS", "302");
    if (password !== undefined) this.#send("PASS", password);
    this.#send("NICK", this.#nick);
    this.#send("USER", toUserName(this.#nick), "0", "*", this.#nick);
  }

  /**
   * Takes the server's next message.
   *
   * @returns Something once the server has let us in.
   * @throws {JoinError} If it does not let us in.
   */
  apply(message: Message): Registered | undefined {
    const { command, params } = message;
    if (command === RPL_WELCOME) {
      this.#negotiation.checkLogin();
      return {
        nick: params[0] ?? this.#nick,
        serverName: parseSource(message.source ?? this.#connection.address)
          .name,
        capabilities: this.#negotiation.enabled,
        resumed: this.#resumed,
        resumeToken: this.#resumeToken,
      };
    }
    this.#negotiation.apply(message);
    if (command === "RESUME") this.#applyResume(params);
    if (command === ERR_NICKNAMEINUSE || command === ERR_UNAVAILRESOURCE) {
      this.#tryNextNick(params.at(-1) ?? "");
    } else this.#checkRefusal(message);
    return undefined;
  }

  #applyResume([subcommand, token = ""]: readonly string[]): void {
    if (subcommand === "SESSION") this.#resumed = "session";
    if (subcommand === "IDENTITY") this.#resumed = "identity";
    if (subcommand === "TOKEN" && TOKEN.test(token)) this.#resumeToken = token;
  }

  #tryNextNick(reason: string): void {
    const next = this.#options.nextNick?.(this.#nick);
    if (next === undefined) {
      throw this.#refused(
        `the nick "${this.#nick}" is taken (${reason})`,
        { kind: "nick", hint: NICK_HINT },
      );
    }
    this.#nick = next;
    this.#send("NICK", next);
  }

  #checkRefusal({ command, params }: Message): void {
    const text = params.at(-1) ?? "";
    if (command === ERR_ERRONEUSNICKNAME || command === ERR_NONICKNAMEGIVEN) {
      throw this.#refused(
        `it does not take "${this.#nick}" as a nick (${text})`,
        { kind: "nick", hint: NICK_HINT },
      );
    }
    // Some servers tell only in the ERROR that the password is wrong.
    const isPassword = command === ERR_PASSWDMISMATCH ||
      (command === "ERROR" && /password/i.test(text));
    if (isPassword) {
      throw this.#refused(
        this.#options.password === undefined
          ? "it asks for a password"
          : "the password is wrong",
        { kind: "password", hint: PASSWORD_HINT },
      );
    }
    if (command === ERR_YOUREBANNEDCREEP) {
      throw this.#refused(`it has banned you: ${text}`, { kind: "banned" });
    }
    if (command === "ERROR") {
      throw this.#refused(`it closed the connection: ${text}`);
    }
  }

  #refused(reason: string, options?: JoinErrorOptions): JoinError {
    return new JoinError(`join ${this.#connection.address}`, reason, options);
  }

  #send(command: string, ...params: string[]): void {
    this.#connection.send(createMessage(command, params));
  }
}

/** A user name that any server takes. */
function toUserName(nick: string): string {
  const letters = nick.normalize("NFKD").replace(/[^a-z0-9]/gi, "").slice(0, 9);
  return letters.toLowerCase() || "chat";
}
