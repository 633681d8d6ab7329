/** How long a server may take to say what is waited for, in milliseconds. */
const DEADLINE_MS = 30_000;

const encoder = new TextEncoder();

/** A socket that a test talks through, byte by byte; closed on disposal. */
export class RawClient implements AsyncDisposable {
  /** All that came so far. */
  text = "";
  /** Resolves when the server has closed its side, or broken the connection. */
  readonly ended: Promise<void>;
  readonly #conn: Deno.TcpConn;
  readonly #checks = new Set<() => void>();
  #hasEnded = false;

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    this.ended = this.#collect();
  }

  /** Connects to a port of this machine. */
  static async connect(port: number): Promise<RawClient> {
    return new RawClient(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /**
   * Connects and registers over IRC.
   *
   * @param capabilities Asked for, separated by spaces.
   */
  static async join(
    port: number,
    nick: string,
    capabilities = "",
  ): Promise<RawClient> {
    const client = await RawClient.connect(port);
    const requests = capabilities === "" ? [] : [`CAP REQ :${capabilities}`];
    const ends = capabilities === "" ? [] : ["CAP END"];
    await client.sendLines(
      ...requests,
      `NICK ${nick}`,
      `USER ${nick} 0 * :${nick}`,
      ...ends,
      "JOIN #lobby",
    );
    await client.waitFor(/ 366 /);
    return client;
  }

  /** The whole lines that came so far. */
  get lines(): string[] {
    return this.text.split(/\r?\n/).slice(0, -1);
  }

  /** Sends text or bytes, all of it. */
  async send(chunk: string | Uint8Array): Promise<void> {
    let bytes = typeof chunk === "string" ? encoder.encode(chunk) : chunk;
    while (bytes.length > 0) {
      bytes = bytes.subarray(await this.#conn.write(bytes));
    }
  }

  /** Sends lines, each with CR LF. */
  sendLines(...lines: readonly string[]): Promise<void> {
    return this.send(lines.map((line) => `${line}\r\n`).join(""));
  }

  /** Says that nothing more will come. */
  end(): Promise<void> {
    return this.#conn.closeWrite();
  }

  /**
   * Resolves once what came so far fits.
   *
   * @param count How often it has to.
   * @throws {Error} If the server closes or 30 seconds pass before that.
   */
  async waitFor(pattern: RegExp, count = 1): Promise<void> {
    const all = new RegExp(pattern.source, `${pattern.flags}g`);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const fail = (state: string) =>
      reject(
        new Error(
          `Cannot find ${count} × ${pattern} as ${state}:\n${
            this.text.slice(-2_000)
          }`,
        ),
      );
    const check = () => {
      if ((this.text.match(all)?.length ?? 0) >= count) resolve();
      else if (this.#hasEnded) fail("the connection has ended");
    };
    const deadline = setTimeout(() => fail("its time is over"), DEADLINE_MS);
    this.#checks.add(check);
    check();
    try {
      await promise;
    } finally {
      clearTimeout(deadline);
      this.#checks.delete(check);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#conn.close();
    } catch {
      // The server was faster.
    }
    await this.ended;
  }

  async #collect(): Promise<void> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(64 * 1024);
    try {
      while (true) {
        const count = await this.#conn.read(buffer);
        if (count === null) break;
        this.text += decoder.decode(buffer.subarray(0, count), {
          stream: true,
        });
        for (const check of this.#checks) check();
      }
    } catch {
      // Closed by the test, or broken by the server.
    }
    this.#hasEnded = true;
    for (const check of this.#checks) check();
  }
}
