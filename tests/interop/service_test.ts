import { isInstalled } from "../e2e/installed.ts";
import { startServer } from "../e2e/program.ts";
import { RawClient } from "../e2e/raw_client.ts";
import { IRSSI, TerminalClient, WEECHAT } from "./terminal_client.ts";

const BOB_CAPABILITIES = "chat/edit echo-message message-tags";

for (const program of [IRSSI, WEECHAT]) {
  const { rows } = program;

  Deno.test({
    name: `${program.name} shows an edit, and finds it by the service`,
    ignore: !await isInstalled(program.name),
    async fn() {
      await using server = await startServer();
      const { port } = server;
      await using bob = await RawClient.join(port, "bob", BOB_CAPABILITIES);
      await using ann = await TerminalClient.start(program, {
        port,
        nick: "ann",
      });
      await ann.type("/join #lobby");
      await ann.waitForRows(rows.joined("ann", "#lobby"));
      await bob.sendLines("PRIVMSG #lobby :teh deploy is done");
      await ann.waitForRows(rows.said("bob", "teh deploy is done"));
      await bob.waitFor(/ PRIVMSG #lobby :teh deploy is done\r/);
      const [, id] = /msgid=([^\s;]+)\S* :bob\S+ PRIVMSG/.exec(bob.text) ?? [];

      await bob.sendLines(`EDITMSG #lobby ${id} :the deploy is done`);

      await ann.waitForRows(
        rows.said("bob", "\\(edited\\) the deploy is done"),
      );
      await ann.type("/query chat");
      await ann.type("search depl* from:bob");
      await ann.waitFor(/ #lobby <bob> the deploy is done/);
      await ann.waitFor(/That is all/);
    },
  });
}
