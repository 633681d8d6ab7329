import type { Random } from "../fuzz/random.ts";

/** Most bytes that one connection lets through before something happens. */
const MAX_BYTES = 60_000;
const MAX_DELAY_MS = 30;

/**
 * Stands between clients and a server, and is a bad network: delays what it
 * passes on, and now and then drops a connection, or closes one side of it.
 */
export class RoughProxy implements AsyncDisposable {
  readonly port: number;
  /** How many connections it has broken. */
  broken = 0;
  /** Whether it breaks connections: not before all are in. */
  isRough = false;
  readonly #listener: Deno.TcpListener;
  readonly #random: Random;
  readonly #target: number;
  readonly #open = new Set<Deno.TcpConn>();
  readonly #running: Promise<void>;

  constructor(target: number, random: Random) {
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.port = this.#listener.addr.port;
    this.#random = random;
    this.#target = target;
    this.#running = this.#accept();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const conn of this.#open) close(conn);
    await this.#running;
  }

  async #accept(): Promise<void> {
    const pipes: Promise<void>[] = [];
    for await (const client of this.#listener) {
      const server = await Deno.connect({
        hostname: "127.0.0.1",
        port: this.#target,
      });
      this.#open.add(client).add(server);
      const passed = { left: 1 + this.#random.below(MAX_BYTES) };
      const up = this.#pipe(client, server, passed);
      const down = this.#pipe(server, client, passed);
      pipes.push(
        Promise.all([up, down]).then(() => {
          for (const conn of [client, server]) {
            close(conn);
            this.#open.delete(conn);
          }
        }),
      );
    }
    await Promise.all(pipes);
  }

  /** Passes bytes on, until one side ends or the network is bad. */
  async #pipe(
    from: Deno.TcpConn,
    to: Deno.TcpConn,
    passed: { left: number },
  ): Promise<void> {
    const buffer = new Uint8Array(4096);
    try {
      while (true) {
        const count = await from.read(buffer);
        if (count === null) return await to.closeWrite();
        if (this.#random.oneIn(8)) await this.#delay();
        // A part gets through, so that lines are cut, too.
        const part = buffer.subarray(
          0,
          // The other direction may have let the last of it through.
          this.isRough ? Math.max(0, Math.min(count, passed.left)) : count,
        );
        await writeAll(to, part);
        passed.left -= count;
        if (this.isRough && passed.left <= 0) {
          return await this.#break(from, to);
        }
      }
    } catch {
      close(from);
      close(to);
    }
  }

  async #break(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
    this.broken++;
    if (this.#random.oneIn(2)) await to.closeWrite();
    else {
      close(from);
      close(to);
    }
  }

  #delay(): Promise<void> {
    const ms = this.#random.below(MAX_DELAY_MS);
    return new Promise((resolve) => setTimeout(resolve, ms));
  }
}

async function writeAll(conn: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += await conn.write(bytes.subarray(at));
  }
}

function close(conn: Deno.TcpConn): void {
  try {
    conn.close();
  } catch {
    // It is closed.
  }
}
