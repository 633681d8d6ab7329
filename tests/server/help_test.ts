import { assertEquals } from "@std/assert/equals";
import { COMMANDS } from "../../server/command_table.ts";
import { HELP_TOPICS } from "../../server/help_topics.ts";
import { modesOf, USER_MODES } from "../../server/mode_table.ts";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("HELP lists every command of the table, and the topics", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  const answer = await server.ask(ann, "HELP");

  const named = answer.flatMap((line) =>
    /^:test\.chat 705 ann \* :([A-Z]+(?: [A-Z]+$)?).* - ./.exec(line)?.[1] ?? []
  );
  assertEquals(named, [
    ...COMMANDS.keys(),
    ...[...HELP_TOPICS].map(() => "HELP"),
  ]);
  assertEquals(answer.slice(0, 2), [
    ":test.chat 704 ann * :Commands of this server",
    ":test.chat 705 ann * :",
  ]);
  assertEquals(answer.slice(-2), [
    ":test.chat 705 ann * :HELP UMODES - Modes of a user",
    ":test.chat 706 ann * :End of /HELP",
  ]);
  assertEquals(await server.ask(ann, "HELP :"), answer);
});

Deno.test("HELP tells of one command, in any case", async (t) => {
  for (const line of ["HELP topic", "HELP TOPIC x", "HELPOP Topic"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, line), [
        ":test.chat 704 ann TOPIC :The TOPIC command",
        ":test.chat 705 ann TOPIC :",
        ":test.chat 705 ann TOPIC :TOPIC #channel [topic] - see or set the topic",
        ":test.chat 706 ann TOPIC :End of /HELP",
      ]);
    });
  }
});

Deno.test("HELP tells of every mode", async (t) => {
  const rows = [
    ["CHMODES", modesOf("list", "always", "set", "flag", "rank")],
    ["UMODES", USER_MODES],
  ] as const;
  for (const [topic, modes] of rows) {
    await t.step(topic, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      const answer = await server.ask(ann, `HELP ${topic}`);

      const told = answer.flatMap((line) =>
        / 705 ann \w+ :(\w)[ #\w]* - ./.exec(line)?.[1] ?? []
      );
      assertEquals(told.join(""), modes);
      assertEquals(answer.length, modes.length + 3);
    });
  }
});

Deno.test("HELP answers 524 for what is no subject", async (t) => {
  const rows = [["FROB", "FROB"], [":a b", "*"], ["*", "*"]] as const;
  for (const [subject, shown] of rows) {
    await t.step(subject, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, `HELP ${subject}`), [
        `:test.chat 524 ann ${shown} :There is no help on this: HELP lists what there is`,
      ]);
    });
  }
});
