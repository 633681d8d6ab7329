import { poll } from "./poll.ts";

/** The window of a {@linkcode Pane}. */
export interface PaneOptions {
  /** Tells its tmux server from those of other panes. */
  readonly name: string;
  /** 60 by default. */
  readonly columns?: number;
  /** 20 by default. */
  readonly rows?: number;
}

/**
 * A terminal of a tmux server of its own. On disposal, what runs in it is asked
 * to end, and has ended.
 */
export class Pane implements AsyncDisposable {
  readonly #socket: string;
  readonly #size: readonly string[];
  #screen = "";

  constructor({ name, columns = 60, rows = 20 }: PaneOptions) {
    this.#socket = `chat-${name}-${Deno.pid}`;
    this.#size = ["-x", `${columns}`, "-y", `${rows}`];
  }

  /** Runs a command of the shell. */
  async open(command: string): Promise<void> {
    await this.#tmux("new-session", "-d", ...this.#size, command);
  }

  /** Types text, or presses keys that tmux has names for. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#tmux("send-keys", ...keys);
  }

  /** Pastes text, as a terminal does with what was copied. */
  async paste(text: string): Promise<void> {
    await this.#tmux("set-buffer", "--", text);
    await this.#tmux("paste-buffer", "-p");
  }

  /** Gives all rows, those that were scrolled off included. */
  async rows(): Promise<string[]> {
    const { output } = await this.#tmux("capture-pane", "-p", "-S", "-");
    return output.split("\n").map((row) => row.trimEnd());
  }

  /** Waits until the screen fits, and gives its rows that are not blank. */
  waitFor(pattern: RegExp): Promise<string[]> {
    return poll(async () => {
      this.#screen = (await this.#tmux("capture-pane", "-p")).output;
      if (!pattern.test(this.#screen)) return undefined;
      const rows = this.#screen.split("\n").map((row) => row.trimEnd());
      return rows.filter((row) => row !== "");
    }, () => `Cannot find ${pattern} on the screen:\n${this.#screen}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { output: pid } = await this.#tmux("display", "-p", "#{pane_pid}");
    await this.#tmux("run-shell", "-b", `kill -s TERM -- -${pid.trim()}`);
    try {
      // The server ends with its last pane.
      await poll(
        async () => (await this.#tmux("list-panes")).success ? undefined : true,
        () => `Cannot end what runs in ${this.#socket}`,
      );
    } finally {
      await this.#tmux("kill-server");
    }
  }

  async #tmux(
    ...args: readonly string[]
  ): Promise<{ success: boolean; output: string }> {
    const { success, stdout } = await new Deno.Command("tmux", {
      args: ["-u", "-L", this.#socket, "-f", "/dev/null", ...args],
      stderr: "null",
    }).output();
    return { success, output: new TextDecoder().decode(stdout) };
  }
}

/** Quotes a word for the shell. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
