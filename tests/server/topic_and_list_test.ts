import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("TOPIC is set, shown and cleared", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  ann.takeLines();

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
      name: "by one who is not in it",
      line: "TOPIC #b :x",
      want: "442 bob #b :You're not on that channel",
    },
    {
      name: "by no operator with +t",
      line: "TOPIC #t :x",
      want: "482 bob #t :You're not channel operator",
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
      const ann = await server.join("ann", { channels: "#a,#b,#t" });
      await server.ask(ann, "MODE #t +t");
      const bob = await server.join("bob", { channels: "#a,#t" });
      ann.takeLines();

      assertEquals(await server.ask(bob, line), [`:test.chat ${want}`]);
      assertEquals(ann.takeLines(), []);
    });
  }
});

Deno.test("TOPIC takes 256 bytes, and an operator sets it with +t", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const topic = "é".repeat(128);

  const answer = await server.ask(ann, "MODE #a +t", `TOPIC #a :${topic}`);

  assertEquals(answer[1], `:ann!ann@192.0.2.1 TOPIC #a :${topic}`);
});

Deno.test("LIST lists all channels, or those it is asked for", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#lobby,#a" });
  await server.join("bob", { channels: "#a" });
  await server.ask(ann, "TOPIC #a :about a");
  const start = ":test.chat 321 ann Channel :Users  Name";
  const end = ":test.chat 323 ann :End of /LIST";
  const lobby = ":test.chat 322 ann #lobby 1 :";
  const a = ":test.chat 322 ann #a 2 :about a";

  assertEquals(await server.ask(ann, "LIST"), [start, lobby, a, end]);
  assertEquals(await server.ask(ann, "LIST #A,#no"), [start, a, end]);
  assertEquals(await server.ask(ann, "LIST #no"), [start, end]);
});
