import { MAX_SERVER_LINE_BYTES } from "../protocol/limits.ts";
import { type Line, LineDecoder } from "../protocol/line_decoder.ts";
import {
  createMessage,
  formatMessage,
  type Message,
  parseMessage,
} from "../protocol/message.ts";
import type { Clock } from "./clock.ts";
import { errorText } from "./error_text.ts";
import { JoinError } from "./join_error.ts";

/** What a connection needs of a socket; `Deno.Conn` has it. */
export interface Conn {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
  setNoDelay?(noDelay?: boolean): void;
}

/** Silence after which the server is asked whether it is still there. */
const IDLE_MS = 90_000;

/** The same after something was sent: mostly there is an answer. */
const UNANSWERED_MS = 20_000;

/** How long it may then take to answer. */
const PONG_MS = 30_000;

/** The same when there is reason to doubt, as after a sleep of the machine. */
const CHECK_MS = 10_000;

/** More than anyone types, so that a server that never reads costs no more. */
const MAX_QUEUED_CHARACTERS = 64 * 1024 * 1024;

const READ_BUFFER_BYTES = 32 * 1024;

/**
 * One connection to a server.
 *
 * 1. `send` MUST NOT be awaited: it queues, and one writer joins what is queued
 *    into one write.
 * 2. `messages` MUST be called once and read on; it ends with the connection,
 *    reports how that came, and answers the server's PINGs meanwhile.
 * 3. `close` may be called at any time and any number of times; what is queued
 *    then is dropped. Await `drained` first to keep it.
 */
export class Connection {
  /** The server's address as people write it. */
  readonly address: string;
  readonly #conn: Conn;
  readonly #clock: Clock;
  readonly #encoder = new TextEncoder();
  #queued: string[] = [];
  #queuedCharacters = 0;
  #writing: Promise<void> | undefined;
  #heardAt: number;
  /** Nothing can be heard while the reader of `messages` is busy. */
  #isReading = false;
  /** Whether something was sent since anything was heard. */
  #isUnanswered = false;
  /** Whether nothing was heard since the server was asked. */
  #isAsking = false;
  #cancelTimer: () => void;
  #failure: JoinError | undefined;
  #closed = false;

  constructor(conn: Conn, address: string, clock: Clock) {
    this.address = address;
    this.#conn = conn;
    this.#clock = clock;
    this.#heardAt = clock.now();
    this.#cancelTimer = clock.setTimer(IDLE_MS, () => this.#checkIdle());
  }

  /**
   * Gives the server's messages until the connection ends.
   *
   * @throws {JoinError} If it ends in any way but that the server or `close`
   * closed it.
   */
  async *messages(): AsyncGenerator<Message, void, void> {
    const decoder = new LineDecoder({ maxBytes: MAX_SERVER_LINE_BYTES });
    const buffer = new Uint8Array(READ_BUFFER_BYTES);
    try {
      while (true) {
        const count = await this.#read(buffer);
        if (count === null) break;
        for (const line of decoder.push(buffer.subarray(0, count))) {
          const message = readLine(line);
          if (!message) continue;
          if (message.command === "PING") this.#answerPing(message);
          else yield message;
        }
      }
      if (this.#failure) throw this.#failure;
    } finally {
      this.close();
    }
  }

  /** Queues a message. Does nothing once the connection is closed. */
  send(message: Message): void {
    if (this.#closed) return;
    const line = `${formatMessage(message)}\r\n`;
    this.#queued.push(line);
    this.#queuedCharacters += line.length;
    if (this.#queuedCharacters > MAX_QUEUED_CHARACTERS) {
      this.#fail("it takes nothing any more");
    }
    this.#writing ??= this.#write();
    if (message.command !== "PONG") this.#noteSent();
  }

  /**
   * Asks the server whether it is still there, and ends the connection if it
   * does not say so soon.
   */
  check(): void {
    if (!this.#closed) this.#askAlive(CHECK_MS);
  }

  /** Waits until everything queued is written, or the connection is closed. */
  async drained(): Promise<void> {
    await this.#writing;
  }

  /** Closes the socket at once. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queued = [];
    this.#cancelTimer();
    this.#conn.close();
  }

  async #read(buffer: Uint8Array): Promise<number | null> {
    if (this.#closed) return null;
    this.#isReading = true;
    try {
      return await this.#conn.read(buffer);
    } catch (error) {
      // Closing a socket interrupts its read.
      if (!this.#closed) this.#fail(reasonOf(error), error);
      return null;
    } finally {
      this.#isReading = false;
      this.#heardAt = this.#clock.now();
      this.#isUnanswered = false;
      this.#isAsking = false;
    }
  }

  async #write(): Promise<void> {
    // Whatever else is sent in this turn of the event loop joins the write.
    await Promise.resolve();
    try {
      while (this.#queued.length > 0) {
        const bytes = this.#encoder.encode(this.#queued.join(""));
        this.#queued = [];
        this.#queuedCharacters = 0;
        let written = 0;
        while (written < bytes.length) {
          written += await this.#conn.write(bytes.subarray(written));
        }
      }
    } catch {
      // The reader finds out what happened to the connection, after it has read
      // the server's last words.
      this.#queued = [];
    } finally {
      this.#writing = undefined;
    }
  }

  #answerPing({ params }: Message): void {
    this.send(createMessage("PONG", [params.at(-1) ?? ""]));
  }

  #noteSent(): void {
    if (this.#isUnanswered || this.#closed) return;
    this.#isUnanswered = true;
    if (this.#isAsking) return;
    this.#setTimer(UNANSWERED_MS, () => this.#checkIdle());
  }

  #checkIdle(): void {
    const now = this.#clock.now();
    const idleMs = this.#isReading ? now - this.#heardAt : 0;
    const maxMs = this.#isUnanswered ? UNANSWERED_MS : IDLE_MS;
    if (idleMs < maxMs) {
      this.#setTimer(maxMs - idleMs, () => this.#checkIdle());
      return;
    }
    this.#askAlive(PONG_MS);
  }

  #askAlive(ms: number): void {
    const heardAt = this.#heardAt;
    this.#isAsking = true;
    this.send(createMessage("PING", ["alive"]));
    this.#setTimer(ms, () => {
      const isAlive = !this.#isAsking || !this.#isReading;
      this.#isAsking = false;
      if (isAlive) this.#checkIdle();
      else {
        const silentMs = this.#clock.now() - heardAt;
        this.#fail(`it has been silent for ${Math.round(silentMs / 1000)} s`);
      }
    });
  }

  #setTimer(ms: number, fn: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.setTimer(ms, fn);
  }

  #fail(reason: string, cause?: unknown): void {
    this.#failure ??= new JoinError(`reach ${this.address} any more`, reason, {
      cause,
    });
    this.close();
  }
}

/** Reads a line; one that is no message is no reason to leave. */
function readLine(line: Line): Message | undefined {
  try {
    return parseMessage(line.text);
  } catch {
    return undefined;
  }
}

/** What to tell a person about an error of the network. */
export function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.ConnectionReset) {
    return "it broke the connection off";
  }
  return `the network reports: ${errorText(error)}`;
}
