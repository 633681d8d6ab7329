import { assertEquals } from "@std/assert/equals";
import { parseMessage } from "../../protocol/message.ts";
import { COMMANDS } from "../../server/command_table.ts";
import { isOpening } from "../../server/commands.ts";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("every command has a text of help", () => {
  const rows = [...COMMANDS].filter(([name, { help: [, text] }]) =>
    text === "" || name !== name.toUpperCase()
  );

  assertEquals(rows, []);
});

Deno.test("every command has its least number of parameters checked", async (t) => {
  for (const [name, { minParams }] of COMMANDS) {
    if (minParams === 0) continue;
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      const params = Array<string>(minParams - 1).fill("x").join(" ");

      assertEquals(await server.ask(ann, `${name} ${params}`), [
        `:test.chat 461 ann ${name} :Not enough parameters`,
      ]);
    });
  }
});

Deno.test("a command that needs a registration answers 451 before it", async (t) => {
  for (const [name, { phase }] of COMMANDS) {
    if (phase !== "registered" || name === "NOTICE") continue;
    await t.step(name, async () => {
      await using server = new TestServer();
      const conn = await server.connect();
      await server.ask(conn, "NICK ann");

      assertEquals(await server.ask(conn, `${name} #lobby x y z`), [
        ":test.chat 451 ann :You have not registered",
      ]);
    });
  }
});

Deno.test("isOpening() takes what may come before the registration, with its parameters", async (t) => {
  const rows = [
    ["NICK bob", true],
    ["NICK", false],
    ["USER a b c d", true],
    ["USER a b c", false],
    ["PASS x", true],
    ["QUIT", true],
    ["JOIN #a", false],
    ["FROB", false],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, () => assertEquals(isOpening(parseMessage(line)), want));
  }
});
