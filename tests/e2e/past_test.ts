import { assertEquals } from "@std/assert/equals";
import { createHome, removeHome } from "../interop/home.ts";
import { isInstalled } from "./installed.ts";
import { Pane, quote } from "./pane.ts";
import { programArguments, startServer } from "./program.ts";
import { RawClient } from "./raw_client.ts";

const hasTmux = await isInstalled("tmux");

Deno.test({
  name: "join shows, searches, changes and saves what was said before",
  ignore: !hasTmux,
  async fn() {
    await using server = await startServer(["--name", "class-5b"]);
    await using bob = await RawClient.join(server.port, "bob");
    await bob.sendLines(
      "PRIVMSG #lobby :lunch at noon?",
      "PRIVMSG #lobby :or later",
      "PING said",
    );
    await bob.waitFor(/PONG .*said/);
    await using cleanUp = new AsyncDisposableStack();
    const home = await createHome("past", {});
    cleanUp.defer(() => removeHome(home));
    const args = programArguments(["join", `127.0.0.1:${server.port}`]);
    const join = [
      "env",
      `XDG_CONFIG_HOME=${home}`,
      `XDG_STATE_HOME=${home}`,
      "deno",
      ...args,
      "--name",
      "ann",
    ].map(quote).join(" ");
    await using pane = new Pane({ name: "past", rows: 40 });

    await pane.open(join);
    const entered = await pane.waitFor(/bob: or later[^]*^#lobby> *$/m);
    await pane.press("-l", "see you");
    await pane.press("Enter");
    await pane.waitFor(/ann: see you/);
    await pane.press("Up");
    await pane.waitFor(/^#lobby> \/edit 1 see you$/m);
    await pane.press("-l", " there");
    await pane.press("Enter");
    await pane.waitFor(/ann \(edited\): see you there/);
    await pane.press("-l", "/search lunch");
    await pane.press("Enter");
    const found = await pane.waitFor(/1 \S+ \S+ #lobby bob: lunch at noon\?/);
    await pane.press("PageUp");
    await pane.waitFor(/There is nothing older in #lobby/);
    await pane.press("-l", `/save ${home}/chat.txt`);
    await pane.press("Enter");
    await pane.waitFor(/Saved \d+ lines of #lobby/);
    const saved = await Deno.readTextFile(`${home}/chat.txt`);

    const earlier = entered.indexOf("── earlier ──");
    assertEquals(
      entered.slice(earlier + 1, earlier + 3)
        .map((row) => row.slice("00:00 ".length)),
      ["bob: lunch at noon?", "bob: or later"],
    );
    assertEquals(found.includes("── search: lunch ──"), true);
    assertEquals(
      saved.trimEnd().split("\n")
        .map((line) => line.slice("2026-01-01 00:00:00 ".length))
        .filter((line) => line.includes(": ")),
      ["bob: lunch at noon?", "bob: or later", "ann (edited): see you there"],
    );
  },
});
