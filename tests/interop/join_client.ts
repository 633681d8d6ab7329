import { Pane, quote } from "../e2e/pane.ts";
import { programArguments, toPath } from "../e2e/program.ts";
import { createHome, removeHome } from "./home.ts";

const WINDOW = { columns: 80, rows: 30 };

/**
 * `chat join` in tmux, with settings of its own, and an editor that writes
 * "text" for "draft".
 */
export class JoinClient implements AsyncDisposable {
  readonly #home: string;
  readonly #pane: Pane;

  private constructor(nick: string, home: string) {
    this.#home = home;
    this.#pane = new Pane({ name: `interop-join-${nick}`, ...WINDOW });
  }

  /**
   * Starts it on this machine's port, and waits until it is in #lobby. When it
   * has ended, its window says with which code, and whether the terminal is as
   * it was: see `ended`.
   */
  static async start(port: number, nick: string): Promise<JoinClient> {
    const home = await createHome("join", {});
    const client = new JoinClient(nick, home);
    try {
      const address = `127.0.0.1:${port}`;
      const args = programArguments(["join", address, "--name", nick]);
      const env = {
        LC_ALL: "C.UTF-8",
        TZ: "UTC",
        VISUAL: "sed -i s/draft/text/",
        XDG_CONFIG_HOME: `${home}/config`,
        XDG_STATE_HOME: `${home}/state`,
      };
      const words = [
        "env",
        ...Object.entries(env).map((pair) => pair.join("=")),
        "deno",
        ...args,
      ];
      const join = words.map(quote).join(" ");
      await client.#pane.open(
        `cd ${quote(toPath("."))}; before=$(stty -g); ${join}; code=$?; ` +
          'test "$before" = "$(stty -g)" && now=same || now=other; ' +
          'echo "left with $code, $now terminal"; cat',
      );
      await client.waitFor(/^#lobby> *$/m);
      return client;
    } catch (error) {
      await client[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Types a line, and presses Enter. */
  async say(line: string): Promise<void> {
    await this.typePart(line);
    await this.press("Enter");
  }

  /** Types the start of a line. */
  async typePart(text: string): Promise<void> {
    await this.#pane.press("-l", text);
  }

  /** Presses a key, by tmux's name for it. */
  press(key: string): Promise<void> {
    return this.#pane.press(key);
  }

  /** Pastes a text. */
  paste(text: string): Promise<void> {
    return this.#pane.paste(text);
  }

  /** Waits until the screen fits, and gives its rows that are not blank. */
  waitFor(pattern: RegExp): Promise<string[]> {
    return this.#pane.waitFor(pattern);
  }

  /** Gives all rows, those that were scrolled off included. */
  rows(): Promise<string[]> {
    return this.#pane.rows();
  }

  /** Gives the lines that it keeps for the next time. */
  async history(): Promise<string[]> {
    const path = `${this.#home}/state/chat/history`;
    return (await Deno.readTextFile(path)).split("\n");
  }

  /** Waits until it has ended, and gives the line that tells how. */
  async ended(): Promise<string | undefined> {
    const rows = await this.waitFor(/^left with .*$/m);
    return rows.find((row) => row.startsWith("left with "));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#pane[Symbol.asyncDispose]();
    } finally {
      await removeHome(this.#home);
    }
  }
}
