import { assertEquals } from "@std/assert/equals";
import { isOpening } from "../../server/commands.ts";
import { LineReader } from "../../server/line_reader.ts";
import { type Sniffed, sniffProtocol } from "../../server/sniff.ts";
import { FakeClock, settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";

/** Starts to sniff at a peer that has said nothing. */
function start() {
  const clock = new FakeClock();
  const conn = new FakeConn();
  const reader = new LineReader(conn, { clock, maxBytes: 4_608 });
  const result: { sniffed?: Sniffed; silences: number } = { silences: 0 };
  const sniffing = sniffProtocol(reader, {
    isOpening,
    onSilence: () => void result.silences++,
  });
  void sniffing.then((sniffed) => result.sniffed = sniffed);
  return { clock, conn, result };
}

/** What a peer speaks that sends a text and then waits for an answer. */
async function sniff(chunk: string | Uint8Array): Promise<Sniffed | undefined> {
  const { clock, conn, result } = start();
  conn.send(chunk);
  await settle();
  await clock.advance(200);
  return result.sniffed;
}

const PROTOCOLS = [
  ["irc", "NICK bob"],
  ["irc", "nick bob"],
  ["irc", "NICK :"],
  ["irc", "USER bob 0 * :Bob"],
  ["irc", "user bob 0 * bob"],
  ["irc", "PASS secret"],
  ["irc", "CAP LS 302"],
  ["irc", "cap ls"],
  ["irc", "QUIT"],
  ["irc", "PING 1"],
  ["irc", "PONG"],
  ["irc", "@a=b;+c NICK bob"],
  ["irc", "@a=b  CAP   LS"],
  ["plain", "Nick bob"],
  ["plain", "nICK bob"],
  ["plain", "NICK"],
  ["plain", "nick"],
  ["plain", "USER bob"],
  ["plain", "user 1 2 3"],
  ["plain", "PASS"],
  ["plain", "CAP"],
  ["plain", "ping"],
  ["plain", "JOIN #lobby"],
  ["plain", "PRIVMSG #lobby :hi"],
  ["plain", "HELP"],
  ["plain", "NICKbob x"],
  ["plain", "NICK\tbob"],
  ["plain", ":bob NICK bob"],
  ["plain", "@bob"],
  ["plain", "@a=b"],
  ["plain", "bob"],
  ["plain", "Mary Ann"],
  ["plain", "42"],
  ["plain", "Zoë"],
  ["plain", "NICK a\0b"],
  ["plain", "NICK a\rb"],
  ["plain", "ſer x"],
  ["http", "PRI * HTTP/2.0"],
  ["plain", "GET / HTTP/3.0"],
  ["plain", "GET / HTTP/1.1 or so"],
  ["plain", "HTTP/1.1"],
  ["http", "GET / HTTP/1.1"],
  ["http", "HEAD /x HTTP/1.0"],
  ["http", "get / HTTP/1.1"],
  ["http", "OPTIONS * HTTP/1.1"],
  ["http", "nick / HTTP/1.1"],
] as const;

for (const end of ["\r\n", "\n", ""]) {
  const name = JSON.stringify(end);
  Deno.test(`sniffProtocol() knows a protocol by its first line, ended by ${name}`, async (t) => {
    for (const [want, line] of PROTOCOLS) {
      await t.step(`${JSON.stringify(line)} is ${want}`, async () => {
        const sniffed = await sniff(line + end);

        assertEquals(sniffed, { kind: want, first: { text: line } });
      });
    }
  });
}

Deno.test("sniffProtocol() knows TLS by its first bytes", async (t) => {
  const rows = [
    {
      name: "a handshake record",
      bytes: [0x16, 0x03, 0x01, 0x02, 0x00],
      want: "tls",
    },
    { name: "its first byte alone", bytes: [0x16], want: "tls" },
    { name: "another second byte", bytes: [0x16, 0x41, 0x0a], want: "plain" },
    { name: "an alert record", bytes: [0x15, 0x03, 0x0a], want: "plain" },
  ];
  for (const { name, bytes, want } of rows) {
    await t.step(name, async () => {
      assertEquals((await sniff(new Uint8Array(bytes)))?.kind, want);
    });
  }
});

Deno.test("sniffProtocol() skips blank lines", async () => {
  assertEquals(await sniff("\r\n\n  \nNICK bob\r\n"), {
    kind: "irc",
    first: { text: "NICK bob" },
  });
});

Deno.test("sniffProtocol() takes a line that is too long for a bad name", async () => {
  assertEquals(await sniff(`NICK ${"x".repeat(5_000)}\n`), {
    kind: "plain",
    first: { text: "", fault: "too_long" },
  });
});

Deno.test("sniffProtocol() takes a line for one, wherever it is cut", async () => {
  const line = "NICK zoë";
  const bytes = new TextEncoder().encode(`${line}\r\n`);
  for (let cut = 1; cut < bytes.length; cut++) {
    const { clock, conn, result } = start();

    conn.send(bytes.slice(0, cut));
    await settle();
    await clock.advance(199);
    conn.send(bytes.slice(cut));
    await settle();

    assertEquals(result.sniffed, { kind: "irc", first: { text: line } });
  }
});

Deno.test("sniffProtocol() takes what came before the end of input for a line", async () => {
  const { conn, result } = start();

  conn.send("bob");
  conn.end();
  await settle();

  assertEquals(result.sniffed, { kind: "plain", first: { text: "bob" } });
});

Deno.test("sniffProtocol() finds nothing at the end of input", async (t) => {
  for (const chunk of ["", "\r\n", "  \n\n"]) {
    await t.step(JSON.stringify(chunk), async () => {
      const { conn, result } = start();

      if (chunk !== "") conn.send(chunk);
      conn.end();
      await settle();

      assertEquals(result.sniffed, { kind: "nothing" });
    });
  }
});

Deno.test("sniffProtocol() tells of a second of silence once, and decides nothing by it", async (t) => {
  const rows = [
    ["irc", "NICK bob\r\n"],
    ["http", "GET / HTTP/1.1\r\n"],
    ["plain", "bob\n"],
    ["tls", "\x16\x03\x01"],
  ] as const;
  for (const [want, chunk] of rows) {
    await t.step(want, async () => {
      const { clock, conn, result } = start();

      await clock.advance(999);
      assertEquals(result.silences, 0);
      await clock.advance(1);
      assertEquals(result.silences, 1);
      await clock.advance(60_000);
      assertEquals(result, { silences: 1 });
      conn.send(chunk);
      await settle();

      assertEquals(result.sniffed?.kind, want);
      assertEquals(clock.timerCount, 0);
    });
  }
});

Deno.test("sniffProtocol() tells of no silence to one who speaks at once", async () => {
  const { clock, conn, result } = start();
  conn.send("bob\n");
  await settle();

  await clock.advance(60_000);

  assertEquals(result.silences, 0);
});
