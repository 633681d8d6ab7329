import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("a bot is known by the tag bot on all that it does", async (t) => {
  const rows = [
    { line: "PRIVMSG #a :hi", want: "PRIVMSG #a :hi" },
    { line: "NOTICE #a :hi", want: "NOTICE #a :hi" },
    { line: "PRIVMSG ann :hi", want: "PRIVMSG ann :hi" },
    { line: "TOPIC #a :news", want: "TOPIC #a :news" },
    { line: "MODE #a +v ann", want: "MODE #a +v ann" },
    { line: "NICK rob", want: "NICK rob" },
    { line: "PART #a", want: "PART #a" },
    { line: "JOIN #b", want: "JOIN #b" },
    { line: "QUIT", want: "QUIT" },
  ];
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const bob = await server.join("bob", { channels: "#a" });
      const ann = await server.join("ann", {
        channels: "#b,#a",
        capabilities: "message-tags",
      });
      await server.ask(bob, "MODE bob +B");
      ann.takeLines();

      await server.ask(bob, line);

      const [told] = ann.takeLines();
      const tags = told!.slice(1, told!.indexOf(" ")).split(";");
      assertEquals(tags.includes("bot"), true, told);
      assertEquals(told!.includes(` :bob!bob@192.0.2.1 ${want}`), true, told);
    });
  }
});

Deno.test("a bot is not marked for those without message-tags", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob");
  const ann = await server.join("ann");
  await server.ask(bob, "MODE bob +B");

  await server.ask(bob, "PRIVMSG ann :hi");

  assertEquals(ann.takeLines(), [":bob!bob@192.0.2.1 PRIVMSG ann :hi"]);
});

Deno.test("a bot that is none any more is not marked", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", { channels: "" });
  const ann = await server.join("ann", {
    channels: "",
    capabilities: "message-tags",
  });
  await server.ask(bob, "MODE bob +B", "MODE bob -B");

  await server.ask(bob, "PRIVMSG ann :hi");

  assertEquals(ann.takeLines()[0]!.includes("bot"), false);
});

Deno.test("bot mode is told with the MODE of the bot, in WHO, WHOX and WHOIS", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", { channels: "" });
  const ann = await server.join("ann", { channels: "" });

  assertEquals(await server.ask(bob, "MODE bob +B"), [
    ":bob!bob@192.0.2.1 MODE bob +B",
  ]);
  assertEquals((await server.ask(ann, "WHO bob"))[0]!.split(" ")[8], "HB");
  assertEquals(
    (await server.ask(ann, "WHO bob %nf"))[0],
    ":test.chat 354 ann bob :HB",
  );
  assertEquals(
    (await server.ask(ann, "WHOIS bob")).filter((line) =>
      line.includes(" 335 ")
    ),
    [":test.chat 335 ann bob :is a bot on test"],
  );
});
