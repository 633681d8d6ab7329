import { packagePath } from "../e2e/installed.ts";
import { poll } from "../e2e/poll.ts";
import { RunningProgram } from "../e2e/program.ts";
import { createHome, removeHome } from "./home.ts";

/** Something that The Lounge tells its page. */
export interface LoungeEvent {
  readonly name: string;
  // deno-lint-ignore no-explicit-any
  readonly data: any;
}

/**
 * The Lounge in public mode, and its page: what a browser would send and be
 * told, over socket.io.
 *
 * It runs on Deno, as it asks for a newer Node than the project does.
 */
export class Lounge implements AsyncDisposable {
  /** All that its page was told. */
  readonly events: LoungeEvent[] = [];
  readonly #home: string;
  readonly #program: RunningProgram;
  #page: WebSocket | undefined;

  private constructor(home: string) {
    this.#home = home;
    this.#program = new RunningProgram({
      args: [
        "run",
        "--no-prompt",
        "--no-config",
        "--node-modules-dir=manual",
        "--allow-env",
        "--allow-net=127.0.0.1",
        "--allow-read",
        "--allow-sys",
        `--allow-write=${home}`,
        `${packagePath("thelounge")}index.js`,
        "start",
        ...["public=true", "host=127.0.0.1", "port=0"]
          .flatMap((setting) => ["--config", setting]),
      ],
      env: { THELOUNGE_HOME: home },
    });
  }

  /** Starts it, and opens its page. */
  static async start(): Promise<Lounge> {
    // Its settings, all by default, are a CommonJS module.
    const home = await createHome("thelounge", {
      "config.js": "module.exports = {};\n",
      "package.json": '{"type":"commonjs"}',
    });
    const lounge = new Lounge(home);
    try {
      await lounge.#open();
      return lounge;
    } catch (error) {
      await lounge[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Tells it what a browser would. */
  emit(name: string, data: unknown): void {
    this.#page?.send(`42${JSON.stringify([name, data])}`);
  }

  /** Waits until its page is told something. */
  waitFor(
    name: string,
    // deno-lint-ignore no-explicit-any
    fits: (data: any) => boolean = () => true,
    // deno-lint-ignore no-explicit-any
  ): Promise<any> {
    return poll(
      () =>
        this.events.find((event) => event.name === name && fits(event.data))
          ?.data,
      () => {
        const told = this.events.map((event) => JSON.stringify(event));
        return `Cannot find ${name} in what The Lounge tells:\n${
          told.join("\n")
        }`;
      },
    );
  }

  /** Waits until its page is told a message with these fields. */
  async waitForMessage(
    { chan, ...fields }: {
      readonly chan?: number;
      readonly type?: string;
      readonly text?: string;
    },
    // deno-lint-ignore no-explicit-any
  ): Promise<any> {
    const { msg } = await this.waitFor(
      "msg",
      (data) =>
        (chan === undefined || data.chan === chan) &&
        Object.entries(fields).every(([name, value]) =>
          data.msg[name] === value
        ),
    );
    return msg;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const page = this.#page;
    if (page && page.readyState !== WebSocket.CLOSED) {
      await new Promise((resolve) => {
        page.onclose = resolve;
        page.close();
      });
    }
    await this.#program.stop();
    await removeHome(this.#home);
  }

  async #open(): Promise<void> {
    const [, address] = await this.#program.waitForLine(
      /Available at http:\/\/(127\.0\.0\.1:\d+)\//,
    );
    const page = new WebSocket(
      `ws://${address}/socket.io/?EIO=4&transport=websocket`,
    );
    page.onmessage = ({ data }) => this.#receive(page, `${data}`);
    this.#page = page;
    await this.waitFor("init");
  }

  /** Engine.io 4: 0 is open, 2 a ping; 4 carries socket.io, where 2 is an event. */
  #receive(page: WebSocket, text: string): void {
    if (text.startsWith("0")) page.send("40");
    if (text === "2") page.send("3");
    if (!text.startsWith("42")) return;
    const [name, data] = JSON.parse(text.slice(2));
    this.events.push({ name, data });
  }
}
