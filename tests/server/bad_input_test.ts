import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import { COMMANDS } from "../../server/command_table.ts";
import { readOpers } from "../../server/opers.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** What a careless or hostile client puts behind a command. */
const INPUTS = {
  none: "",
  empty: " :",
  commas: " ,,, ,,,",
  many: ` ${Array(14).fill("zz").join(" ")}`,
  long: ` ${"x".repeat(230)} ${"y".repeat(230)}`,
  hidden: " \x01\x02 \x03 \ufe0f",
  mask: " * *",
  negative: " -1 -1",
  colons: " #nowhere ::: ::",
} as const;

type Kind = keyof typeof INPUTS;

const KINDS = Object.keys(INPUTS) as Kind[];

/**
 * What the specifications name for each: the commands and numerics of the
 * answer, `-` for none. Where a kind is missing, `rest` stands for it.
 */
type Answers = { readonly [kind in Kind | "rest"]?: string };

/** "INFO [server]" and the like: no server, or this one; another is 402. */
const ofServer = (own: string): Answers => ({
  none: own,
  empty: own,
  mask: own,
  rest: "402",
});
const COUNTS = "251 252 253 254 255 265 266";
const HELP = { none: "704 705 706", empty: "704 705 706", rest: "524" };
const NO_TARGET = { none: "411", empty: "411", commas: "411" };

const ANSWERS: Readonly<Record<string, Answers>> = {
  ADMIN: ofServer("423"),
  AWAY: { none: "305", empty: "305", rest: "306" },
  BATCH: { none: "461", rest: "FAIL" },
  CAP: { none: "461", rest: "410" },
  EDITMSG: { many: "FAIL", hidden: "FAIL", rest: "461" },
  CHATHISTORY: { rest: "FAIL" },
  HELP,
  HELPOP: HELP,
  INFO: ofServer("371 374"),
  INVITE: { none: "337", empty: "461", rest: "401" },
  ISON: { none: "461", rest: "303" },
  JOIN: {
    none: "461",
    empty: "461",
    commas: "461",
    colons: "JOIN 353 366",
    rest: "403",
  },
  KICK: { none: "461", empty: "461", commas: "461", rest: "403" },
  KILL: { none: "461", rest: "481" },
  KNOCK: { none: "461", rest: "403" },
  LINKS: ofServer("365"),
  LIST: {
    none: "321 322 323",
    empty: "321 322 323",
    commas: "321 322 323",
    mask: "321 322 323",
    rest: "321 323",
  },
  LUSERS: ofServer(COUNTS),
  MARKREAD: { rest: "FAIL" },
  METADATA: { none: "461", empty: "461", rest: "FAIL" },
  MODE: { none: "461", colons: "403", rest: "401" },
  MONITOR: { none: "461", rest: "400" },
  MOTD: ofServer("422"),
  NAMES: {
    none: "353 366",
    empty: "353 366",
    commas: "353 366",
    rest: "366",
  },
  NICK: { none: "431", empty: "431", many: "NICK", rest: "432" },
  NOTICE: { rest: "-" },
  OPER: { none: "461", empty: "461", rest: "491" },
  PART: { none: "461", empty: "461", commas: "461", rest: "403" },
  PASS: { none: "461", rest: "462" },
  PING: { none: "461", empty: "409", rest: "PONG" },
  PONG: { rest: "-" },
  PRIVMSG: { ...NO_TARGET, colons: "403", rest: "401" },
  QUIT: { rest: "ERROR" },
  REDACT: { none: "461", empty: "461", rest: "FAIL" },
  REHASH: { rest: "481" },
  RENAME: { none: "461", empty: "461", rest: "403" },
  SEARCH: { many: "FAIL", hidden: "FAIL", rest: "461" },
  RESUME: { rest: "462" },
  SETNAME: { none: "461", empty: "FAIL", long: "FAIL", rest: "SETNAME" },
  STATS: { none: "461", empty: "461", mask: "219", rest: "402" },
  TAGMSG: { ...NO_TARGET, colons: "403", rest: "401" },
  TIME: ofServer("391"),
  TOPIC: { none: "461", rest: "403" },
  USER: { many: "462", rest: "461" },
  USERHOST: { none: "461", rest: "302" },
  VERSION: ofServer("351 005"),
  WALLOPS: { none: "461", empty: "461", rest: "481" },
  WHO: { none: "352 315", empty: "352 315", mask: "352 315", rest: "315" },
  WHOIS: {
    none: "431",
    empty: "431",
    commas: "431",
    mask: "401 318",
    rest: "402",
  },
  WHOWAS: { none: "431", empty: "431", commas: "431", rest: "406 369" },
  ZNC: { rest: "421" },
};

const CAPABILITIES = "batch draft/chathistory labeled-response setname";

/** Sends a line, and lets pass what an answer may wait for. */
async function answerTo(
  server: TestServer,
  conn: FakeConn,
  line: string,
): Promise<string[]> {
  const atOnce = await server.ask(conn, line);
  await server.clock.advance(2_000);
  return [...atOnce, ...conn.takeLines()];
}

/** Gives the commands and numerics of an answer, each once. */
function verbsOf(lines: readonly string[]): string {
  const verbs = lines.map((line) =>
    /^(?:@\S+ )?(?::\S+ )?(\S+)/.exec(line)![1]!
  ).filter((verb) => verb !== "BATCH" && verb !== "ACK");
  return verbs.length === 0 ? "-" : [...new Set(verbs)].join(" ");
}

Deno.test("every command answers bad input as specified, and ends nobody", async (t) => {
  assertEquals(Object.keys(ANSWERS).sort(), [...COMMANDS.keys()].sort());
  for (const [command, answers] of Object.entries(ANSWERS)) {
    for (const kind of KINDS) {
      await t.step(`${command} ${kind}`, async () => {
        await using server = new TestServer();
        const conn = await server.join("ann", { capabilities: CAPABILITIES });
        const line = `${command}${INPUTS[kind]}`;

        const answer = await answerTo(server, conn, `@label=l1 ${line}`);

        assertEquals(verbsOf(answer), answers[kind] ?? answers.rest ?? "");
        assertEquals(server.log.filter(({ level }) => level === "error"), []);
        if (command === "QUIT") return;
        const labelled = answer.filter((line) => line.includes("label=l1"));
        assertEquals(labelled.length, 1, answer.join("\n"));
        assert(labelled[0] === answer[0], answer.join("\n"));
        assertEquals(await server.ask(conn, "PING still-here"), [
          ":test.chat PONG test.chat :still-here",
        ]);
      });
    }
  }
});

Deno.test("before registration, what needs it is answered with 451 and ends nobody", async (t) => {
  for (const [command, { phase }] of COMMANDS) {
    if (phase === "opening") continue;
    for (const kind of KINDS) {
      await t.step(`${command} ${kind}`, async () => {
        await using server = new TestServer();
        const conn = await server.connect();
        await server.ask(conn, "NICK ann");

        const answer = await answerTo(
          server,
          conn,
          `${command}${INPUTS[kind]}`,
        );

        assertEquals(verbsOf(answer), command === "NOTICE" ? "-" : "451");
        const [welcome] = await server.ask(conn, "USER ann 0 * :Ann");
        assertEquals(welcome, ":test.chat 001 ann :Welcome to test, ann");
      });
    }
  }
});

Deno.test("unknown commands are answered with 421 and end nobody", async (t) => {
  for (
    const line of ["NOPE", "nope a b", "1", "123 a", "ÄÖÜ", "JOİN #a", "\x01"]
  ) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const conn = await server.join("ann");

      assertEquals(verbsOf(await answerTo(server, conn, line)), "421");
      assertEquals((await server.ask(conn, "PING 1")).length, 1);
    });
  }
});

/** What stands where a target, a channel, a mask or a number belongs. */
const WORDS = ["", ":", "*", "#lobby", "ann", "nobody", "-1", "a,,b", "+o-k"]
  .concat("Ω".repeat(60), `#${"x".repeat(99)}`, "!@", "%tnf,999", "\x01");

/** They end who says them or whom they name; a wrong OPER takes a second. */
const ENDING = ["KILL", "OPER", "QUIT"];

Deno.test("an operator's bad input is answered in whole lines, too", async (t) => {
  for (const command of COMMANDS.keys()) {
    if (ENDING.includes(command)) continue;
    await t.step(command, async () => {
      await using server = new TestServer({ opers: readOpers(["root:pw"]) });
      const conn = await server.join("ann", {
        capabilities: CAPABILITIES,
        address: "127.0.0.1",
      });
      await server.ask(conn, "OPER root pw", "JOIN #a,#b");
      for (const first of WORDS) {
        for (const second of WORDS) {
          const params = first === "" || first === ":"
            ? `:${second}`
            : `${first} :${second}`;

          const answer = await server.ask(
            conn,
            `@label=l1 ${command} ${params}`,
          );

          const body = answer.map((line) => line.replace(/^@\S+ /, ""));
          const tooLong = body.filter((line) => byteLength(line) > 510);
          assertEquals(tooLong, [], params);
        }
      }
      assertEquals(server.log.filter(({ level }) => level === "error"), []);
      assertEquals((await server.ask(conn, "PING 1")).length, 1);
    });
  }
});
