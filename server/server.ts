import { type Clock, delay, settledWithin } from "./clock.ts";
import { isOpening } from "./commands.ts";
import type { Conn, Listener, RemoteAddress } from "./conn.ts";
import { Connection, describeLoss } from "./connection.ts";
import { type Defer, Flusher } from "./flusher.ts";
import { Hub } from "./hub.ts";
import { nextIdleStep, PING_AFTER_MS, PING_TIMEOUT_MS } from "./idle.ts";
import { runIrc } from "./irc.ts";
import { listenAll, type ListenDeps } from "./listen.ts";
import type { Log } from "./log.ts";
import type { ServerOptions } from "./options.ts";
import { createOutgoing } from "./outgoing.ts";
import { greetPlain, runPlainText } from "./plain_text.ts";
import { Session } from "./session.ts";
import { sniffProtocol } from "./sniff.ts";
import { DEFAULT_THROTTLE } from "./throttle.ts";
import { formatJoinPage, readRequest } from "./web/join_page.ts";

/** How often silence is looked for, in milliseconds. */
const SWEEP_MS = 1_000;
/** How long the goodbyes may take, in milliseconds. */
const SHUTDOWN_MS = 4_000;
/** How long to wait after connections that failed, one after the other. */
const BACKOFF_MS = [0, 5, 10, 20, 50, 100, 200] as const;

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
  /** Gives the host that others see in place of an address. */
  readonly cloak: (address: string) => string;
  /** Reads the message of the day anew; throws `RangeError` if it cannot. */
  readonly readMotd: () => readonly string[];
}

/** A chat server. */
export class Server {
  readonly hub: Hub;
  readonly #options: ServerOptions;
  readonly #deps: ServerDeps;
  readonly #listeners: readonly Listener[];
  readonly #running = new Set<Promise<void>>();

  /**
   * Opens the port.
   *
   * @throws {ListenError} If that cannot be done.
   */
  constructor(options: ServerOptions, deps: ServerDeps) {
    const { clock, log, readMotd } = deps;
    this.#options = options;
    this.#deps = deps;
    this.#listeners = listenAll(options, deps);
    const flusher = new Flusher(deps.defer);
    const idPrefix = deps.randomId();
    this.hub = new Hub({ options, clock, flusher, log, idPrefix, readMotd });
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
      this.#sweep();
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
    for await (const conn of this.#acceptConnections(listener, signal)) {
      const running = this.#runConnection(conn);
      this.#running.add(running);
      void running.then(() => this.#running.delete(running));
    }
  }

  /** A failure ends nothing: neither a client's, nor a lack of descriptors. */
  async *#acceptConnections(
    listener: Listener,
    signal: AbortSignal,
  ): AsyncGenerator<Conn> {
    const { clock, log } = this.#deps;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const conn = await listener.accept();
        failures = 0;
        if (signal.aborted) return conn.close();
        yield conn;
      } catch (error) {
        if (signal.aborted) return;
        // A series of failures is told once, so that it does not fill the log.
        log(failures === 0 ? "warn" : "debug", `Cannot accept: ${error}`);
        await delay(clock, BACKOFF_MS[failures] ?? BACKOFF_MS.at(-1)!);
        failures++;
      }
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
      onLost: (reason) => queueMicrotask(() => hub.end(session, reason)),
    });
    const session: Session = new Session({
      connection,
      host: cloak(connection.address),
      now: clock.now(),
      throttle: this.#options.hasThrottle && !connection.isLoopback
        ? DEFAULT_THROTTLE
        : undefined,
    });
    const isFull = hub.census.sessions.size >= this.#options.maxClients;
    let reason = "Connection closed";
    try {
      if (isFull) {
        reason = `Server is full (${this.#options.maxClients} clients)`;
      } else {
        hub.census.sessions.add(session);
        await this.#converse(session);
      }
    } catch (error) {
      reason = describeLoss(error);
      if (session.state !== "gone" && !isSocketError(error)) {
        log("error", `${session.source}: ${(error as Error).stack ?? error}`);
        reason = "Internal error";
      }
    }
    hub.end(session, reason);
    await connection.close();
    hub.census.sessions.delete(session);
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

  /** Asks those who are silent for a sign of life, and gives up the dead. */
  #sweep(): void {
    const { hub } = this;
    const now = hub.clock.now();
    for (const session of hub.census.sessions) {
      if (session.state === "gone") continue;
      const isRegistered = session.state === "registered";
      const { connectedAt, lastHeardAt, pingSentAt } = session;
      const canPing = session.language === "irc";
      const step = nextIdleStep(
        { isRegistered, canPing, connectedAt, lastHeardAt, pingSentAt },
        now,
      );
      if (step === "ping") {
        session.pingSentAt = now;
        const params = [this.#options.serverName];
        session.send(createOutgoing("PING", params, { time: now }));
      } else if (step === "ping_timeout") {
        const seconds = (PING_AFTER_MS + PING_TIMEOUT_MS) / 1000;
        hub.end(session, `Ping timeout: ${seconds} seconds`);
      } else if (step === "registration_timeout") {
        hub.end(session, "Registration timeout");
      }
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
