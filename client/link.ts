import type { CapabilityName } from "../protocol/capabilities.ts";
import { createMessage } from "../protocol/message.ts";
import type { Tags } from "../protocol/tags.ts";
import { Archive } from "./archive.ts";
import type { Client } from "./client.ts";
import type { ChatEvent } from "./events.ts";
import { JoinError } from "./join_error.ts";
import type { ClientOptions } from "./open_client.ts";
import { Outbox } from "./outbox.ts";
import type { SayKind } from "./outgoing.ts";
import { EARLIER, type LinkDeps, type LinkStatus, Redial } from "./redial.ts";
import type { PendingMessage } from "./say_queue.ts";
import type { ChatState } from "./state.ts";
import { toLine } from "./to_line.ts";
import { Upkeep } from "./upkeep.ts";

export type { LinkDeps, LinkStatus, PendingMessage };

/**
 * A connection that comes back when it is lost, with the nick and the channels.
 *
 * What is said meanwhile waits, and is sent in its order. What was sent and not
 * confirmed when the connection was lost is sent again: as often as needed where
 * the server knows it again; else only once, as it may be there twice then.
 */
export class Link {
  /** Kept up to date by `events`; the same in every connection. */
  readonly state: ChatState;
  /** What the server keeps. */
  readonly archive = new Archive(() => this.#connected);
  readonly #deps: LinkDeps;
  readonly #redial: Redial;
  readonly #upkeep: Upkeep;
  readonly #outbox: Outbox;
  readonly #leaving = new AbortController();
  #client: Client;
  #isOver = false;

  /** @param client The first connection; nobody else may use it. */
  constructor(client: Client, options: ClientOptions, deps: LinkDeps) {
    this.#client = client;
    this.#deps = deps;
    this.state = client.state;
    this.#redial = new Redial(options, deps, this.#leaving.signal);
    this.#outbox = new Outbox(deps.clock);
    this.#upkeep = new Upkeep(this.state, {
      clock: deps.clock,
      client: () => this.#client,
      onGiveUp: () => this.#pump(),
      earlier: deps.earlier ?? (() => EARLIER),
    });
  }

  /** The server's address as people write it. */
  get address(): string {
    return this.#client.address;
  }

  /** Whether the connection is there, or when it is tried again. */
  get status(): LinkStatus {
    return this.#redial.status;
  }

  /** Whether the server that we are connected to has agreed to a capability. */
  uses(name: CapabilityName): boolean {
    return this.#connected?.uses(name) ?? false;
  }

  /** Gives own messages that the server has not confirmed, oldest first. */
  *listWaiting(): Generator<PendingMessage, void, void> {
    if (this.#isConnected) yield* this.#client.waiting;
    yield* this.#outbox.queue.messages;
  }

  /** How many wait. */
  get waitingCount(): number {
    const underWay = this.#isConnected ? this.#client.waitingCount : 0;
    return underWay + this.#outbox.queue.messages.length;
  }

  /**
   * Gives what happens until `quit` or `close`. Must be called once, and read to
   * its end: it is what drives everything else.
   *
   * @throws {JoinError} If the server does not let us in again for a reason that
   * will not pass: a password that is wrong now, or a ban.
   */
  async *events(): AsyncGenerator<ChatEvent, void, void> {
    try {
      while (true) {
        const reason = yield* this.#follow();
        if (reason === undefined || this.#leaving.signal.aborted) {
          return yield* this.#upkeep.end();
        }
        const lostAt = this.#deps.clock.now();
        this.#redial.begin(reason);
        const refused = this.#outbox.queue.takeBack(this.#client, lostAt);
        yield { type: "disconnected", time: lostAt, reason };
        yield* refused;
        const client = await this.#redial.run(this.#upkeep.nick, this.state);
        if (!client) return yield* this.#upkeep.end();
        const time = this.#deps.clock.now();
        this.#resume(client, lostAt);
        yield { type: "reconnected", time, lostAt, ...this.#upkeep.naming };
      }
    } finally {
      this.#stopTimers();
      this.#isOver = true;
      this.#client.close();
    }
  }

  /**
   * Says a text of any length in a channel or to a person. It waits in `waiting`
   * until the server confirms it, also while there is no connection.
   *
   * @throws {RangeError} If the target is too long for any text to fit a line,
   * or too much is waiting.
   * @throws {ProtocolError} If the target is none that a message can have.
   */
  say(
    target: string,
    text: string,
    kind: SayKind = "message",
    options: Pick<PendingMessage, "replyTo"> = {},
  ): void {
    if (this.#leaving.signal.aborted || this.#isOver) return;
    this.#outbox.add(this.#client, { target, text, kind, ...options });
    this.#pump();
  }

  /**
   * Sends what is no message to read, such as that somebody types: nothing where
   * the server knows no message tags, or while there is no connection.
   *
   * @throws {RangeError} If it does not fit a line.
   * @throws {ProtocolError} If a line cannot carry the target or a tag.
   */
  sayTags(target: string, tags: Tags): void {
    if (this.#isConnected) this.#client.sayTags(target, tags);
  }

  /**
   * Sends any other command. A JOIN waits while there is no connection; a QUIT
   * is `quit`.
   *
   * @throws {RangeError} If it does not fit a line, or there is no connection.
   * @throws {ProtocolError} If a parameter is none that a line can carry.
   */
  send(command: string, ...params: string[]): void {
    if (command === "QUIT") return this.quit(params[0]);
    if (this.#isConnected) {
      this.#client.send(command, ...params);
    } else if (command !== "JOIN") {
      throw new RangeError(
        `Cannot send the ${command} as the connection is lost: ` +
          "wait until it is back",
      );
    }
    this.#upkeep.note(command, params);
  }

  /** As `Redial.retryNow`. */
  retryNow(): void {
    this.#redial.retryNow();
  }

  /**
   * Takes leave once what waits is sent, or that takes too long; `events` ends
   * when the server has closed the connection, at once if there is none.
   *
   * @throws {RangeError} If the text does not fit a line.
   */
  quit(text = ""): void {
    if (this.#leaving.signal.aborted) return;
    if (this.#isConnected && !this.#isOver) {
      toLine(createMessage("QUIT", [text]));
      this.#outbox.end(() => this.#client.quit(text));
    }
    this.#leaving.abort();
    this.#pump();
  }

  /** Leaves without a word; `events` ends at once. */
  close(): void {
    this.#leaving.abort();
    this.#client.close();
  }

  /** The connection, if there is one. */
  get #connected(): Client | undefined {
    return this.#isConnected && !this.#isOver ? this.#client : undefined;
  }

  get #isConnected(): boolean {
    return this.status.kind === "connected";
  }

  /** Gives what happens in one connection, and at last why it was lost. */
  async *#follow(): AsyncGenerator<ChatEvent, string | undefined, void> {
    const { clock } = this.#deps;
    const since = clock.now();
    const stopWatch = this.#redial.surroundings.watch(
      () => this.#client.check(),
    );
    try {
      for await (const step of this.#client.steps()) {
        const events = this.#upkeep.apply(step);
        this.#pump();
        yield* events;
        yield* this.#outbox.takeRefused();
      }
      return undefined;
    } catch (error) {
      if (!(error instanceof JoinError)) throw error;
      return error.reason;
    } finally {
      stopWatch();
      this.#stopTimers();
      this.#redial.noteLost(clock.now() - since);
    }
  }

  #resume(client: Client, lostAt: number): void {
    this.#client = client;
    this.#redial.succeeded();
    if (this.#leaving.signal.aborted) client.close();
    this.#upkeep.begin(lostAt);
    this.#pump();
  }

  /** Sends what waits, as far as the server has dealt with what was sent. */
  #pump(): void {
    const isLast = this.#leaving.signal.aborted;
    if (!this.#isConnected || (this.#upkeep.isUnderWay && !isLast)) return;
    const mayHear = (name: string) => isLast || this.#upkeep.mayHear(name);
    this.#outbox.sendTo(this.#client, mayHear);
  }

  #stopTimers(): void {
    this.#upkeep.stop();
    this.#outbox.stop();
  }
}
