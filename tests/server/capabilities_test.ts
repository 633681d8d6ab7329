import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

const NAMES =
  "batch cap-notify draft/multiline echo-message labeled-response message-tags multi-prefix server-time";
const VALUES = NAMES.replace(
  "multiline",
  "multiline=max-bytes=40000,max-lines=1000",
);

Deno.test("CAP answers", async (t) => {
  const rows = [
    {
      name: "LS with names alone to a client of version 301",
      lines: ["CAP LS"],
      want: [`CAP * LS :${NAMES}`],
    },
    {
      name: "LS with values to one of version 302",
      lines: ["CAP LS 302"],
      want: [`CAP * LS :${VALUES}`],
    },
    {
      name: "LS as for 302 to one of a later version",
      lines: ["CAP LS 307"],
      want: [`CAP * LS :${VALUES}`],
    },
    {
      name: "LS with names alone to a number that is none",
      lines: ["CAP LS x"],
      want: [`CAP * LS :${NAMES}`],
    },
    {
      name: "each LS by its own version",
      lines: ["CAP LS 302", "CAP LS"],
      want: [`CAP * LS :${VALUES}`, `CAP * LS :${NAMES}`],
    },
    {
      name: "a subcommand in any case",
      lines: ["CAP ls"],
      want: [`CAP * LS :${NAMES}`],
    },
    {
      name: "with the nick once there is one",
      lines: ["NICK bob", "CAP LIST"],
      want: ["CAP bob LIST :"],
    },
    {
      name: "LIST with nothing at first",
      lines: ["CAP LIST"],
      want: ["CAP * LIST :"],
    },
    {
      name: "REQ with ACK",
      lines: ["CAP REQ :batch server-time"],
      want: ["CAP * ACK :batch server-time"],
    },
    {
      name: "REQ of one without a colon",
      lines: ["CAP REQ batch"],
      want: ["CAP * ACK :batch"],
    },
    {
      name: "REQ of what is on already with ACK",
      lines: ["CAP REQ batch", "CAP REQ batch"],
      want: ["CAP * ACK :batch", "CAP * ACK :batch"],
    },
    {
      name: "REQ to switch off what is not on with ACK",
      lines: ["CAP REQ :-batch"],
      want: ["CAP * ACK :-batch"],
    },
    {
      name: "REQ of nothing with ACK",
      lines: ["CAP REQ :"],
      want: ["CAP * ACK :"],
    },
    {
      name: "REQ of something unknown with NAK",
      lines: ["CAP REQ :batch sasl", "CAP LIST"],
      want: ["CAP * NAK :batch sasl", "CAP * LIST :"],
    },
    {
      name: "REQ of another spelling with NAK",
      lines: ["CAP REQ BATCH"],
      want: ["CAP * NAK :BATCH"],
    },
    {
      name: "LIST with what is on",
      lines: ["CAP REQ :batch echo-message", "CAP LIST"],
      want: ["CAP * ACK :batch echo-message", "CAP * LIST :batch echo-message"],
    },
    {
      name: "LIST without what was switched off",
      lines: ["CAP REQ :batch echo-message", "CAP REQ :-batch", "CAP LIST"],
      want: [
        "CAP * ACK :batch echo-message",
        "CAP * ACK :-batch",
        "CAP * LIST :echo-message",
      ],
    },
    {
      name: "an unknown subcommand with 410",
      lines: ["CAP FOO"],
      want: ["410 * FOO :Invalid CAP subcommand"],
    },
    {
      name: "an unsayable subcommand with 410",
      lines: ["CAP :F OO"],
      want: ["410 * * :Invalid CAP subcommand"],
    },
    {
      name: "CAP by itself with 461",
      lines: ["PASS x", "CAP"],
      want: ["461 * CAP :Not enough parameters"],
    },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const conn = await server.connect();

      const answer = await server.ask(conn, ...lines);

      assertEquals(answer, want.map((line) => `:test.chat ${line}`));
    });
  }
});

Deno.test("CAP LS and CAP REQ hold up the registration until CAP END", async (t) => {
  for (const line of ["CAP LS", "CAP REQ :batch", "CAP REQ :nonsense"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const conn = await server.connect();

      const held = await server.ask(conn, line, "NICK bob", "USER b 0 * :b");
      const [welcome] = await server.ask(conn, "CAP END");

      assertEquals(held.length, 1);
      assertEquals(welcome, ":test.chat 001 bob :Welcome to test, bob");
    });
  }
});

Deno.test("CAP LIST holds up nothing", async () => {
  await using server = new TestServer();
  const conn = await server.connect();

  const [, welcome] = await server.ask(
    conn,
    "CAP LIST",
    "NICK bob",
    "USER b 0 * :b",
  );

  assertEquals(welcome, ":test.chat 001 bob :Welcome to test, bob");
});

Deno.test("CAP works after the registration too", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  await server.join("bob");

  const answer = await server.ask(
    ann,
    "CAP REQ :echo-message",
    "PRIVMSG #lobby :hi",
    "CAP END",
  );
  const later = await server.ask(
    ann,
    "CAP REQ :-echo-message",
    "PRIVMSG #lobby :hi",
  );

  assertEquals(answer, [
    ":test.chat CAP ann ACK :echo-message",
    ":ann!ann@192.0.2.1 PRIVMSG #lobby :hi",
  ]);
  assertEquals(later, [":test.chat CAP ann ACK :-echo-message"]);
});
