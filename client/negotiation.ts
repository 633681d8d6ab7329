import {
  type CapabilityName,
  isClientCapability,
} from "../protocol/capabilities.ts";
import { parseCapabilities } from "../protocol/capability_list.ts";
import type { Message } from "../protocol/message.ts";
import type { JoinErrorOptions } from "./join_error.ts";
import {
  type Credentials,
  formatPlain,
  SASL_SUCCESSES,
  saslFailure,
} from "./sasl.ts";

/** What a negotiation needs of its registration. */
export interface NegotiationDeps {
  readonly send: (command: string, ...params: string[]) => void;
  /** Makes the error that says why we are not let in. */
  readonly refused: (reason: string, options?: JoinErrorOptions) => Error;
  /**
   * What to come back with; a token only if we were there before. Missing: we
   * do not come back. (chat/resume)
   */
  readonly resume?: { readonly token: string | undefined };
}

/** More than any server lists; bounds what an endless list costs. */
const MAX_OFFERED = 500;

/**
 * Agrees with the server on capabilities, and logs in to an account if there is
 * one. (IRCv3 capability-negotiation, sasl-3.1)
 *
 * A server may refuse a list for one name in it: then each is asked for by
 * itself, and those that it knows are used.
 */
export class Negotiation {
  /** Those in use: name to value. */
  readonly enabled = new Map<CapabilityName, string>();
  readonly #deps: NegotiationDeps;
  readonly #credentials: Credentials | undefined;
  readonly #offered = new Map<CapabilityName, string>();
  /** Requests that the server has not answered. */
  #open = 0;
  #isSingle = false;
  #login: "done" | "none" | "waiting" = "none";

  /** @param credentials The account to log in to; missing: none. */
  constructor(deps: NegotiationDeps, credentials: Credentials | undefined) {
    this.#deps = deps;
    this.#credentials = credentials;
  }

  /**
   * Takes the server's next message.
   *
   * @throws {JoinError} If it does not log us in.
   */
  apply(message: Message): void {
    if (message.command === "CAP") this.#applyCap(message.params);
    else if (this.#login === "waiting") this.#applyLogin(message);
  }

  /**
   * Checks, when the server lets us in, that it has logged us in.
   *
   * @throws {JoinError} If it has not.
   */
  checkLogin(): void {
    if (this.#credentials && this.#login !== "done") this.#failLogin();
  }

  #applyCap(params: readonly string[]): void {
    const subcommand = params[1]?.toUpperCase();
    const tokens = parseCapabilities(params.at(-1) ?? "");
    const isLast = params[2] !== "*";
    if (subcommand === "LS") {
      for (const { name, value } of tokens) {
        if (this.#offered.size >= MAX_OFFERED) break;
        if (this.#isWanted(name)) this.#offered.set(name, value);
      }
      if (isLast) this.#request();
    } else if (subcommand === "ACK") {
      for (const { name, off } of tokens) {
        if (!off && this.#isWanted(name)) {
          this.enabled.set(name, this.#offered.get(name) ?? "");
        }
      }
      if (isLast) this.#noteAnswer();
    } else if (subcommand === "NAK") {
      const names = [...this.#offered.keys()];
      if (this.#open === 1 && !this.#isSingle && names.length > 1) {
        this.#isSingle = true;
        this.#open = names.length;
        for (const name of names) this.#deps.send("CAP", "REQ", name);
      } else this.#noteAnswer();
    }
  }

  #isWanted(name: string): name is CapabilityName {
    return isClientCapability(name) ||
      (name === "chat/resume" && this.#deps.resume !== undefined) ||
      (name === "sasl" && this.#credentials !== undefined);
  }

  #request(): void {
    const names = [...this.#offered.keys()];
    if (names.length === 0) return this.#finish();
    this.#open = 1;
    this.#deps.send("CAP", "REQ", names.join(" "));
  }

  #noteAnswer(): void {
    if (this.#open === 0) return;
    this.#open--;
    if (this.#open === 0) this.#finish();
  }

  #finish(): void {
    if (!this.#credentials) return this.#end();
    const mechanisms = this.enabled.get("sasl");
    const isOffered = mechanisms === "" ||
      mechanisms?.toUpperCase().split(",").includes("PLAIN");
    if (!isOffered) this.#failLogin();
    this.#login = "waiting";
    this.#deps.send("AUTHENTICATE", "PLAIN");
  }

  #end(): void {
    const token = this.#deps.resume?.token;
    if (token !== undefined && this.enabled.has("chat/resume")) {
      this.#deps.send("RESUME", token);
    }
    this.#deps.send("CAP", "END");
  }

  #failLogin(): never {
    throw this.#deps.refused(
      "it offers no login to an account with a password",
      { hint: "leave out --sasl" },
    );
  }

  #applyLogin(message: Message): void {
    const { command, params } = message;
    const credentials = this.#credentials;
    if (!credentials) return;
    if (command === "AUTHENTICATE" && params[0] === "+") {
      for (const chunk of formatPlain(credentials)) {
        this.#deps.send("AUTHENTICATE", chunk);
      }
    } else if (SASL_SUCCESSES.has(command)) {
      this.#login = "done";
      this.#end();
    } else {
      const failure = saslFailure(message, credentials);
      if (failure) throw this.#deps.refused(failure.reason, failure);
    }
  }
}
