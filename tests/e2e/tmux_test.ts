import { assertEquals } from "@std/assert/equals";
import { programArguments, startServer } from "./program.ts";
import { RawClient } from "./raw_client.ts";

const DEADLINE_MS = 30_000;
const LOOK_AGAIN_MS = 50;

const hasTmux = await new Deno.Command("tmux", {
  args: ["-V"],
  stdout: "null",
  stderr: "null",
}).output().then(({ success }) => success, () => false);

if (!hasTmux) {
  console.log("tmux is not installed: join is not tested on a real terminal");
}

/** A terminal of a tmux server of its own, which ends with it. */
class Pane implements AsyncDisposable {
  readonly #socket = `chat-test-${Deno.pid}`;

  /** Runs a command of the shell in a window of 60 × 20. */
  async open(command: string): Promise<void> {
    const size = ["-x", "60", "-y", "20"];
    await this.#tmux("new-session", "-d", ...size, command);
  }

  /** Types text, or presses keys that tmux has names for. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#tmux("send-keys", ...keys);
  }

  /** Waits until the screen fits, and gives its rows that are not blank. */
  async waitFor(pattern: RegExp): Promise<string[]> {
    const deadline = Date.now() + DEADLINE_MS;
    while (true) {
      const screen = await this.#tmux("capture-pane", "-p");
      const rows = screen.split("\n").map((row) => row.trimEnd());
      if (pattern.test(screen)) return rows.filter((row) => row !== "");
      if (Date.now() > deadline) {
        throw new Error(`Cannot find ${pattern} on the screen:\n${screen}`);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tmux("kill-server");
  }

  async #tmux(...args: readonly string[]): Promise<string> {
    const { stdout } = await new Deno.Command("tmux", {
      args: ["-u", "-L", this.#socket, "-f", "/dev/null", ...args],
      stderr: "null",
    }).output();
    return new TextDecoder().decode(stdout);
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

Deno.test({
  name: "join keeps what is typed whole on a real terminal, and restores it",
  ignore: !hasTmux,
  async fn() {
    await using server = await startServer(["--name", "class-5b"]);
    await using bob = await RawClient.join(server.port, "bob");
    const args = programArguments(["join", `127.0.0.1:${server.port}`]);
    const join = ["deno", ...args, "--name", "ann"].map(quote).join(" ");
    await using pane = new Pane();

    await pane.open(`${join}; code=$?; stty -a; echo left with $code; cat`);
    await pane.waitFor(/^#lobby> *$/m);
    await pane.press("-l", "half a 中文");
    await bob.sendLines("PRIVMSG #lobby :hello \x1b[2J ann");
    const typing = await pane.waitFor(/bob: hello/);
    await pane.press("-l", " line");
    await pane.press("Enter");
    await bob.waitFor(/:ann!\S+ PRIVMSG #lobby :half a 中文 line/);
    const said = await pane.waitFor(/ann: half a 中文 line/);
    await pane.press("C-c");
    const left = await pane.waitFor(/left with \d+/);

    assertEquals(typing.at(-1), "#lobby> half a 中文");
    assertEquals(typing.at(-2)?.slice("00:00 ".length), "bob: hello ␛[2J ann");
    assertEquals(said.at(-1), "#lobby>");
    assertEquals(left.includes("left with 0"), true);
    const modes = left.join(" ").split(/\s+/);
    assertEquals(["icanon", "echo"].filter((mode) => modes.includes(mode)), [
      "icanon",
      "echo",
    ]);
  },
});
