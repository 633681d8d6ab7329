import { acceptConnections } from "./accept_connections.ts";
import { type Clock, settledWithin } from "./clock.ts";
import { isOpening } from "./commands.ts";
import type { Conn, Listener, RemoteAddress } from "./conn.ts";
import { Connection, describeLoss } from "./connection.ts";
import { type Defer, Flusher } from "./flusher.ts";
import type { Store } from "./history/store.ts";
import { Hub } from "./hub.ts";
import { runIrc } from "./irc.ts";
import { listenAll, type ListenDeps } from "./listen.ts";
import type { Log } from "./log.ts";
import type { ServerOptions } from "./options.ts";
import { greetPlain, runPlainText } from "./plain_text.ts";
import { Session } from "./session.ts";
import { sniffProtocol } from "./sniff.ts";
import { sweepSessions } from "./sweep_sessions.ts";
import { DEFAULT_THROTTLE } from "./throttle.ts";
import { formatJoinPage, readRequest } from "./web/join_page.ts";

/** How often silence is looked for, in milliseconds. */
const SWEEP_MS = 1_000;
/** How long the goodbyes may take, in milliseconds. */
const SHUTDOWN_MS = 4_000;

/** "handshake_failure" as a TLS alert record (RFC 8446, 5.1 and 6). */
const TLS_REFUSAL = "\x15\x03\x03\x00\x02\x02\x28";

/** What a server needs of the world. */
export interface ServerDeps extends ListenDeps {
  readonly clock: Clock;
  /** Runs a function at the end of this turn of the event loop. */
  readonly defer: Defer;
  readonly log: Log;
  /** Makes a random word that fits a message id. */
  readonly randomId: () => string;
  /** Makes random bytes that nobody can guess. */
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>;
  /** Gives the host that others see in place of an address. */
  readonly cloak: (address: string) => string;
  /** Reads the message of the day anew; throws `RangeError` if it cannot. */
  readonly readMotd: () => readonly string[];
  /** As `HistoryParts.idsAfter`. */
  readonly idsAfter: number;
  /** Opens what is kept; called once the port is open. */
  readonly openStore: () => Store;
}

/** A chat server. */
export class Server {
  readonly hub: Hub;
  readonly #options: ServerOptions;
  readonly #deps: ServerDeps;
  readonly #listeners: readonly Listener[];
  readonly #running = new Set<Promise<void>>();

  /**
   * Opens the port, and what is kept.
   *
   * @throws {ListenError} If the port cannot be opened.
   * @throws {OpenError} If what is kept cannot be opened.
   */
  constructor(options: ServerOptions, deps: ServerDeps) {
    const { clock, log, idsAfter, randomBytes, readMotd } = deps;
    this.#options = options;
    this.#deps = deps;
    this.#listeners = listenAll(options, deps);
    const store = this.#openStore();
    const flusher = new Flusher(deps.defer);
    const idPrefix = deps.randomId();
    this.hub = new Hub({
      options,
      clock,
      flusher,
      log,
      idPrefix,
      idsAfter,
      randomBytes,
      readMotd,
      store,
    });
  }

  /** Who else has the port is told first: the file is mostly theirs, too. */
  #openStore(): Store {
    try {
      return this.#deps.openStore();
    } catch (error) {
      for (const listener of this.#listeners) listener.close();
      throw error;
    }
  }

  /** Where it listens. */
  get addresses(): readonly RemoteAddress[] {
    return this.#listeners.map(({ addr }) => addr);
  }

  /**
   * Serves until the signal is aborted; its reason is what clients are told.
   * Resolves when all have been told, or the time for that is over.
   */
  async serve(signal: AbortSignal): Promise<void> {
    const accepting = this.#listeners.map((listener) =>
      this.#acceptAll(listener, signal)
    );
    let cancelSweep = () => {};
    const sweep = () => {
      sweepSessions(this.hub);
      cancelSweep = this.#deps.clock.setTimer(SWEEP_MS, sweep);
    };
    sweep();
    await aborted(signal);
    cancelSweep();
    for (const listener of this.#listeners) listener.close();
    const reason = `Server is shutting down${
      signal.reason ? `: ${signal.reason}` : ""
    }`;
    this.hub.endAll([...this.hub.census.sessions], reason);
    await settledWithin(Promise.all([...accepting, ...this.#running]), {
      clock: this.#deps.clock,
      ms: SHUTDOWN_MS,
    });
  }

  async #acceptAll(listener: Listener, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#deps;
    const conns = acceptConnections(listener, { clock, log, signal });
    for await (const conn of conns) {
      const running = this.#runConnection(conn);
      this.#running.add(running);
      void running.then(() => this.#running.delete(running));
    }
  }

  /** Serves one socket from its first byte to its last; never throws. */
  async #runConnection(conn: Conn): Promise<void> {
    const { clock, cloak, log } = this.#deps;
    const { hub } = this;
    const connection = new Connection(conn, {
      clock,
      flusher: hub.flusher,
      // Not now: this may be said in the middle of a broadcast.
      onLost: (reason) =>
        queueMicrotask(() =>
          hub.holds.lose(session.heir ?? session, connection, reason)
        ),
    });
    const session: Session = new Session({
      connection,
      identity: hub.nextIdentity(),
      host: cloak(connection.address),
      now: clock.now(),
      throttle: this.#options.hasThrottle && !connection.isLoopback
        ? DEFAULT_THROTTLE
        : undefined,
    });
    const connected = hub.census.sessions.size - hub.holds.count;
    const isFull = connected >= this.#options.maxClients;
    let reason = "Connection closed";
    let isFaulty = false;
    try {
      if (isFull) {
        reason = `Server is full (${this.#options.maxClients} clients)`;
      } else {
        hub.census.sessions.add(session);
        await this.#converse(session);
      }
    } catch (error) {
      reason = describeLoss(error);
      const { state, source } = session.heir ?? session;
      if (state !== "gone" && !isSocketError(error)) {
        log("error", `${source}: ${(error as Error).stack ?? error}`);
        reason = "Internal error";
        isFaulty = true;
      }
    }
    const served = session.heir ?? session;
    // Who met a bug of ours would meet it again where it is taken back.
    if (isFaulty && served.connection === connection) hub.end(served, reason);
    else hub.holds.lose(served, connection, reason);
    await connection.close();
    if (served.state === "gone") hub.census.sessions.delete(served);
  }

  async #converse(session: Session): Promise<void> {
    const { hub } = this;
    const { connection } = session;
    const sniffed = await sniffProtocol(connection.reader, {
      isOpening,
      onSilence: () => greetPlain(hub, session),
    });
    hub.log("debug", `${connection.address} speaks ${sniffed.kind}`);
    session.hear(hub.clock.now());
    switch (sniffed.kind) {
      case "irc":
        session.language = "irc";
        return await runIrc(hub, session, sniffed.first);
      case "plain":
        return await runPlainText(hub, session, sniffed.first);
      case "tls":
        session.state = "gone";
        return connection.send(TLS_REFUSAL);
      case "http": {
        session.language = "http";
        const request = await readRequest(sniffed.first, connection.reader);
        session.state = "gone";
        const { network } = this.#options;
        const { port } = this.addresses[0]!;
        const now = hub.clock.now();
        return connection.send(formatJoinPage(request, { network, port, now }));
      }
      case "nothing":
        session.state = "gone";
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true })
  );
}

function isSocketError(error: unknown): boolean {
  return Object.values(Deno.errors).some((type) => error instanceof type) ||
    (error instanceof Error && "code" in error);
}
