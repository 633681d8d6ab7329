import { assertEquals } from "@std/assert/equals";
import { isInstalled } from "../e2e/installed.ts";
import { startServer } from "../e2e/program.ts";
import { RawClient } from "../e2e/raw_client.ts";
import { IRSSI, TerminalClient, WEECHAT } from "./terminal_client.ts";

const BOB_CAPABILITIES =
  "batch draft/multiline echo-message message-tags server-time";

for (const program of [IRSSI, WEECHAT]) {
  const { rows } = program;

  Deno.test({
    name: `${program.name} shows what was said before it came, at its time`,
    ignore: !await isInstalled(program.name),
    async fn() {
      await using server = await startServer();
      const { port } = server;
      await using bob = await RawClient.join(port, "bob", BOB_CAPABILITIES);
      await bob.sendLines(
        "JOIN #before",
        "PRIVMSG #before :hello",
        "PRIVMSG #before :\x01ACTION waves\x01",
        "PRIVMSG #before :\x01VERSION\x01",
        "BATCH +1 draft/multiline #before",
        "@batch=1 PRIVMSG #before :one",
        "@batch=1 PRIVMSG #before :two",
        "BATCH -1",
        "PRIVMSG #before :the last",
      );
      await bob.waitFor(/ PRIVMSG #before :the last\r/);
      await using ann = await TerminalClient.start(program, {
        port,
        nick: "ann",
      });

      await ann.type("/join #before");
      const screen = await ann.waitForRows(
        rows.said("bob", "hello"),
        rows.acted("bob", "waves"),
        rows.said("bob", "one"),
        rows.said("bob", "two"),
        rows.said("bob", "the last"),
      );

      const [, time = ""] = /time=\S+T([\d:]+)\S* :bob\S+ PRIVMSG \S+ :hello\r/
        .exec(bob.text) ?? [];
      const shown = screen.find((row) => /bob.* hello *$/.test(row)) ?? "";
      assertEquals(shown.slice(0, "hh:mm:ss".length), time);
      await bob.sendLines("PRIVMSG #before :and now");
      await ann.waitForRows(rows.said("bob", "and now"));
    },
  });
}
