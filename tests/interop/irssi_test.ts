import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { isInstalled } from "../e2e/installed.ts";
import { startServer } from "../e2e/program.ts";
import { IRSSI, TerminalClient } from "./terminal_client.ts";

const hasIrssi = await isInstalled("irssi");

Deno.test({
  name: "irssi agrees on capabilities, and learns all about a channel",
  ignore: !hasIrssi,
  async fn() {
    await using server = await startServer();
    await using ann = await TerminalClient.start(IRSSI, {
      port: server.port,
      nick: "ann",
    });
    const agreed = await ann.waitFor(/Capabilities acknowledged: /);
    await ann.type("/join #own");
    const synced = await ann.waitFor(/Join to #own was synced/);

    const list = agreed.join("\n").match(/acknowledged: (.*)$/m)?.[1] ?? "";
    const capabilities = new Set(list.split(" "));
    assertEquals(
      [
        "away-notify",
        "chghost",
        "extended-join",
        "invite-notify",
        "multi-prefix",
        "server-time",
        "setname",
      ].filter((name) => !capabilities.has(name)),
      [],
    );
    const rows = synced.map((row) => row.slice("00:00:00 ".length));
    assertEquals(rows.slice(1, 4), [
      "[Users #own]",
      "[@ann]",
      "-!- Irssi: #own: Total of 1 nicks [1 ops, 0 halfops, 0 voices, 0 normal]",
    ]);
    assertMatch(rows[4] ?? "", /^-!- Channel #own created .* \d{4}$/);
  },
});
