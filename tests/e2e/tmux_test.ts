import { assertEquals } from "@std/assert/equals";
import { createHome, removeHome } from "../interop/home.ts";
import { isInstalled } from "./installed.ts";
import { Pane, quote } from "./pane.ts";
import { programArguments, startServer } from "./program.ts";
import { RawClient } from "./raw_client.ts";

const hasTmux = await isInstalled("tmux");

Deno.test({
  name: "join keeps what is typed whole on a real terminal, and restores it",
  ignore: !hasTmux,
  async fn() {
    await using server = await startServer(["--name", "class-5b"]);
    await using bob = await RawClient.join(server.port, "bob");
    const args = programArguments(["join", `127.0.0.1:${server.port}`]);
    await using cleanUp = new AsyncDisposableStack();
    const home = await createHome("join", {});
    cleanUp.defer(() => removeHome(home));
    const folders = ["CONFIG", "STATE"].map((name) =>
      `XDG_${name}_HOME=${home}`
    );
    const join = ["env", ...folders, "deno", ...args, "--name", "ann"]
      .map(quote).join(" ");
    await using pane = new Pane({ name: "join" });

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
    assertEquals(typing.at(-2), "class-5b · #lobby (2)");
    assertEquals(typing.at(-3)?.slice("00:00 ".length), "bob: hello ␛[2J ann");
    assertEquals(said.at(-1), "#lobby>");
    assertEquals(left.includes("left with 0"), true);
    const modes = left.join(" ").split(/\s+/);
    assertEquals(["icanon", "echo"].filter((mode) => modes.includes(mode)), [
      "icanon",
      "echo",
    ]);
  },
});
