import { assertEquals } from "@std/assert/equals";
import { isInstalled } from "../e2e/installed.ts";
import {
  programArguments,
  startListening,
  startServer,
} from "../e2e/program.ts";
import { JoinClient } from "./join_client.ts";

const NAME = ["--name", "class-5b"];

Deno.test({
  name: "two people chat with chat join from start to /quit",
  ignore: !await isInstalled("tmux"),
  async fn(t) {
    await using server = await startServer(NAME);
    const { port } = server;
    await using ann = await JoinClient.start(port, "ann");
    await using bob = await JoinClient.start(port, "bob");

    await t.step("they talk", async () => {
      await ann.waitFor(/bob joined/);
      await ann.say("hello bob 中文");
      await bob.waitFor(/^\d\d:\d\d ann: hello bob 中文$/m);
      await bob.say("hi ann");
      const rows = await ann.waitFor(/^\d\d:\d\d bob: hi ann$/m);

      assertEquals(
        rows.map((row) => row.slice("00:00 ".length)).slice(-5, -2),
        [
          "bob joined",
          "ann: hello bob 中文",
          "bob: hi ann",
        ],
      );
      assertEquals(rows.at(-1), "#lobby>");
    });

    await t.step("a mention in a second channel calls for Alt-2", async () => {
      await ann.say("/join #ops");
      await ann.waitFor(/^#ops> *$/m);
      await bob.say("/join #ops");
      await bob.waitFor(/^#ops> *$/m);
      await ann.waitFor(/bob joined/);
      await ann.press("M-1");
      await ann.waitFor(/^#lobby> *$/m);
      await bob.say("ann: look here");
      await ann.waitFor(/ 2:#ops 1! *$/m);
      await ann.press("M-2");

      await ann.waitFor(
        /^── #ops ──[^]*\n\d\d:\d\d bob: ann: look here\n[^\n]*\n#ops> *$/m,
      );
    });

    await t.step("a direct message has a buffer of its own", async () => {
      await bob.say("/msg ann psst");
      await ann.waitFor(/ 3:bob 1! *$/m);
      await ann.press("M-a");
      await ann.waitFor(/^── bob ──[^]*\n\d\d:\d\d bob: psst\n[^]*bob> *$/m);
      await ann.say("only you");
      await bob.waitFor(/ 3:ann 1! *$/m);
      await bob.press("M-a");
      await bob.waitFor(
        /^\d\d:\d\d bob: psst\n\d\d:\d\d ann: only you\n[^\n]*\nann> *$/m,
      );
    });

    await t.step("a paste of several lines is one message", async () => {
      await ann.press("M-1");
      await bob.press("M-1");
      await ann.waitFor(/^#lobby> *$/m);
      await bob.waitFor(/^#lobby> *$/m);
      await ann.paste("roses\n  violets\npoems");
      await ann.waitFor(/roses\n[^\n]*violets\n[^\n]*poems/);
      await ann.press("Enter");

      await bob.waitFor(/ann:[^]*roses\n[^\n]* {2}violets\n[^\n]*poems/);
    });

    await t.step("an editor changes what is typed", async () => {
      await ann.typePart("a draft");
      await ann.press("C-x");
      await ann.press("C-e");
      await ann.waitFor(/^#lobby> a text *$/m);
      await ann.press("Enter");
      await bob.waitFor(/^\d\d:\d\d ann: a text$/m);
    });

    await t.step("whoever is kicked can come again", async () => {
      await ann.press("M-2");
      await ann.waitFor(/^#ops> *$/m);
      await ann.say("/kick bob too loud");
      await bob.waitFor(/ 2:#ops 1! *$/m);
      await bob.press("M-2");
      await bob.waitFor(/put out of #ops[^\n]*too loud/);
      await bob.say("/join #ops");
      await bob.waitFor(/^#ops> *$/m);
      await bob.say("here again");
      await ann.waitFor(/bob: here again/);
    });

    await t.step("a server that is killed while they type", async () => {
      await ann.press("M-1");
      await bob.press("M-1");
      await bob.waitFor(/^#lobby> *$/m);
      await ann.waitFor(/^#lobby> *$/m);
      await ann.typePart("half a");
      server.process.kill("SIGKILL");
      await server.ended;
      await ann.waitFor(/reconnecting/);
      await ann.typePart(" line");
      await ann.press("Enter");
      await ann.waitFor(/1 message waiting/);
      await ann.typePart("next");
    });

    // With its console, which prints what is said in #lobby.
    const args = ["serve", "--port", `${port}`, "--ephemeral", ...NAME];
    await using again = await startListening({ args: programArguments(args) });

    await t.step("is found again, and told what was typed, once", async () => {
      await again.waitForLine(/^ann: half a line$/);
      await again.waitForLine(/^-- bob joined #lobby$/);
      await ann.waitFor(/^\d\d:\d\d ann: half a line$/m);
      await ann.waitFor(/^#lobby> next *$/m);
      await ann.press("Enter");
      await bob.waitFor(/^\d\d:\d\d ann: next$/m);
      await bob.say("welcome back");
      await ann.waitFor(/^\d\d:\d\d bob: welcome back$/m);

      for (const lines of [again.lines, await ann.rows()]) {
        assertEquals(
          lines.filter((line) => line.endsWith("half a line")).length,
          1,
        );
      }
    });

    await t.step("/quit gives the terminal back as it was", async () => {
      await bob.say("/quit so long");
      assertEquals(await bob.ended(), "left with 0, same terminal");
      await ann.waitFor(/bob left \(so long\)|bob left \(Quit: so long\)/);
      await ann.say("/quit");
      assertEquals(await ann.ended(), "left with 0, same terminal");
      assertEquals((await ann.history()).at(0), "hello bob 中文");
    });
  },
});
