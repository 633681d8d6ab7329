import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

const ANN = ":ann!ann@192.0.2.1";
const OPERS = [{ name: "root", password: "s3cret" }];

Deno.test("MODE tells the own modes", async (t) => {
  for (const line of ["MODE ann", "MODE ANN", "MODE ann :"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, line), [":test.chat 221 ann :+"]);
      await server.ask(ann, "MODE ann +wiR");
      assertEquals(await server.ask(ann, line), [":test.chat 221 ann :+Riw"]);
    });
  }
});

Deno.test("MODE switches the own modes, and tells what it did", async (t) => {
  const unknown = ":test.chat 501 ann :Unknown MODE flag";
  const rows = [
    ["+i", [`${ANN} MODE ann +i`]],
    ["i", [`${ANN} MODE ann +i`]],
    ["+B", [`${ANN} MODE ann +B`]],
    ["+R", [`${ANN} MODE ann +R`]],
    ["+T", [`${ANN} MODE ann +T`]],
    ["-w", [`${ANN} MODE ann -w`]],
    ["+wi", [`${ANN} MODE ann +i`]],
    ["+iB-w", [`${ANN} MODE ann +iB-w`]],
    ["+i-i", [`${ANN} MODE ann +i-i`]],
    ["+i parameter", [`${ANN} MODE ann +i`]],
    ["+i -w", [`${ANN} MODE ann +i`]],
    ["+w", []],
    ["-i", []],
    ["+", []],
    ["+o", []],
    ["-o", []],
    ["+io", [`${ANN} MODE ann +i`]],
    ["+x", [unknown]],
    ["+b", [unknown]],
    ["+:", [unknown]],
    ["+xyi", [`${ANN} MODE ann +i`, unknown]],
  ] as const;
  for (const [modes, want] of rows) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      await server.ask(ann, "MODE ann +w");

      assertEquals(await server.ask(ann, `MODE ann ${modes}`), [...want]);
    });
  }
});

Deno.test("MODE is for oneself", async (t) => {
  const others = "502 ann :Cannot see or change the modes of others";
  const rows = [
    ["MODE bob", others],
    ["MODE bob +i", others],
    ["MODE nobody", "401 ann nobody :No such nick"],
    ["MODE nobody +i", "401 ann nobody :No such nick"],
    ["MODE :", "401 ann * :No such nick"],
    ["MODE", "461 ann MODE :Not enough parameters"],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      await server.join("bob");
      ann.takeLines();

      assertEquals(await server.ask(ann, line), [`:test.chat ${want}`]);
    });
  }
});

Deno.test("changes of many modes fit their lines", async () => {
  await using server = new TestServer();
  const address = "2001:db8:1234:1234:1234:1234:1234:1234";
  const ann = await server.join("ann", { address });
  const modes = "+i-i".repeat(120);

  const answer = await server.ask(ann, `MODE ann ${modes}`);

  const said = `:ann!ann@${address} MODE ann `;
  assertEquals(answer.length, 2);
  assertEquals(answer.every((line) => line.length <= 510), true);
  assertEquals(answer.map((line) => line.replace(said, "")).join(""), modes);
});

Deno.test("MODE -o gives up being operator of the server, and the lobby's", async () => {
  await using server = new TestServer({ opers: OPERS });
  const ann = await server.join("ann");
  await server.ask(ann, "OPER root s3cret");

  assertEquals(await server.ask(ann, "MODE ann +o"), []);
  assertEquals(await server.ask(ann, "MODE ann -o"), [
    `${ANN} MODE ann -o`,
    ":test.chat MODE #lobby -o ann",
  ]);
  assertEquals(await server.ask(ann, "MODE ann"), [":test.chat 221 ann :+"]);
  assertEquals(await server.ask(ann, "KILL ann"), [
    ":test.chat 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});

Deno.test("+R and +T keep out direct messages", async (t) => {
  const login = "477 bob ann :You must be logged in to message this user";
  const ctcp = "531 bob ann :Cannot send CTCP to this user (+T)";
  const rows = [
    { modes: "+R", line: "PRIVMSG ann :hi", want: login },
    { modes: "+R", line: "PRIVMSG ann :\x01VERSION\x01", want: login },
    { modes: "+R", line: "TAGMSG ann", want: login },
    { modes: "+T", line: "PRIVMSG ann :\x01VERSION\x01", want: ctcp },
    { modes: "+T", line: "PRIVMSG ann :\x01ACTION waves\x01", want: undefined },
    { modes: "+T", line: "PRIVMSG ann :hi", want: undefined },
    { modes: "+Bi", line: "PRIVMSG ann :\x01VERSION\x01", want: undefined },
  ] as const;
  for (const { modes, line, want } of rows) {
    await t.step(`${modes}: ${JSON.stringify(line)}`, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities: "message-tags" });
      const bob = await server.join("bob");
      await server.ask(ann, `MODE ann ${modes}`);

      assertEquals(
        await server.ask(bob, line),
        want === undefined ? [] : [`:test.chat ${want}`],
      );
      assertEquals(ann.takeLines().length, want === undefined ? 1 : 0);
    });
  }
});

Deno.test("+R keeps out NOTICE without a word", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  await server.ask(ann, "MODE ann +R");

  assertEquals(await server.ask(bob, "NOTICE ann :hi"), []);
  assertEquals(ann.takeLines(), []);
});

Deno.test("+RT lets in the server's operators, and oneself", async () => {
  await using server = new TestServer({ opers: OPERS });
  const ann = await server.join("ann");
  const root = await server.join("root");
  await server.ask(root, "OPER root s3cret");
  await server.ask(ann, "MODE ann +RT");

  assertEquals(await server.ask(root, "PRIVMSG ann :\x01VERSION\x01"), []);
  assertEquals(ann.takeLines(), [
    ":root!root@192.0.2.1 PRIVMSG ann :\x01VERSION\x01",
  ]);
  assertEquals(await server.ask(ann, "PRIVMSG ann :to me"), [
    `${ANN} PRIVMSG ann :to me`,
  ]);
});

Deno.test("+R keeps nobody from a channel", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  await server.ask(ann, "MODE ann +RT");
  ann.takeLines();

  await server.ask(bob, "PRIVMSG #lobby :hi");

  assertEquals(ann.takeLines(), [":bob!bob@192.0.2.1 PRIVMSG #lobby :hi"]);
});
