import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { byteLength } from "../../protocol/limits.ts";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

const WELCOME = ":test.chat 001 bob :Welcome to test, bob";

Deno.test("registration takes what it needs in any order", async (t) => {
  const rows = [
    ["NICK bob", "USER bob 0 * :Bob"],
    ["USER bob 0 * :Bob", "NICK bob"],
    ["nick bob", "user bob 0 * bob"],
    ["CAP LS", "NICK bob", "USER bob 0 * :Bob", "CAP END"],
    ["NICK bob", "CAP REQ :batch", "USER bob 0 * :Bob", "CAP END"],
    ["USER bob 0 * :Bob", "CAP LS 302", "CAP END", "NICK bob"],
    ["NICK amy", "NICK bob", "USER bob 0 * :Bob"],
    ["PING 1", "NICK bob", "USER bob 0 * :Bob"],
  ];
  for (const lines of rows) {
    await t.step(lines.join(" | "), async () => {
      await using server = new TestServer();
      const conn = await server.connect();

      const early = await server.ask(conn, ...lines.slice(0, -1));
      const answer = await server.ask(conn, lines.at(-1)!);

      assertEquals(early.some((line) => line.includes(" 001 ")), false);
      assertEquals(answer.find((line) => line.includes(" 001 ")), WELCOME);
    });
  }
});

Deno.test("registration works wherever it is cut into chunks", async () => {
  await using server = new TestServer();
  const text =
    "CAP LS 302\r\nNICK zoë\r\nUSER z 0 * :Zoë\r\nCAP END\r\nQUIT\r\n";
  const bytes = new TextEncoder().encode(text);
  for (let cut = 1; cut < bytes.length; cut++) {
    const conn = await server.connect("127.0.0.1");

    conn.send(bytes.slice(0, cut));
    await settle();
    conn.send(bytes.slice(cut));
    await settle();

    const lines = conn.takeLines()
      .filter((line) => !line.startsWith(":test.chat CAP "));
    assertEquals(lines[0], ":test.chat 001 zoë :Welcome to test, zoë");
    assertEquals(lines.at(-1), "ERROR :Closing link: Quit");
    conn.end();
    await settle();
  }
});

Deno.test("the welcome says everything that a client wants to know", async () => {
  await using server = new TestServer();

  const lines = await server.ask(
    await server.connect(),
    "NICK bob",
    "USER bob 0 * :Bob",
  );

  const numerics = lines.map((line) => line.split(" ")[1]);
  // As many 005 as it takes.
  const inOrder = numerics.filter((numeric, at) =>
    numeric !== numerics[at - 1]
  );
  assertEquals(inOrder, [
    "001",
    "002",
    "003",
    "004",
    "005",
    "251",
    "252",
    "253",
    "254",
    "255",
    "265",
    "266",
    "422",
  ]);
  assertMatch(
    lines[1]!,
    /^:test\.chat 002 bob :Your host is test\.chat, running version chat-\d/,
  );
  assertEquals(
    lines[2],
    ":test.chat 003 bob :This server was started 2026-01-01T00:00:00.000Z",
  );
  const channels = lines.find((line) => line.includes(" 254 "));
  assertEquals(channels, ":test.chat 254 bob 1 :channels formed");
});

Deno.test("the welcome fits its lines, with the longest names", async () => {
  const nick = "蔵".repeat(32);
  const network = "= ".repeat(31) + "=";
  const serverName = `${"x".repeat(58)}.chat`;
  await using server = new TestServer({ network, serverName });

  const lines = await server.ask(
    await server.connect(),
    `NICK ${nick}`,
    "USER bob 0 * :Bob",
  );

  assertEquals(lines[0]?.split(" ")[1], "001");
  assertEquals(lines.filter((line) => byteLength(line) > 510), []);
});

Deno.test("numeric 005 has at most 13 tokens a line and escapes the network's name", async () => {
  await using server = new TestServer({ network: "Class = 5b" });

  const lines = await server.ask(
    await server.connect(),
    "NICK bob",
    "USER bob 0 * :Bob",
  );

  const support = lines.filter((line) => line.includes(" 005 "));
  const tokens = support.flatMap((line) => {
    const words = line.split(" :")[0]!.split(" ").slice(3);
    assertEquals(words.length <= 13, true);
    return words;
  });
  assertEquals(tokens.includes("NETWORK=Class\\x20\\x3D\\x205b"), true);
  assertEquals(tokens.includes("CASEMAPPING=ascii"), true);
  assertEquals(tokens.includes("UTF8ONLY"), true);
});

Deno.test("with a password, only who gives it comes in", async (t) => {
  const refused = [
    ":test.chat 464 bob :Password incorrect",
    "ERROR :Closing link: Password incorrect",
  ];
  const rows = [
    {
      name: "right",
      lines: ["PASS :open sesame"],
      want: WELCOME,
    },
    {
      name: "right the last time",
      lines: ["PASS wrong", "PASS :open sesame"],
      want: WELCOME,
    },
    {
      name: "wrong the last time",
      lines: ["PASS :open sesame", "PASS wrong"],
      want: refused[0],
    },
    { name: "empty", lines: ["PASS :"], want: refused[0] },
    { name: "wrong", lines: ["PASS open"], want: refused[0] },
    { name: "in another case", lines: ["PASS :Open Sesame"], want: refused[0] },
    { name: "missing", lines: ["PING 1"], want: refused[0] },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({ password: "open sesame" });
      const conn = await server.connect();
      await server.ask(conn, ...lines);

      const answer = await server.ask(conn, "NICK bob", "USER bob 0 * :Bob");

      assertEquals(answer[0], want);
      if (want === refused[0]) assertEquals(answer, refused);
      assertEquals(conn.isWriteClosed, want === refused[0]);
    });
  }
});

Deno.test("PASS is nothing to a server without a password", async () => {
  await using server = new TestServer();

  const [answer] = await server.ask(
    await server.connect(),
    "PASS x",
    "NICK bob",
    "USER bob 0 * :Bob",
  );

  assertEquals(answer, WELCOME);
});

Deno.test("the welcome counts who is here, and how many were at the most", async () => {
  await using server = new TestServer();
  for (const nick of ["ann", "bob", "cleo"]) {
    await server.ask(
      await server.join(nick),
      nick === "ann" ? "PING 1" : "QUIT",
    );
  }

  const lines = await server.ask(
    await server.connect(),
    "NICK dan",
    "USER d 0 * :d",
  );

  assertEquals(
    lines.find((line) => line.includes(" 265 ")),
    ":test.chat 265 dan 2 2 :Current local users 2, max 2",
  );
});
