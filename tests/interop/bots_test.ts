import { assertEquals } from "@std/assert/equals";
import { findIrcPython, isInstalled } from "../e2e/installed.ts";
import { RunningProgram, startServer, toPath } from "../e2e/program.ts";
import { RawClient } from "../e2e/raw_client.ts";

const PYTHON = {
  name: "python3-irc",
  command: await findIrcPython() ?? "python3",
  file: "tests/interop/python_bot.py",
} as const;
const FRAMEWORK = {
  name: "irc-framework",
  command: "node",
  file: "tests/interop/framework_bot.mjs",
} as const;

/** A bot in #bots, where `ann` is the channel's operator. */
interface Chat {
  readonly bot: RunningProgram;
  readonly ann: RawClient;
  readonly port: number;
}

/** Starts a server, `ann` in #lobby and #bots, and the bot in #bots. */
async function runChat(
  { command, file }: typeof PYTHON | typeof FRAMEWORK,
  run: (chat: Chat) => Promise<void>,
): Promise<void> {
  await using server = await startServer();
  const { port } = server;
  await using ann = await RawClient.join(
    port,
    "ann",
    "away-notify message-tags",
  );
  await ann.sendLines("JOIN #bots");
  await ann.waitFor(/ 366 ann #bots /);
  await using bot = new RunningProgram({
    command,
    args: [toPath(file), `${port}`, "bot", "#bots"],
  });
  await bot.waitForLine(/^operators /);
  await run({ bot, ann, port });
}

for (const kind of [PYTHON, FRAMEWORK]) {
  const ignore = !await isInstalled(kind.name);

  Deno.test({
    name: `${kind.name} runs a bot that answers`,
    ignore,
    fn: () =>
      runChat(kind, async ({ bot, ann }) => {
        await ann.sendLines("PRIVMSG #bots :!hello");
        await ann.waitFor(/:bot!\S+ PRIVMSG #bots :hello ann\r/);
        await ann.sendLines("PRIVMSG bot :is anybody there?");
        await ann.waitFor(/:bot!\S+ PRIVMSG ann :hello ann\r/);
        await ann.sendLines("PRIVMSG #bots :\x01ACTION waves\x01");
        await bot.waitForLine(/^acted /);

        const seen = bot.lines.filter((line) => !line.startsWith("echo"));
        assertEquals(seen.slice(-5), [
          "members #bots ann bot",
          "operators #bots ann",
          "said #bots ann !hello",
          "private ann is anybody there?",
          "acted #bots ann waves",
        ]);
      }),
  });

  Deno.test({
    name: `${kind.name} runs a bot that sees what happens in its channel`,
    ignore,
    fn: () =>
      runChat(kind, async ({ bot, ann, port }) => {
        await using bob = await RawClient.join(port, "bob");
        await bob.sendLines("JOIN #bots", "PART #bots :just looking");
        await bot.waitForLine(/^left /);
        await bob.sendLines("JOIN #bots", "NICK жук");
        await bot.waitForLine(/^renamed /);
        await bob.sendLines("QUIT :so long");
        await bot.waitForLine(/^quit /);
        await ann.sendLines("TOPIC #bots :о ботах 🤖");
        await bot.waitForLine(/^topic /);
        await ann.sendLines("MODE #bots +v bot");
        await bot.waitForLine(/^mode #bots /);
        await ann.sendLines("KICK #bots bot :out of here");
        await bot.waitForLine(/^kicked /);

        const from = bot.lines.findIndex((line) => line.startsWith("left"));
        assertEquals(bot.lines.slice(from), [
          "left #bots bob just looking",
          "renamed bob жук",
          "quit жук Quit: so long",
          "topic #bots ann о ботах 🤖",
          "mode #bots ann +v bot",
          "kicked #bots bot ann out of here",
        ]);
      }),
  });
}

Deno.test({
  name: "irc-framework runs a bot that uses all that the library knows",
  ignore: !await isInstalled("irc-framework"),
  fn: () =>
    runChat(FRAMEWORK, async ({ bot, ann, port }) => {
      const ask = async (request: string, answer: RegExp): Promise<string> => {
        await ann.sendLines(`PRIVMSG bot :${request}`);
        const [line] = await bot.waitForLine(answer);
        return line;
      };
      await using bob = await RawClient.join(port, "bob");
      await ann.sendLines("MODE #bots +b *!*@192.0.2.1", "TOPIC #bots :beep");
      await bot.waitForLine(/^topic /);

      const answers = [
        await ask("label labelled", /^echo #bots .*/),
        await ask("away for repair", /^away bot .*/),
        await ask("whois bob", /^whois .*/),
        await ask("who #bots", /^who .*/),
        await ask("list", /^channels .*/),
        await ask("bans", /^bans .*/),
        await ask("monitor cleo", /^offline .*/),
      ];
      await ann.waitFor(/:bot!\S+ AWAY :for repair\r/);
      await using cleo = await RawClient.join(port, "cleo");
      answers.push(...await bot.waitForLine(/^online .*/));
      await bob.sendLines("SETNAME :Robert", "QUIT :so long");
      await bob.ended;
      answers.push(await ask("whowas bob", /^whowas .*/));
      await cleo.sendLines("JOIN #bots", "AWAY :back soon");
      answers.push(...await bot.waitForLine(/^away cleo .*/));
      await cleo.sendLines("AWAY", "SETNAME :Cleopatra");
      answers.push(...await bot.waitForLine(/^back .*/));
      answers.push(...await bot.waitForLine(/^setname .*/));

      assertEquals(answers.map((line) => line.replace(/(?<=ann!).*/, "")), [
        "echo #bots labelled one id",
        "away bot myself You have been marked as being away",
        "whois bob bob #lobby here found",
        "who #bots ann/ann/here/#bots bot/a bot/away/#bots",
        "channels #bots/2/beep #lobby/2/",
        "bans *!*@192.0.2.1 ann!",
        "offline cleo",
        "online cleo",
        "whowas bob Robert found",
        "away cleo another back soon",
        "back cleo",
        "setname cleo Cleopatra",
      ]);
      assertEquals(
        bot.lines.find((line) => line.startsWith("enabled")),
        "enabled account-tag away-notify batch cap-notify chghost draft/multiline " +
          "echo-message extended-join invite-notify labeled-response " +
          "message-tags multi-prefix server-time setname userhost-in-names",
      );
    }),
});
