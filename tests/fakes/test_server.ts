import { Console } from "../../server/console.ts";
import { MemoryStore } from "../../server/history/memory_store.ts";
import type { Store } from "../../server/history/store.ts";
import type { LogLevel } from "../../server/log.ts";
import type { ServerOptions } from "../../server/options.ts";
import { Server } from "../../server/server.ts";
import { FakeClock, settle } from "./fake_clock.ts";
import { FakeConn } from "./fake_conn.ts";

const encoder = new TextEncoder();

/** The options of a test's server where it says nothing else. */
export const TEST_OPTIONS: ServerOptions = {
  port: 8080,
  host: "127.0.0.1",
  serverName: "test.chat",
  network: "test",
  backlog: 511,
  maxClients: 10_000,
  password: undefined,
  motd: [],
  admin: undefined,
  opers: [],
  hasConsole: true,
  hasThrottle: true,
  logLevel: "debug",
  dbPath: undefined,
  historyDays: 365,
  historyMessages: 100_000,
  historyFromJoin: false,
  holdMs: 120_000,
};

/** What a test's server may be given. */
export interface TestServerDeps {
  readonly store?: Store;
  readonly idPrefix?: string;
}

/**
 * A whole server on fakes: connections and the clock are in the test's hands,
 * so nothing takes time and nothing is left to chance.
 */
export class TestServer implements AsyncDisposable {
  readonly clock = new FakeClock();
  readonly server: Server;
  readonly log: { readonly level: LogLevel; readonly text: string }[] = [];
  /** What REHASH reads. */
  motd: readonly string[] = [];
  readonly #stop = new AbortController();
  readonly #conns: (FakeConn | Error)[] = [];
  #accept: PromiseWithResolvers<FakeConn> | undefined;
  readonly #served: Promise<void>;
  #secrets = 0;

  /** @param deps `store`: what another server has kept; `idPrefix`: its word. */
  constructor(
    options: Partial<ServerOptions> = {},
    { store = new MemoryStore(), idPrefix = "test" }: TestServerDeps = {},
  ) {
    this.server = new Server({ ...TEST_OPTIONS, ...options }, {
      clock: this.clock,
      defer: queueMicrotask,
      isWindows: false,
      listen: ({ hostname, port }) => ({
        addr: { hostname, port },
        accept: () => this.#nextConn(),
        close: () => this.#accept?.reject(new Deno.errors.BadResource()),
      }),
      log: (level, text) => void this.log.push({ level, text }),
      randomId: () => idPrefix,
      randomBytes: (length) => this.#createBytes(idPrefix, length),
      // Tests are easier to read with the addresses themselves.
      cloak: (address) => address.startsWith(":") ? `0${address}` : address,
      readMotd: () => this.motd,
      idsAfter: 0,
      openStore: () => store,
    });
    this.#served = this.server.serve(this.#stop.signal);
  }

  /** Connects a peer that has said nothing yet. */
  async connect(address?: string): Promise<FakeConn> {
    const conn = new FakeConn(address);
    this.#offer(conn);
    await settle();
    return conn;
  }

  /** Makes the next accept fail. */
  async failAccept(error: Error): Promise<void> {
    this.#offer(error);
    await settle();
  }

  /**
   * Connects and registers a client, which has read its welcome.
   *
   * @param options `capabilities`: what it asks for; `channels`: what it joins.
   */
  async join(
    nick: string,
    { capabilities = "", channels = "#lobby", address }: {
      readonly capabilities?: string;
      readonly channels?: string;
      readonly address?: string;
    } = {},
  ): Promise<FakeConn> {
    const conn = await this.connect(address);
    if (capabilities !== "") conn.sendLines(`CAP REQ :${capabilities}`);
    conn.sendLines(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
    if (capabilities !== "") conn.sendLines("CAP END");
    if (channels !== "") conn.sendLines(`JOIN ${channels}`);
    await settle();
    conn.takeLines();
    return conn;
  }

  /** Sends lines to the server and gives back what it answers at once. */
  async ask(conn: FakeConn, ...lines: readonly string[]): Promise<string[]> {
    conn.takeLines();
    conn.sendLines(...lines);
    await settle();
    return conn.takeLines();
  }

  /** Opens a console; what it prints is added to the array. */
  openConsole(lines: AsyncIterable<string>, printed: string[]): Promise<void> {
    const io = { lines, print: (text: string) => void printed.push(text) };
    const quit = (reason: string) => this.#stop.abort(reason);
    return new Console(this.server.hub, { io, quit }).run();
  }

  /** Stops the server and lets its deadlines pass. */
  async stop(reason = ""): Promise<void> {
    this.#stop.abort(reason);
    await this.clock.advance(5_000);
    await this.#served;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Gives bytes that are others each time, and for each word. */
  #createBytes(word: string, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    encoder.encodeInto(`${++this.#secrets} ${word}`, bytes);
    return bytes;
  }

  #offer(conn: FakeConn | Error): void {
    this.#conns.push(conn);
    const accept = this.#accept;
    this.#accept = undefined;
    if (accept !== undefined) {
      this.#nextConn().then(accept.resolve, accept.reject);
    }
  }

  #nextConn(): Promise<FakeConn> {
    const conn = this.#conns.shift();
    if (conn instanceof Error) return Promise.reject(conn);
    if (conn !== undefined) return Promise.resolve(conn);
    this.#accept = Promise.withResolvers();
    return this.#accept.promise;
  }
}
