import { assertEquals } from "@std/assert/equals";
import {
  DRAFT_NAMES,
  SERVER_CAPABILITIES,
} from "../../protocol/capabilities.ts";
import { TestServer } from "../fakes/test_server.ts";

const OFFERED = [...SERVER_CAPABILITIES.keys(), ...DRAFT_NAMES.keys()];
const NAMES = OFFERED.join(" ");
const VALUES = NAMES.replace(
  "multiline",
  "multiline=max-bytes=40000,max-lines=1000",
).replace(
  "metadata-2",
  "metadata-2=before-connect,max-subs=50,max-keys=20,max-value-bytes=230",
).replace("chat/resume", "chat/resume=hold=120")
  .replace("chat/search", "chat/search=max=50");
/** As many as fit a line, and the others. */
const [FIRST_VALUES, LAST_VALUES] = VALUES.split(/ (?=setname )/);
const LS_302 = [`CAP * LS * :${FIRST_VALUES}`, `CAP * LS :${LAST_VALUES}`];

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
      want: LS_302,
    },
    {
      name: "LS as for 302 to one of a later version",
      lines: ["CAP LS 307"],
      want: LS_302,
    },
    {
      name: "LS with names alone to a number that is none",
      lines: ["CAP LS x302", "CAP LS 0x200", "CAP LS -400"],
      want: Array(3).fill(`CAP * LS :${NAMES}`),
    },
    {
      name: "each LS by its own version",
      lines: ["CAP LS 302", "CAP LS"],
      want: [...LS_302, `CAP * LS :${NAMES}`],
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
      name: "REQ with many spaces with the same ones",
      lines: ["CAP REQ :  batch  server-time "],
      want: ["CAP * ACK :  batch  server-time "],
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
      name: "REQ to switch on and off with what stands last",
      lines: ["CAP REQ :batch setname -batch", "CAP LIST"],
      want: ["CAP * ACK :batch setname -batch", "CAP * LIST :setname"],
    },
    {
      name: "REQ of nothing with ACK",
      lines: ["CAP REQ :", "CAP REQ", "CAP REQ :   "],
      want: ["CAP * ACK :", "CAP * ACK :", "CAP * ACK :   "],
    },
    {
      name: "REQ of something unknown with NAK",
      lines: ["CAP REQ :batch x setname", "CAP LIST"],
      want: ["CAP * NAK :batch x setname", "CAP * LIST :"],
    },
    {
      name: "REQ to switch off something unknown with NAK",
      lines: ["CAP REQ :batch -x", "CAP LIST"],
      want: ["CAP * NAK :batch -x", "CAP * LIST :"],
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
      name: "REQ of a draft's name with ACK, and LIST with the final name",
      lines: [
        "CAP REQ :draft/extended-monitor",
        "CAP LIST",
        "CAP REQ :-extended-monitor",
        "CAP LIST",
      ],
      want: [
        "CAP * ACK :draft/extended-monitor",
        "CAP * LIST :extended-monitor",
        "CAP * ACK :-extended-monitor",
        "CAP * LIST :",
      ],
    },
    {
      name: "an unknown subcommand with 410",
      lines: ["CAP FOO", "CAP ACK batch", "CAP CLEAR"],
      want: ["FOO", "ACK", "CLEAR"].map((name) =>
        `410 * ${name} :Invalid CAP subcommand`
      ),
    },
    {
      name: "an unsayable subcommand with 410",
      lines: ["CAP :F OO", "CAP :"],
      want: Array(2).fill("410 * * :Invalid CAP subcommand"),
    },
    {
      name: "CAP by itself with 461",
      lines: ["PASS x", "CAP"],
      want: ["461 * CAP :Not enough parameters"],
    },
    {
      name: "END without LS with nothing",
      lines: ["CAP END", "CAP END", "CAP LIST"],
      want: ["CAP * LIST :"],
    },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const conn = await server.connect();
      await server.ask(conn, "PING first");

      const answer = await server.ask(conn, ...lines);

      assertEquals(answer, want.map((line) => `:test.chat ${line}`));
    });
  }
});

Deno.test("CAP REQ of all that is offered is accepted", async () => {
  await using server = new TestServer();
  const conn = await server.connect();

  const answer = await server.ask(conn, `CAP REQ :${NAMES}`, "CAP LIST");

  assertEquals(answer, [
    `:test.chat CAP * ACK :${NAMES}`,
    `@time=2026-01-01T00:00:00.000Z :test.chat CAP * LIST :${
      [...SERVER_CAPABILITIES.keys()].join(" ")
    }`,
  ]);
});

Deno.test("cap-notify comes with version 302, for good", async (t) => {
  const rows = [
    {
      name: "it is on without being asked for",
      lines: ["CAP LS 302", "CAP LIST"],
      want: ["LIST :cap-notify"],
    },
    {
      name: "it may be asked for all the same",
      lines: ["CAP LS 302", "CAP REQ :cap-notify", "CAP LIST"],
      want: ["ACK :cap-notify", "LIST :cap-notify"],
    },
    {
      name: "it cannot be switched off, nor can what is asked for with it",
      lines: ["CAP LS 302", "CAP LS", "CAP REQ :batch -cap-notify", "CAP LIST"],
      want: ["NAK :batch -cap-notify", "LIST :cap-notify"],
    },
    {
      name: "with 301 it can",
      lines: ["CAP LS", "CAP REQ :cap-notify", "CAP REQ :-cap-notify"],
      want: ["ACK :cap-notify", "ACK :-cap-notify"],
    },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const conn = await server.connect();

      const answer = await server.ask(conn, ...lines);

      assertEquals(
        answer.filter((line) => !line.includes(" LS ")),
        want.map((line) => `:test.chat CAP * ${line}`),
      );
    });
  }
});

Deno.test("CAP LS and CAP REQ hold up the registration until CAP END", async (t) => {
  for (
    const line of [
      "CAP LS",
      "CAP LS 302",
      "CAP REQ :batch",
      "CAP REQ :nonsense",
    ]
  ) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const conn = await server.connect();

      const held = await server.ask(conn, line, "NICK bob", "USER b 0 * :b");
      const [welcome] = await server.ask(conn, "CAP END");

      assertEquals(held.filter((line) => !line.includes(" CAP ")), []);
      assertEquals(welcome, ":test.chat 001 bob :Welcome to test, bob");
    });
  }
});

Deno.test("CAP LIST and CAP END hold up nothing", async (t) => {
  for (const line of ["CAP LIST", "CAP END"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const conn = await server.connect();

      const answer = await server.ask(
        conn,
        line,
        "NICK bob",
        "USER b 0 * :b",
      );

      const welcome = ":test.chat 001 bob :Welcome to test, bob";
      assertEquals(answer.includes(welcome), true);
    });
  }
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
    "CAP LS",
    "PRIVMSG #lobby :hi",
  );

  assertEquals(answer, [
    ":test.chat CAP ann ACK :echo-message",
    ":ann!ann@192.0.2.1 PRIVMSG #lobby :hi",
  ]);
  assertEquals(later, [
    ":test.chat CAP ann ACK :-echo-message",
    `:test.chat CAP ann LS :${NAMES}`,
  ]);
});
