import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { join, search } from "./search_talk.ts";

Deno.test("SEARCH finds only what the asker may read", async (t) => {
  await using server = new TestServer({
    opers: [{ name: "root", password: "secret" }],
  });
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  const out = await join(server, "out", { channels: "#other" });
  const oper = await join(server, "oper", { channels: "" });
  await server.ask(oper, "OPER root secret");
  await server.ask(bob, "PRIVMSG #a :secret in the channel");
  await server.ask(bob, "PRIVMSG @#a :secret of operators");
  await server.ask(ann, "PRIVMSG @#a :secret of ann");
  await server.ask(ann, "PRIVMSG bob :secret of two");
  await server.ask(out, "PRIVMSG #other :secret elsewhere");
  const rows = [
    {
      name: "an operator of the channel",
      conn: ann,
      want: [
        "ann bob secret of two",
        "ann @#a secret of ann",
        "bob @#a secret of operators",
        "bob #a secret in the channel",
      ],
    },
    {
      name: "another member",
      conn: bob,
      want: [
        "ann bob secret of two",
        "bob @#a secret of operators",
        "bob #a secret in the channel",
      ],
    },
    {
      name: "who is elsewhere",
      conn: out,
      want: ["out #other secret elsewhere"],
    },
    { name: "an operator of the server", conn: oper, want: [] },
  ];
  for (const { name, conn, want } of rows) {
    await t.step(name, async () => {
      assertEquals(await search(server, conn, "secret"), want);
    });
  }
});

Deno.test("SEARCH goes on where many that it may not read stand between", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  await server.ask(ann, "PRIVMSG #a :word for all");
  for (let number = 0; number < 20; number++) {
    await server.ask(ann, `PRIVMSG @#a :word ${number}`);
  }

  assertEquals(await search(server, bob, "word", { limit: 3 }), [
    "ann #a word for all",
  ]);
});

Deno.test("SEARCH finds from the joining on where history begins there", async () => {
  await using server = new TestServer({ historyFromJoin: true });
  const ann = await join(server, "ann");
  await server.ask(ann, "PRIVMSG #a :word before");
  const bob = await join(server, "bob");
  await server.ask(ann, "PRIVMSG #a :word after");

  assertEquals(await search(server, bob, "word"), ["ann #a word after"]);
});

Deno.test("SEARCH names a channel as it is called now", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  await server.ask(ann, "PRIVMSG #a :word", "RENAME #a #b");

  assertEquals(await search(server, ann, "word"), ["ann #b word"]);
  assertEquals(await search(server, ann, "word in:#b"), ["ann #b word"]);
});

Deno.test("SEARCH names the other of a conversation as it is called now", async (t) => {
  const rows = [
    { name: "who is here", does: ["NICK rob"], want: ["ann rob word"] },
    { name: "who is gone", does: ["QUIT"], want: ["ann bob word"] },
    {
      name: "who is gone, under another nick than it was spoken to",
      does: ["PRIVMSG ann :so long", "NICK rob", "PRIVMSG ann :bye", "QUIT"],
      want: ["ann rob word"],
    },
  ];
  for (const { name, does, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann");
      const bob = await join(server, "bob");
      await server.ask(ann, "PRIVMSG bob :word");
      await server.ask(bob, ...does);

      assertEquals(await search(server, ann, "word"), want);
    });
  }
});

Deno.test("SEARCH finds what was said with who had a nick before another, for those two alone", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  await server.ask(ann, "PRIVMSG bob :word");
  await server.ask(bob, "QUIT");
  const next = await join(server, "bob");

  assertEquals(await search(server, ann, "word"), ["ann bob word"]);
  assertEquals(await search(server, next, "word"), []);
});
