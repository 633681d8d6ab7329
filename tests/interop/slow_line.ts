const HOSTNAME = "127.0.0.1";

/**
 * A line to the server that can be held up: it takes one client, and keeps what
 * the server says until it is let through.
 */
export class SlowLine implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: HOSTNAME, port: 0 });
  readonly #conns: Deno.TcpConn[] = [];
  readonly #ended: Promise<void>;
  #held: PromiseWithResolvers<void> | undefined;

  /** @param port The server's, on this machine. */
  constructor(port: number) {
    this.#ended = this.#run(port);
  }

  /** The port for the client. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** Keeps back what the server says from now on. */
  hold(): void {
    this.#held ??= Promise.withResolvers();
  }

  /** Lets it through. */
  release(): void {
    this.#held?.resolve();
    this.#held = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.release();
    this.#close();
    await this.#ended;
  }

  async #run(port: number): Promise<void> {
    try {
      const client = await this.#listener.accept();
      this.#conns.push(client);
      const server = await Deno.connect({ hostname: HOSTNAME, port });
      this.#conns.push(server);
      await Promise.all([
        client.readable.pipeTo(server.writable),
        server.readable.pipeThrough(this.#createGate()).pipeTo(client.writable),
      ]);
    } catch {
      // Somebody has closed: the test, the client or the server.
    }
    this.#close();
  }

  #createGate(): TransformStream<
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>
  > {
    return new TransformStream({
      transform: async (chunk, controller) => {
        await this.#held?.promise;
        controller.enqueue(chunk);
      },
    });
  }

  #close(): void {
    for (const conn of this.#conns) {
      try {
        conn.close();
      } catch {
        // The other side was faster.
      }
    }
  }
}
