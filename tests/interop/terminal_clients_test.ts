import { assertEquals } from "@std/assert/equals";
import { isInstalled } from "../e2e/installed.ts";
import { poll } from "../e2e/poll.ts";
import { startServer } from "../e2e/program.ts";
import { RawClient } from "../e2e/raw_client.ts";
import { SlowLine } from "./slow_line.ts";
import {
  IRSSI,
  TerminalClient,
  type TerminalProgram,
  WEECHAT,
} from "./terminal_client.ts";

const BOB_CAPABILITIES =
  "away-notify batch draft/multiline echo-message message-tags server-time";

/** A server, the client that is tested as `ann`, and a raw one as `bob`. */
interface Chat {
  readonly ann: TerminalClient;
  readonly bob: RawClient;
  /** The line from the server to `ann`. */
  readonly line: SlowLine;
}

/** Starts a server, `ann` and `bob`, both in #lobby, and shows it to `ann`. */
async function runChat(
  program: TerminalProgram,
  run: (chat: Chat) => Promise<void>,
): Promise<void> {
  await using server = await startServer(["--name", "class-5b"]);
  await using bob = await RawClient.join(server.port, "bob", BOB_CAPABILITIES);
  await using line = new SlowLine(server.port);
  await using ann = await TerminalClient.start(program, {
    port: line.port,
    nick: "ann",
  });
  await ann.type("/join #lobby");
  await ann.waitForRows(program.rows.joined("ann", "#lobby"));
  await bob.waitFor(/:ann!\S+ JOIN #lobby\r/);
  await run({ ann, bob, line });
}

for (const program of [IRSSI, WEECHAT]) {
  const { rows } = program;
  const ignore = !await isInstalled(program.name);

  const test = (name: string, run: (chat: Chat) => Promise<void>) =>
    Deno.test({
      name: `${program.name} ${name}`,
      ignore,
      fn: () => runChat(program, run),
    });

  test("talks in a channel both ways", async ({ ann, bob }) => {
    await bob.sendLines("PRIVMSG #lobby :hello ann");
    await ann.waitForRows(rows.said("bob", "hello ann"));
    await ann.type("hello bob");
    await bob.waitFor(/:ann!\S+ PRIVMSG #lobby :hello bob\r/);
    await bob.sendLines("PRIVMSG #lobby :\x01ACTION waves\x01");
    await ann.waitForRows(rows.acted("bob", "waves"));
    await ann.type("/me nods");
    await bob.waitFor(/:ann!\S+ PRIVMSG #lobby :\x01ACTION nods\x01\r/);

    await ann.waitForRows(
      rows.said("bob", "hello ann"),
      rows.said("ann", "hello bob"),
      rows.acted("bob", "waves"),
      rows.acted("ann", "nods"),
    );
  });

  test("talks to one person both ways", async ({ ann, bob }) => {
    await bob.sendLines("PRIVMSG ann :only you");
    await ann.type("/query bob");
    await ann.waitForRows(rows.said("bob", "only you"));
    await ann.type("and only you");
    await bob.waitFor(/:ann!\S+ PRIVMSG bob :and only you\r/);

    await ann.waitForRows(
      rows.said("bob", "only you"),
      rows.said("ann", "and only you"),
    );
  });

  test("shows who comes, goes, and is renamed", async ({ ann, bob }) => {
    await ann.type("/join #own");
    await ann.waitForRows(rows.joined("ann", "#own"));
    await bob.sendLines("JOIN #own", "PART #own :for now");
    await ann.waitForRows(
      rows.joined("bob", "#own"),
      rows.left("bob", "#own", "for now"),
    );
    await bob.sendLines("JOIN #own", "NICK robert", "QUIT :so long");

    await ann.waitForRows(
      rows.joined("bob", "#own"),
      rows.left("bob", "#own", "for now"),
      rows.joined("bob", "#own"),
      rows.renamed("bob", "robert"),
      rows.quit("robert", "Quit: so long"),
    );
  });

  test("shows a topic and is put out", async ({ ann, bob }) => {
    await bob.sendLines("JOIN #bobs", "TOPIC #bobs :Старая тема");
    await bob.waitFor(/ TOPIC #bobs /);
    await ann.type("/join #bobs");
    await ann.waitFor(/Старая тема/);
    await bob.sendLines("TOPIC #bobs :tea at four 🍵");
    await ann.waitForRows(rows.setTopic("bob", "#bobs", "tea at four 🍵"));
    await bob.sendLines("KICK #bobs ann :too loud");

    await ann.waitForRows(
      rows.setTopic("bob", "#bobs", "tea at four 🍵"),
      rows.kicked("ann", "#bobs", "bob", "too loud"),
    );
  });

  test("leads a channel of its own", async ({ ann, bob }) => {
    await ann.type("/join #own");
    await ann.waitForRows(rows.joined("ann", "#own"));
    await bob.sendLines("JOIN #own");
    await ann.waitForRows(rows.joined("bob", "#own"));
    await ann.type("/topic mine");
    await bob.waitFor(/:ann!\S+ TOPIC #own :mine\r/);
    await ann.type("/op bob");
    await bob.waitFor(/:ann!\S+ MODE #own \+o bob\r/);
    await ann.type("/ban *!*@192.0.2.1");
    await bob.waitFor(/:ann!\S+ MODE #own \+b \*!\*@192\.0\.2\.1\r/);
    await ann.type("/kick bob out you go");
    await bob.waitFor(/:ann!\S+ KICK #own bob :out you go\r/);

    await ann.waitForRows(rows.kicked("bob", "#own", "ann", "out you go"));
  });

  test("is renamed, goes away, leaves and quits", async ({ ann, bob }) => {
    await ann.type("/nick анна");
    await bob.waitFor(/:ann!\S+ NICK :?анна\r/);
    await ann.type("/away lunch");
    await bob.waitFor(/:анна!\S+ AWAY :?lunch\r/);
    await ann.type("/part #lobby see you");
    await bob.waitFor(/:анна!\S+ PART #lobby :see you\r/);
    // As it is: a client that has not yet read that it has left would not ask.
    await ann.type("/quote JOIN #lobby");
    await bob.waitFor(/:анна!\S+ JOIN #lobby\r/);
    await ann.type("/quit bye");

    await bob.waitFor(/:анна!\S+ QUIT :Quit: bye\r/);
  });

  test("shows names of any script", async ({ ann, bob }) => {
    await bob.sendLines("NICK Борис", "JOIN #кухня");
    await bob.waitFor(/ JOIN #кухня\r/);
    await ann.type("/join #кухня");
    await bob.waitFor(/:ann!\S+ JOIN #кухня\r/);
    await bob.sendLines("PRIVMSG #кухня :привет 中文 🙂");
    await ann.waitForRows(rows.said("Борис", "привет 中文 🙂"));
    await ann.type("ça va, 世界?");

    await bob.waitFor(/:ann!\S+ PRIVMSG #кухня :ça va, 世界\?\r/);
    await ann.waitForRows(rows.said("ann", "ça va, 世界\\?"));
  });

  test("shows the lines of one message", async ({ ann, bob }) => {
    await bob.sendLines(
      "BATCH +1 draft/multiline #lobby",
      "@batch=1 PRIVMSG #lobby :roses",
      "@batch=1 PRIVMSG #lobby :violets",
      "@batch=1 PRIVMSG #lobby :poems",
      "BATCH -1",
    );

    await ann.waitForRows(
      rows.said("bob", "roses"),
      rows.said("bob", "violets"),
      rows.said("bob", "poems"),
    );
  });

  test("follows a channel that gets another name", async ({ ann, bob }) => {
    await bob.sendLines("JOIN #old");
    await bob.waitFor(/ 366 bob #old /);
    await ann.type("/join #old");
    await bob.waitFor(/:ann!\S+ JOIN #old\r/);
    await bob.sendLines("RENAME #old #new :a better name");
    await ann.waitForRows(rows.joined("ann", "#new"));
    await ann.type("here I am");

    await bob.waitFor(/:ann!\S+ PRIVMSG #new :here I am\r/);
  });

  test("is invited, and invites", async ({ ann, bob }) => {
    await bob.sendLines("JOIN #bobs", "INVITE ann #bobs");
    await ann.type(program.showServer);
    await ann.waitForRows(rows.invitedBy("bob", "#bobs"));
    await ann.type("/join #anns");
    await ann.waitForRows(rows.joined("ann", "#anns"));
    await ann.type("/invite bob #anns");

    await bob.waitFor(/:ann!\S+ INVITE bob :?#anns\r/);
  });

  test("answers a CTCP request, and makes one", async ({ ann, bob }) => {
    await bob.sendLines("PRIVMSG ann :\x01PING 12345\x01");
    await bob.waitFor(/:ann!\S+ NOTICE bob :\x01PING 12345\x01\r/);
    await ann.type("/ctcp bob VERSION");
    await bob.waitFor(/:ann!\S+ PRIVMSG bob :\x01VERSION\x01\r/);
    await bob.sendLines("NOTICE ann :\x01VERSION a raw client\x01");

    await ann.type(program.showServer);
    await ann.waitFor(/a raw client/);
  });

  test("tells who somebody is", async ({ ann, bob }) => {
    await bob.sendLines("AWAY :at lunch");
    await bob.waitFor(/ 306 /);
    await ann.type("/whois bob");
    await ann.type(program.showServer);

    await ann.waitFor(/\bbob\b[^\n]*bob@/);
    await ann.waitFor(/#lobby/);
    await ann.waitFor(/at lunch/);
    await ann.waitFor(/idle/);
    await ann.waitFor(/End of \/?WHOIS/i);
  });

  test("lists channels", async ({ ann, bob }) => {
    await bob.sendLines("TOPIC #lobby :for all");
    await ann.waitFor(/for all/);
    await ann.type("/list");
    await ann.type(program.showServer);

    await ann.waitFor(/#lobby[( ]+2\b.*for all/);
    await ann.waitFor(/End of \/?LIST/i);
  });

  test(
    "keeps the server's order and clock on a slow line",
    async ({ ann, bob, line }) => {
      const texts = Array.from(
        { length: 10 },
        (_, index) => `message ${index}`,
      );

      line.hold();
      await bob.sendLines(...texts.map((text) => `PRIVMSG #lobby :${text}`));
      await bob.waitFor(/message 9\r/);
      const sentAt = bob.lines.map((row) =>
        /^@\S*time=[^T]+T([\d:]+)\S* :bob!\S+ PRIVMSG #lobby :/.exec(row)?.[1]
      ).filter((time) => time !== undefined);
      const arrivesAt = Date.now() + 1_100;
      await poll(
        () => Date.now() > arrivesAt || undefined,
        () => "Time stands",
      );
      line.release();
      const screen = await ann.waitFor(/message 9/);

      const shown = screen.filter((row) => / message \d$/.test(row));
      assertEquals(shown.map((row) => row.slice(-"message 0".length)), texts);
      assertEquals(shown.map((row) => row.slice(0, "00:00:00".length)), sentAt);
    },
  );
}
