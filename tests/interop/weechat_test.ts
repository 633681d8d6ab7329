import { assertEquals } from "@std/assert/equals";
import { isInstalled } from "../e2e/installed.ts";
import { startServer } from "../e2e/program.ts";
import { RawClient } from "../e2e/raw_client.ts";
import { TerminalClient, WEECHAT } from "./terminal_client.ts";

const hasWeechat = await isInstalled("weechat");

/** `ann` on WeeChat, and `bob`, who is in #lobby. */
interface Chat {
  readonly ann: TerminalClient;
  readonly bob: RawClient;
  readonly port: number;
}

function test(name: string, run: (chat: Chat) => Promise<void>): void {
  Deno.test({
    name: `weechat ${name}`,
    ignore: !hasWeechat,
    async fn() {
      await using server = await startServer();
      const { port } = server;
      await using bob = await RawClient.join(port, "bob", "message-tags");
      await using ann = await TerminalClient.start(WEECHAT, {
        port,
        nick: "ann",
      });
      await run({ ann, bob, port });
    },
  });
}

test("agrees on capabilities", async ({ ann }) => {
  const screen = await ann.waitFor(/capability, enabled: /);

  const [, list = ""] = /capability, enabled: (.*)$/m.exec(screen.join("\n")) ??
    [];
  const capabilities = new Set(list.split(" "));
  assertEquals(
    [
      "away-notify",
      "cap-notify",
      "chghost",
      "extended-join",
      "invite-notify",
      "message-tags",
      "multi-prefix",
      "server-time",
      "setname",
      "userhost-in-names",
    ].filter((name) => !capabilities.has(name)),
    [],
  );
});

test("shows who is typing, and tells it", async ({ ann, bob }) => {
  await ann.type("/join #lobby");
  await bob.waitFor(/:ann!\S+ JOIN #lobby\r/);
  await bob.sendLines("@+typing=active TAGMSG #lobby");
  await ann.waitFor(/Typing: bob/);
  await bob.sendLines("PRIVMSG #lobby :done");
  await ann.waitForRows(WEECHAT.rows.said("bob", "done"));
  await ann.typePart("wait a mo");

  await bob.waitFor(/^@\S*\+typing=active\S* :ann!\S+ TAGMSG #lobby\r$/m);
});

test("is told when a friend comes and goes", async ({ ann, port }) => {
  await ann.type("/notify add cleo");
  await ann.waitFor(/cleo is offline/);
  {
    await using cleo = await RawClient.join(port, "cleo");
    await ann.waitFor(/notify: cleo.* has connected/);
    await cleo.sendLines("QUIT");
    await cleo.ended;
  }

  await ann.waitFor(/notify: cleo.* has quit/);
});

test("shows another real name", async ({ ann, bob }) => {
  await ann.type("/join #lobby");
  await bob.waitFor(/:ann!\S+ JOIN #lobby\r/);
  await bob.sendLines("SETNAME :Robert the Great");

  await ann.waitFor(/bob has changed real name to "Robert the Great"/);
});
