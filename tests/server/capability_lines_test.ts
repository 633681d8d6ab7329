import { assertEquals } from "@std/assert/equals";
import { byteLength, MAX_LINE_BYTES } from "../../protocol/limits.ts";
import {
  DRAFT_NAMES,
  SERVER_CAPABILITIES,
} from "../../protocol/capabilities.ts";
import { TestServer } from "../fakes/test_server.ts";

const NAMES = [...SERVER_CAPABILITIES.keys(), ...DRAFT_NAMES.keys()];
/** More than one line of ACK can hold, of what a line of REQ can. */
const LONG_LIST = NAMES.join(" ");
const SERVER = `${"a".repeat(58)}.chat`;
const NICK = "蔵".repeat(32);

/** What CAP answers where server and nick leave the least room. */
async function askCrowded(...lines: readonly string[]): Promise<string[]> {
  await using server = new TestServer({ serverName: SERVER });
  const conn = await server.connect();
  const answer = await server.ask(conn, `NICK ${NICK}`, ...lines);
  for (const line of answer) {
    const body = line.replace(/^@\S+ /, "");
    assertEquals(byteLength(`${body}\r\n`) <= MAX_LINE_BYTES, true, line);
  }
  const start = `:${SERVER} CAP ${NICK} `;
  return answer.map((line) => line.slice(line.indexOf(start) + start.length));
}

const listIn = (line: string) => line.slice(line.indexOf(":") + 1);

Deno.test("CAP LS and LIST take several lines for a client of version 302", async () => {
  const answer = await askCrowded(
    "CAP LS 302",
    `CAP REQ :${NAMES.slice(0, 15).join(" ")}`,
    `CAP REQ :${NAMES.slice(15).join(" ")}`,
    "CAP LIST",
  );

  for (const kind of ["LS", "LIST"]) {
    const lines = answer.filter((line) => line.startsWith(`${kind} `));
    const wanted = kind === "LS" ? NAMES : [...SERVER_CAPABILITIES.keys()];
    assertEquals(
      lines.map((line) => line.startsWith(`${kind} * :`)),
      lines.map((_, index) => index < lines.length - 1),
    );
    assertEquals(
      lines.flatMap((line) => listIn(line).split(" ")).map((word) =>
        word.replace(/=.*/, "")
      ).sort(),
      [...wanted].sort(),
    );
  }
});

Deno.test("CAP LS takes one line for a client of version 301", async () => {
  const answer = await askCrowded("CAP LS");

  assertEquals(answer.length, 1);
  assertEquals(
    `${NAMES.join(" ")} `.startsWith(`${listIn(answer[0]!)} `),
    true,
  );
});

Deno.test("CAP ACK takes several lines, and all that is asked for is on", async () => {
  const answer = await askCrowded(
    "CAP LS 302",
    `CAP REQ :${LONG_LIST}`,
    "CAP LIST",
  );

  const acks = answer.filter((line) => line.startsWith("ACK :"));
  assertEquals(acks.length, 2);
  assertEquals(acks.map(listIn).join(" "), LONG_LIST);
  const list = answer.filter((line) => line.startsWith("LIST "));
  assertEquals(
    list.flatMap((line) => listIn(line).split(" ")).length,
    SERVER_CAPABILITIES.size,
  );
});

Deno.test("CAP NAK takes several lines, however long the words", async (t) => {
  const rows = [
    { name: "many words", list: "nonsense ".repeat(54).trim() },
    { name: "one long word", list: "x".repeat(490) },
    { name: "one long word of UTF-8", list: `batch ${"é".repeat(240)}` },
  ];
  for (const { name, list } of rows) {
    await t.step(name, async () => {
      const answer = await askCrowded(`CAP REQ :${list}`);

      assertEquals(answer.every((line) => line.startsWith("NAK :")), true);
      const words = answer.map(listIn).join(" ").split(" ");
      assertEquals(words.length, list.split(" ").length);
    });
  }
});

Deno.test("CAP ACK in several lines is one answer under a label", async () => {
  await using server = new TestServer({ serverName: SERVER });
  const conn = await server.connect();
  await server.ask(
    conn,
    `NICK ${NICK}`,
    "CAP REQ :batch labeled-response message-tags",
  );

  const answer = await server.ask(conn, `@label=7 CAP REQ :${LONG_LIST}`);

  assertEquals(answer[0]?.startsWith("@label=7 "), true);
  assertEquals(answer[0]?.endsWith(" labeled-response"), true);
  assertEquals(answer.length, 4);
});
