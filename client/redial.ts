import { Backoff } from "./backoff.ts";
import type { Client } from "./client.ts";
import { JoinError, type JoinErrorKind } from "./join_error.ts";
import { numberedNicks } from "./numbered_nicks.ts";
import {
  type ClientDeps,
  type ClientOptions,
  openClient,
} from "./open_client.ts";
import type { ChatState } from "./state.ts";
import { Surroundings, type SurroundingsDeps } from "./surroundings.ts";

/** How the connection is. */
export type LinkStatus =
  | { readonly kind: "connected" }
  | {
    readonly kind: "reconnecting";
    /** When it is tried again, ms since 1970; past while it is being tried. */
    readonly retryAt: number;
    /** Which attempt that is, from 1. */
    readonly attempt: number;
    /** Why the connection was lost, or the last attempt failed. */
    readonly reason: string;
  };

/** Earlier messages that whoever enters a channel gets. */
export const EARLIER = 50;

/** What a link needs from outside. */
export interface LinkDeps extends ClientDeps, SurroundingsDeps {
  /** How many earlier messages to get on entering a channel. Default: 50. */
  readonly earlier?: () => number;
}

/** Of these, no later attempt would end otherwise. */
const FINAL: ReadonlySet<JoinErrorKind> = new Set([
  "account",
  "banned",
  "password",
]);

/** From one attempt to the next, however often somebody asks for one. */
const MIN_PAUSE_MS = 1_000;

/** Connects again after a connection was lost, as often as it takes. */
export class Redial {
  /** The same whether there is a connection or not. */
  readonly surroundings: Surroundings;
  readonly #options: ClientOptions;
  readonly #deps: LinkDeps;
  readonly #signal: AbortSignal;
  readonly #backoff: Backoff;
  #status: LinkStatus = { kind: "connected" };
  /** When the last attempt began, ms since 1970. */
  #triedAt = -Infinity;
  /** Ends the wait that is under way. */
  #retry: (() => void) | undefined;

  /** @param signal Gives up when aborted. */
  constructor(options: ClientOptions, deps: LinkDeps, signal: AbortSignal) {
    this.#options = options;
    this.#deps = deps;
    this.surroundings = new Surroundings(deps);
    this.#signal = signal;
    this.#backoff = new Backoff(deps.random);
  }

  /** Whether there is a connection, or when it is tried again. */
  get status(): LinkStatus {
    return this.#status;
  }

  /**
   * Tries at once, if that is being waited for and the last attempt was not
   * just now.
   */
  retryNow(): void {
    const sinceMs = this.#deps.clock.now() - this.#triedAt;
    if (sinceMs < MIN_PAUSE_MS || this.#retry === undefined) return;
    this.#backoff.forgive();
    this.#retry();
  }

  /** Says that the client that `run` gave is in use. */
  succeeded(): void {
    this.#status = { kind: "connected" };
  }

  /** Notes that a connection is lost that lasted so long, in ms. */
  noteLost(ms: number): void {
    this.#backoff.noteConnected(ms);
  }

  /** Says why there is no connection; `run` comes next. */
  begin(reason: string): void {
    this.#wait(0, reason);
  }

  /**
   * Tries until there is a connection. The status stays until `succeeded`, so
   * that nobody takes the lost connection for one that is there.
   *
   * @param nick What we want to be called; numbered where it is taken.
   * @param state What the new connection goes on with.
   * @returns `undefined` if the signal was aborted before.
   * @throws {JoinError} If the server will never let us in again.
   */
  async run(nick: string, state: ChatState): Promise<Client | undefined> {
    while (true) {
      const waitMs = this.#backoff.next();
      this.#wait(waitMs);
      await this.#pause(waitMs);
      if (this.#signal.aborted) return undefined;
      this.#triedAt = this.#deps.clock.now();
      try {
        return await this.#open(nick, state);
      } catch (error) {
        if (this.#signal.aborted) return undefined;
        if (!(error instanceof JoinError) || FINAL.has(error.kind)) throw error;
        this.#wait(0, error.reason);
      }
    }
  }

  #open(nick: string, state: ChatState): Promise<Client> {
    const nextNick = numberedNicks(nick);
    const options = { ...this.#options, nick, nextNick, state };
    return openClient({ ...options, signal: this.#signal }, this.#deps);
  }

  /** Waits until it is time, `retryNow`, a change around us, or an abort. */
  async #pause(ms: number): Promise<void> {
    const { clock } = this.#deps;
    const { promise, resolve } = Promise.withResolvers<void>();
    const goOn = () => resolve();
    const cancelTimer = clock.setTimer(ms, goOn);
    const stopWatch = this.surroundings.watch(() => {
      this.#backoff.reset();
      goOn();
    });
    this.#retry = goOn;
    this.#signal.addEventListener("abort", goOn);
    if (this.#signal.aborted) goOn();
    await promise;
    this.#signal.removeEventListener("abort", goOn);
    cancelTimer();
    stopWatch();
    this.#retry = undefined;
  }

  #wait(ms: number, reason?: string): void {
    const known = this.#status.kind === "reconnecting"
      ? this.#status.reason
      : "";
    this.#status = {
      kind: "reconnecting",
      retryAt: this.#deps.clock.now() + ms,
      attempt: Math.max(this.#backoff.attempts, 1),
      reason: reason ?? known,
    };
  }
}
