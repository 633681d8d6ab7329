import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("TOPIC is set, shown and cleared", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  await server.ask(ann, "MODE #a -t");
  bob.takeLines();

  assertEquals(await server.ask(ann, "TOPIC #a"), [
    ":test.chat 331 ann #a :No topic is set",
  ]);
  assertEquals(await server.ask(bob, "TOPIC #A :hi all"), [
    ":bob!bob@192.0.2.1 TOPIC #a :hi all",
  ]);
  assertEquals(ann.takeLines(), [":bob!bob@192.0.2.1 TOPIC #a :hi all"]);
  assertEquals(await server.ask(ann, "TOPIC #a"), [
    ":test.chat 332 ann #a :hi all",
    ":test.chat 333 ann #a bob!bob@192.0.2.1 :1767225600",
  ]);
  assertEquals(await server.ask(ann, "TOPIC #a :"), [
    ":ann!ann@192.0.2.1 TOPIC #a :",
  ]);
  assertEquals(await server.ask(ann, "TOPIC #a"), [
    ":test.chat 331 ann #a :No topic is set",
  ]);
});

Deno.test("TOPIC is refused, and stays", async (t) => {
  const rows = [
    {
      name: "in no channel",
      line: "TOPIC #no :x",
      want: "403 bob #no :No such channel",
    },
    {
      name: "in what is no name",
      line: "TOPIC :",
      want: "403 bob * :No such channel",
    },
    {
      name: "without a channel",
      line: "TOPIC",
      want: "461 bob TOPIC :Not enough parameters",
    },
    {
      name: "by one who is not in it",
      line: "TOPIC #b :x",
      want: "442 bob #b :You're not on that channel",
    },
    {
      name: "by one who is not in a secret one",
      line: "TOPIC #s :x",
      want: "403 bob #s :No such channel",
    },
    {
      name: "and not shown to one who is not in a secret one",
      line: "TOPIC #s",
      want: "403 bob #s :No such channel",
    },
    {
      name: "by no operator with +t",
      line: "TOPIC #t :x",
      want: "482 bob #t :You're not channel operator",
    },
    {
      name: "by who has only voice with +t",
      line: "TOPIC #v :x",
      want: "482 bob #v :You're not channel operator",
    },
    {
      name: "of more than 256 bytes",
      line: `TOPIC #a :${"é".repeat(128)}x`,
      want: "417 bob :The topic is longer than 256 bytes",
    },
  ];
  for (const { name, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a,#b,#s,#t,#v" });
      const bob = await server.join("bob", { channels: "#a,#t,#v" });
      await server.ask(ann, "MODE #a -t", "MODE #s +s", "MODE #v +v bob");
      bob.takeLines();

      assertEquals(await server.ask(bob, line), [`:test.chat ${want}`]);
      assertEquals(ann.takeLines(), []);
    });
  }
});

Deno.test("TOPIC is shown to all of an open channel, and to members of a secret one", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a,#s" });
  const bob = await server.join("bob", { channels: "" });
  await server.ask(ann, "MODE #s +s", "TOPIC #a :news", "TOPIC #s :secrets");

  assertEquals(
    (await server.ask(bob, "TOPIC #a"))[0],
    ":test.chat 332 bob #a :news",
  );
  assertEquals(
    (await server.ask(ann, "TOPIC #s"))[0],
    ":test.chat 332 ann #s :secrets",
  );
});

Deno.test("TOPIC takes 256 bytes, and ranks from half-operator on set it with +t", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  await server.ask(ann, "MODE #a +h bob");
  bob.takeLines();
  const topic = "é".repeat(128);

  assertEquals(await server.ask(ann, `TOPIC #a :${topic}`), [
    `:ann!ann@192.0.2.1 TOPIC #a :${topic}`,
  ]);
  assertEquals(await server.ask(bob, "TOPIC #a :mine"), [
    ":bob!bob@192.0.2.1 TOPIC #a :mine",
  ]);
});

Deno.test("TOPIC that changes nothing is answered, and told to nobody else", async (t) => {
  for (const topic of ["", "news"]) {
    await t.step(`"${topic}"`, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a" });
      const bob = await server.join("bob", { channels: "#a" });
      await server.ask(ann, "MODE #a +o bob", `TOPIC #a :${topic}`);
      const before = await server.ask(ann, "TOPIC #a");
      bob.takeLines();
      await server.clock.advance(10_000);

      assertEquals(await server.ask(bob, `TOPIC #a :${topic}`), [
        `:bob!bob@192.0.2.1 TOPIC #a :${topic}`,
      ]);
      assertEquals(ann.takeLines(), []);
      assertEquals(await server.ask(ann, "TOPIC #a"), before);
    });
  }
});

Deno.test("TOPIC answers under its label", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    channels: "#a",
    capabilities: "batch labeled-response",
  });

  assertEquals(await server.ask(ann, "@label=1 TOPIC #a :news"), [
    "@label=1 :ann!ann@192.0.2.1 TOPIC #a :news",
  ]);
  assertEquals(await server.ask(ann, "@label=2 TOPIC #no"), [
    "@label=2 :test.chat 403 ann #no :No such channel",
  ]);
});

Deno.test("TOPIC is refused to who may not speak, as it is said to all", async (t) => {
  const rows = [
    { modes: "+b m:bob", text: "Cannot send to channel (+b)" },
    { modes: "+b bob", text: "Cannot send to channel (+b)" },
    { modes: "+m", text: "Cannot send to channel (+m)" },
  ];
  for (const { modes, text } of rows) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a" });
      const bob = await server.join("bob", { channels: "#a" });
      await server.ask(ann, "MODE #a -t", `MODE #a ${modes}`);

      assertEquals(await server.ask(bob, "TOPIC #a :spam"), [
        `:test.chat 404 bob #a :${text}`,
      ]);
      assertEquals(await server.ask(bob, "TOPIC #a"), [
        ":test.chat 331 bob #a :No topic is set",
      ]);
    });
  }
});
