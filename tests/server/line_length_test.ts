import { assertEquals } from "@std/assert/equals";
import {
  byteLength,
  MAX_METADATA_KEY_BYTES,
  MAX_METADATA_VALUE_BYTES,
  MAX_TOPIC_BYTES,
} from "../../protocol/limits.ts";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

const SERVER = `${"a".repeat(58)}.chat`;
const ADDRESS = "2001:0db8:1111:2222:3333:4444:5555:6666";
const LONG = "é".repeat(220);
const KEY = "k".repeat(MAX_METADATA_KEY_BYTES);
const VALUE = "v".repeat(MAX_METADATA_VALUE_BYTES);

/**
 * Longest names that end in a character of one's own. With 32 characters of
 * three bytes an answer may be longer, as a nick is not cut for its script.
 */
const nickOf = (end: string) => `${"é".repeat(31)}${end}`;
const channelOf = (end: string) => `#${"蔵".repeat(32)}ab${end}`;

Deno.test("no answer is longer than 512 bytes, however long the names in it", async () => {
  await using server = new TestServer({
    serverName: SERVER,
    hasThrottle: false,
  });
  const lines: string[] = [];
  const take = (conn: { takeLines(): string[] }) =>
    lines.push(...conn.takeLines());
  const ann = await server.connect(ADDRESS);
  const bob = await server.connect(ADDRESS);
  for (
    const [conn, nick] of [[ann, nickOf("a")], [bob, nickOf("b")]] as const
  ) {
    conn.sendLines(
      "CAP REQ :multi-prefix draft/metadata-2",
      `NICK ${nick}`,
      `USER ${"u".repeat(16)} 0 * :${LONG}`,
      "CAP END",
    );
    for (let count = 0; count < 10; count++) {
      conn.sendLines(`JOIN ${channelOf(String(count))}`);
    }
    await settle();
  }
  const channel = channelOf("0");
  bob.sendLines(`METADATA * SUB ${KEY}`);
  await settle();
  const mask = (end: string) => `${"é".repeat(60)}${end}`;

  ann.sendLines(
    `TOPIC ${channel} :${"x".repeat(MAX_TOPIC_BYTES)}`,
    `TOPIC ${channel}`,
    `LIST ${channel}`,
    `NAMES ${channel}`,
    `WHO ${channel}`,
    `WHO ${nickOf("b")}`,
    `WHOIS ${nickOf("b")}`,
    `MODE ${channel} +ov-o+o ${nickOf("b")} ${nickOf("b")} ${nickOf("b")} ${
      nickOf("b")
    }`,
    `MODE ${channel} +bbb ${mask("a")} ${mask("b")} ${mask("c")}`,
    `MODE ${channel} b`,
    `MODE ${channel} ${"+m-m".repeat(80)}`,
    `MODE ${channel} +v ${LONG}`,
    `MODE ${channel} +b ${LONG}`,
    `MODE ${LONG}`,
    `MODE #${LONG}`,
    `JOIN #${LONG}`,
    `PART #${LONG}`,
    `PART ${channelOf("1")}`,
    `TOPIC #${LONG}`,
    `NAMES #${LONG}`,
    `WHO #${LONG}`,
    `WHOIS ${LONG}`,
    `PRIVMSG ${LONG} :x`,
    `PRIVMSG #${LONG} :x`,
    `PRIVMSG a,b,c,d,${LONG} :x`,
    `CAP REQ :draft/metadata-2 draft/read-marker`,
    `METADATA * SUB ${KEY}`,
    `METADATA * SET ${KEY} :${VALUE}`,
    `METADATA ${channel} SET ${KEY} :${VALUE}`,
    `METADATA ${channel} GET ${KEY} ${"k".repeat(90)}`,
    `METADATA ${channel} SYNC`,
    `METADATA ${LONG} LIST`,
    `METADATA * ${LONG}`,
    `METADATA * GET ${LONG}`,
    `METADATA ${nickOf("b")} SET ${KEY} :${VALUE}`,
    `WHOIS ${nickOf("a")}`,
    `MARKREAD ${channel} timestamp=2025-12-31T00:00:00.000Z`,
    `MARKREAD ${LONG} *`,
    `NICK ${LONG}`,
    `NICK ${nickOf("c")}`,
    `CAP ${LONG}`,
    `CAP REQ :${LONG}`,
    `CAP REQ :${"batch ".repeat(80)}`,
    `CAP REQ :batch draft/multiline`,
    `BATCH +1 draft/multiline ${LONG}`,
    `BATCH +1 draft/multiline ${channel}`,
    `@batch=1 PRIVMSG ${LONG} :x`,
    "X".repeat(500),
  );
  await settle();
  take(ann);
  take(bob);
  ann.send(
    new Uint8Array([...new TextEncoder().encode("X".repeat(490)), 0xff]),
  );
  ann.sendLines("");
  await settle();
  take(ann);

  const tooLong = lines.filter((line) => byteLength(line) > 510);
  assertEquals(tooLong, []);
  assertEquals(lines.length > 100, true);
  // The metadata of the channel told to the one who set it, and to the other.
  const told = lines.filter((line) => line.endsWith(VALUE));
  assertEquals(told.length > 3, true);
});

Deno.test("MODE is told in several lines where it does not fit one", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const channel = channelOf("0");
  const op = await server.join("op", { channels: channel });
  const nicks = ["a", "b", "c", "d"].map((end) => `${"é".repeat(46)}${end}`);

  const answer = await server.ask(
    op,
    `MODE ${channel} +bbbb ${nicks.join(" ")}`,
  );

  const said = `:op!op@192.0.2.1 MODE ${channel}`;
  const masks = nicks.map((nick) => `${nick}!*@*`);
  assertEquals(answer, [
    `${said} +bbb ${masks.slice(0, 3).join(" ")}`,
    `${said} +b ${masks[3]}`,
  ]);
});

Deno.test("a parameter that is given back is cut behind a whole character", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, `PRIVMSG ${"蔵".repeat(100)} :x`), [
    `:test.chat 401 ann ${"蔵".repeat(33)} :No such nick`,
  ]);
});

Deno.test("the end of WHO and WHOIS names all that was asked for", async (t) => {
  const nick = "𐐀".repeat(32);
  const rows = [
    { asked: nick, want: nick },
    { asked: `${nick},b`, want: `${nick},b` },
    { asked: "x".repeat(300), want: "x".repeat(256) },
  ];
  for (const { asked, want } of rows) {
    await t.step(asked, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(
        (await server.ask(ann, `WHO ${asked}`)).at(-1),
        `:test.chat 315 ann ${want} :End of WHO list`,
      );
      assertEquals(
        (await server.ask(ann, `WHOIS ${asked}`)).at(-1),
        `:test.chat 318 ann ${want} :End of /WHOIS list`,
      );
    });
  }
});
