import { dim } from "@std/fmt/colors";
import type { TerminalDevice } from "../client/terminal/device.ts";
import { layOutFooter } from "../client/terminal/footer.ts";
import { Screen } from "../client/terminal/screen.ts";
import { openTerminal } from "../client/terminal/terminal.ts";
import { type Span, wrapBlock } from "../client/terminal/view.ts";
import { runTerminalMode } from "../client/terminal_mode.ts";
import { nickStyle } from "../client/ui/nick_style.ts";
import { systemClock } from "../client/clock.ts";
import { LineDecoder } from "../protocol/line_decoder.ts";
import { parseMessage } from "../protocol/message.ts";

/** What a client is run with. */
export interface ClientRun {
  readonly port: number;
  readonly device: TerminalDevice;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** A client to measure. */
export interface TerminalClient {
  readonly name: string;
  readonly run: (run: ClientRun) => Promise<unknown>;
}

/** The client of this repository. */
export const CHAT: TerminalClient = {
  name: "chat",
  run: ({ port, device, signal }) =>
    runTerminalMode({
      address: { host: "127.0.0.1", port },
      name: "ann",
      channels: ["#a"],
      json: false,
    }, {
      connect: (options) => Deno.connect(options),
      clock: systemClock,
      random: () => 0,
      openTerminal: (options) =>
        openTerminal({ clock: systemClock, device, ...options }),
      signal,
    }),
};

/**
 * What it is compared with: each message is a frame of its own, which is awaited
 * before the next one is looked at. What it looks like is laid out as in chat.
 */
export const NAIVE: TerminalClient = { name: "naive", run: runNaive };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const HELLO = "CAP LS\r\nNICK ann\r\nUSER a 0 * :a\r\nCAP END\r\nJOIN #a\r\n";

async function runNaive({ port, device, signal }: ClientRun): Promise<void> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const view = new NaiveView(device);
  signal.addEventListener("abort", () => conn.close());
  void view.readKeys(signal);
  await conn.write(encoder.encode(HELLO));
  const lines = new LineDecoder({ maxBytes: 16 * 1024 });
  const buffer = new Uint8Array(32 * 1024);
  while (!signal.aborted) {
    const count = await conn.read(buffer).catch(() => null);
    if (count === null) break;
    for (const { text } of lines.push(buffer.subarray(0, count))) {
      const { command, source, params } = parseMessage(text);
      if (command !== "PRIVMSG") continue;
      const [nick = ""] = source?.split("!") ?? [];
      const time = new Date().toTimeString().slice(0, 5);
      await view.print([
        { text: `${time} `, style: dim },
        { text: nick, style: nickStyle(nick) },
        { text: `: ${params[1]}` },
      ]);
    }
  }
}

/** Paints whatever changes, one frame after the other. */
class NaiveView {
  readonly #screen: Screen;
  #typed = "";
  #painting: Promise<void> = Promise.resolve();

  constructor(device: TerminalDevice) {
    this.#screen = new Screen({
      device,
      clock: systemClock,
      onResize: () => {},
      onSuspend: () => {},
    });
  }

  print(spans: readonly Span[]): Promise<void> {
    const { size } = this.#screen;
    const rows = wrapBlock({ spans, indent: 6 }, size.columns);
    return this.#painting = this.#painting.then(() => this.#paint(rows));
  }

  async readKeys(signal: AbortSignal): Promise<void> {
    const buffer = new Uint8Array(64);
    while (!signal.aborted) {
      const count = await this.#screen.read(buffer);
      // Behind the key that empties the line.
      this.#typed = decoder.decode(buffer.subarray(1, count ?? 1));
      this.#painting = this.#painting.then(() => this.#paint([]));
    }
  }

  #paint(rows: readonly string[]): Promise<void> {
    const content = {
      prompt: "#a> ",
      text: this.#typed,
      cursor: this.#typed.length,
      waiting: [],
      status: () => [{ text: "irc · #a (2)", style: dim }],
    };
    const footer = layOutFooter(content, this.#screen.size, dim);
    return this.#screen.paint({ rows, footer, clears: false });
  }
}
