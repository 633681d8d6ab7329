import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("nobody takes a nick that looks like the server's own name", async (t) => {
  const rows = [
    { network: "class-5b", nick: "cIass-5b" },
    { network: "class-5b", nick: "сlass-5b" },
    { network: "modem", nick: "rnodern" },
  ];
  for (const { network, nick } of rows) {
    await t.step(nick, async () => {
      await using server = new TestServer({ network });
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, `NICK ${nick}`), [
        `:test.chat 433 ann ${nick} :Nickname looks like ${network}, which is in use`,
      ]);
    });
  }
});

Deno.test("nobody makes a channel that looks like another", async (t) => {
  const rows = [
    { open: "#lobby", wished: "#lоbby", like: "#lobby" },
    { open: "#ops", wished: "#οps", like: "#ops" },
  ];
  for (const { open, wished, like } of rows) {
    await t.step(wished, async () => {
      await using server = new TestServer();
      await server.join("op", { channels: open });
      const ann = await server.join("ann", { channels: "#mine" });

      assertEquals(await server.ask(ann, `JOIN ${wished}`), [
        `:test.chat 403 ann ${wished} :No such channel: it would look like ${like}`,
      ]);
      assertEquals(await server.ask(ann, `RENAME #mine ${wished}`), [
        `:test.chat FAIL RENAME CANNOT_RENAME #mine ${wished} :That would look like ${like}`,
      ]);
    });
  }
});

Deno.test("channels of ASCII alone are told apart, and a name is free when nobody is there", async () => {
  await using server = new TestServer();
  const op = await server.join("op", { channels: "#room1,#οps" });
  const ann = await server.join("ann", { channels: "" });

  const [alike] = await server.ask(ann, "JOIN #rooml");
  assertEquals(alike, ":ann!ann@192.0.2.1 JOIN #rooml");
  await server.ask(op, "RENAME #οps #others");
  const [renamed] = await server.ask(ann, "JOIN #ops");
  assertEquals(renamed, ":ann!ann@192.0.2.1 JOIN #ops");
  await server.ask(ann, "PART #ops", "PART #rooml");
  const [freed] = await server.ask(ann, "JOIN #οps");
  assertEquals(freed, ":ann!ann@192.0.2.1 JOIN #οps");
});

Deno.test("a message to some ranks of the lobby is not shown as private", async () => {
  await using server = new TestServer();
  const printed: string[] = [];
  const lines = (async function* (): AsyncGenerator<string> {})();
  await server.openConsole(lines, printed);
  const ann = await server.join("ann");

  await server.ask(ann, "PRIVMSG @#lobby :psst");

  assertEquals(printed.at(-1), "ann: psst");
});

Deno.test("of a secret channel, a message from outside tells as much as of none", async () => {
  await using server = new TestServer();
  const op = await server.join("op", { channels: "#Secret" });
  await server.ask(op, "MODE #Secret +s");
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "PRIVMSG #secret :x", "PRIVMSG #no :x"), [
    ":test.chat 403 ann #secret :No such channel",
    ":test.chat 403 ann #no :No such channel",
  ]);
  await server.ask(op, "MODE #Secret -n");
  assertEquals(await server.ask(ann, "PRIVMSG #secret :x"), []);
  assertEquals(op.takeLines().at(-1)?.endsWith("PRIVMSG #Secret :x"), true);
});
