import { dim, red } from "@std/fmt/colors";
import { ProtocolError } from "../protocol/errors.ts";
import { foldName } from "../protocol/names.ts";
import type { Client } from "./client.ts";
import { type CommandContext, runInput } from "./commands.ts";
import { formatEvent, TIME_COLUMNS } from "./display.ts";
import type { ChatEvent } from "./events.ts";
import type { SayKind } from "./outgoing.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** A person at a terminal in a chat, from the welcome to the goodbye. */
export class Session implements CommandContext {
  readonly #client: Client;
  readonly #terminal: Terminal;
  readonly #signal: AbortSignal;
  readonly #leaving = new AbortController();
  #isGreeted = false;
  /** What nobody expected to go wrong with what was typed. */
  #failure: { readonly error: unknown } | undefined;
  #current: string | undefined;
  /** Folded name of the channel to switch to once we are in it. */
  #wanted: string | undefined;

  /** @param signal Takes leave when aborted. */
  constructor(client: Client, terminal: Terminal, signal: AbortSignal) {
    this.#client = client;
    this.#terminal = terminal;
    this.#signal = signal;
  }

  get current(): string | undefined {
    return this.#current;
  }

  /**
   * Enters the channels, the first of them to talk in, and lets the person talk
   * until one side has had enough.
   *
   * @throws {JoinError} If the connection is lost.
   */
  async run(channels: readonly string[]): Promise<void> {
    this.#switchTo(undefined);
    this.#wanted = channels[0] === undefined
      ? undefined
      : foldName(channels[0]);
    for (const channel of channels) this.#client.send("JOIN", channel);
    const leave = () => this.quit("");
    this.#signal.addEventListener("abort", leave);
    if (this.#signal.aborted) leave();
    this.#readInput().catch((error) => {
      this.#failure = { error };
      leave();
    });
    try {
      for await (const event of this.#client.events()) {
        this.#apply(event);
        // Whoever reads slowly keeps the server waiting, and loses nothing.
        await this.#terminal.caughtUp(this.#leaving.signal);
      }
    } finally {
      this.#signal.removeEventListener("abort", leave);
      this.#terminal.setWaiting([]);
      for (const { text } of this.#client.waiting) {
        this.#print([{ text: `not delivered: ${text}`, style: red }]);
      }
    }
    if (this.#failure) throw this.#failure.error;
  }

  show(text: string): void {
    this.#print([{ text, style: dim }]);
  }

  send(command: string, ...params: string[]): void {
    this.#client.send(command, ...params);
  }

  say(target: string, text: string, kind?: SayKind): void {
    this.#client.say(target, text, kind);
    this.#showWaiting();
  }

  enter(channel: string, key?: string): void {
    const joined = this.#client.state.channels.get(foldName(channel));
    if (joined) {
      this.#switchTo(joined.name);
      this.show(`You are in ${joined.name}`);
      return;
    }
    this.#wanted = foldName(channel);
    this.send("JOIN", channel, ...(key === undefined ? [] : [key]));
  }

  quit(text: string): void {
    this.#client.quit(text);
    this.#leaving.abort();
  }

  async #readInput(): Promise<void> {
    for await (const text of this.#terminal.lines) {
      try {
        runInput(text, this);
      } catch (error) {
        const isExpected = error instanceof RangeError ||
          error instanceof ProtocolError;
        if (!isExpected) throw error;
        this.#print([{ text: error.message, style: red }]);
      }
    }
  }

  #apply(event: ChatEvent): void {
    if (event.type === "join" && event.own) {
      const isWanted = this.#wanted === foldName(event.channel);
      if (isWanted || this.#current === undefined) {
        this.#switchTo(event.channel);
      }
    }
    this.#print(formatEvent(event, this.#current), TIME_COLUMNS);
    const hasLeft = this.#current !== undefined &&
      !this.#client.state.channels.has(foldName(this.#current));
    if (hasLeft) {
      this.#switchTo(this.#client.state.channels.values().next().value?.name);
    }
    this.#showWaiting();
  }

  #switchTo(channel: string | undefined): void {
    this.#current = channel;
    this.#terminal.setPrompt(channel === undefined ? "> " : `${channel}> `);
  }

  #showWaiting(): void {
    const { waiting, state } = this.#client;
    this.#terminal.setWaiting(waiting.map(({ target, text, kind }) => {
      const place = target === this.#current ? "" : `${target} `;
      return kind === "action"
        ? `${place}* ${state.nick} ${text}`
        : `${place}${state.nick}: ${text}`;
    }));
  }

  #print(
    spans: Parameters<Terminal["print"]>[0],
    indent = TIME_COLUMNS,
  ): void {
    this.#greet();
    this.#terminal.print(spans, { indent });
  }

  /** Not before there is something to show: now the server has told its name. */
  #greet(): void {
    if (this.#isGreeted) return;
    this.#isGreeted = true;
    const { network, nick } = this.#client.state;
    this.show(`Connected to ${network} as ${nick}; /help for help`);
  }
}
