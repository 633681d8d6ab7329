import { LineDecoder } from "../protocol/line_decoder.ts";
import { type Message, parseMessage } from "../protocol/message.ts";

/** Takes what a member received; the bytes are valid during the call only. */
export type ChunkHandler = (chunk: Uint8Array) => void;

/** One connection of the load: it registers, joins, sends and receives. */
export class Member {
  readonly nick: string;
  /** Gets every chunk that arrives; first the one that registration needs. */
  onChunk: ChunkHandler;
  readonly #conn: Deno.TcpConn;
  readonly #onFailure: (error: unknown) => void;
  readonly #encoder = new TextEncoder();
  #awaited: ((message: Message) => boolean) | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  /**
   * @param conn Where it is connected.
   * @param options `onFailure`: called once if the connection ends or is sent
   * what is no IRC.
   */
  constructor(conn: Deno.TcpConn, { nick, onFailure }: {
    readonly nick: string;
    readonly onFailure: (error: unknown) => void;
  }) {
    conn.setNoDelay(true);
    this.#conn = conn;
    this.#onFailure = onFailure;
    this.nick = nick;
    this.onChunk = toMessages((message) => this.#answer(message));
    this.#read();
  }

  /**
   * Resolves when the server has welcomed it.
   *
   * @param capabilities What it asks for, with spaces between.
   */
  async register(capabilities = ""): Promise<void> {
    if (capabilities !== "") {
      this.send(`CAP REQ :${capabilities}\r\nCAP END\r\n`);
    }
    this.send(`NICK ${this.nick}\r\nUSER ${this.nick} 0 * :${this.nick}\r\n`);
    await this.#until(({ command }) => command === "001");
  }

  /** Resolves when it is in the channel. */
  async join(channel: string): Promise<void> {
    this.send(`JOIN ${channel}\r\n`);
    await this.#until(({ command }) => command === "366");
  }

  /** Resolves when all that the server had to say before now has arrived. */
  async settle(): Promise<void> {
    this.send("PING settled\r\n");
    await this.#until(({ command }) => command === "PONG");
  }

  /** Sends lines, each with its line end, after what was sent before. */
  send(lines: string): void {
    const bytes = this.#encoder.encode(lines);
    this.#writing = this.#writing.then(async () => {
      for (let sent = 0; sent < bytes.length;) {
        sent += await this.#conn.write(bytes.subarray(sent));
      }
    }).catch((error) => this.#fail(error));
  }

  /** Ends the connection. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#conn.close();
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(16 * 1024);
    try {
      while (true) {
        const count = await this.#conn.read(buffer);
        if (count === null) throw new Error("Cannot read as the server left");
        this.onChunk(buffer.subarray(0, count));
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #answer(message: Message): void {
    if (message.command === "PING") {
      this.send(`PONG :${message.params[0] ?? ""}\r\n`);
    }
    if (this.#awaited?.(message)) this.#awaited = undefined;
  }

  #until(isAwaited: (message: Message) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited = (message) => {
        const arrived = isAwaited(message);
        if (arrived) resolve();
        return arrived;
      };
    });
  }

  #fail(error: unknown): void {
    if (this.#isClosed) return;
    this.close();
    this.#onFailure(error);
  }
}

/** Makes a handler of chunks of one of messages. */
export function toMessages(handle: (message: Message) => void): ChunkHandler {
  const decoder = new LineDecoder({ maxBytes: 64 * 1024 });
  return (chunk) => {
    for (const { text } of decoder.push(chunk)) handle(parseMessage(text));
  };
}

/** Opens members on 127.0.0.1 and registers them. */
export async function openMembers(
  port: number,
  { nicks, onFailure, capabilities }: {
    readonly nicks: readonly string[];
    readonly onFailure: (error: unknown) => void;
    readonly capabilities?: string;
  },
): Promise<Member[]> {
  return await inGroups(nicks, async (nick) => {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    const member = new Member(conn, { nick, onFailure });
    await member.register(capabilities);
    return member;
  });
}

/** Does something with each item, with fifty at once; results in order. */
export async function inGroups<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += 50) {
    const group = items.slice(start, start + 50);
    results.push(...await Promise.all(group.map(run)));
  }
  return results;
}
