import { assertEquals } from "@std/assert/equals";
import { COMMANDS } from "../../server/commands.ts";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("HELP lists every command of the table", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  const answer = await server.ask(ann, "HELP");

  const named = answer.flatMap((line) =>
    /^:test\.chat 705 ann \* :([A-Z]+) .*- ./.exec(line)?.[1] ?? []
  );
  assertEquals(named, [...COMMANDS.keys()]);
  assertEquals(answer[0], ":test.chat 704 ann * :Commands of this server");
  assertEquals(answer.at(-1), ":test.chat 706 ann * :End of /HELP");
});

Deno.test("HELP tells of one command, in any case", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  const answer = await server.ask(ann, "HELP topic");

  assertEquals(answer, [
    ":test.chat 704 ann TOPIC :Commands of this server",
    ":test.chat 705 ann TOPIC :TOPIC #channel [topic] - see or set the topic",
    ":test.chat 706 ann TOPIC :End of /HELP",
  ]);
});

Deno.test("HELP answers 524 for what is no command", async (t) => {
  const rows = [["FROB", "FROB"], [":a b", "*"], [":", "*"]] as const;
  for (const [subject, shown] of rows) {
    await t.step(subject, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, `HELP ${subject}`), [
        `:test.chat 524 ann ${shown} :There is no help on this: HELP lists the commands`,
      ]);
    });
  }
});
