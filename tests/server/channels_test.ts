import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("JOIN answers with the join, the topic and the names", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  await server.ask(ann, "TOPIC #a :about a");
  const bob = await server.join("bob", { channels: "" });

  const answer = await server.ask(bob, "JOIN #A");

  assertEquals(answer, [
    ":bob!bob@192.0.2.1 JOIN #a",
    ":test.chat 332 bob #a :about a",
    ":test.chat 333 bob #a ann!ann@192.0.2.1 :1767225600",
    ":test.chat 353 bob = #a :@ann bob",
    ":test.chat 366 bob #a :End of /NAMES list",
  ]);
  assertEquals(ann.takeLines(), [":bob!bob@192.0.2.1 JOIN #a"]);
});

Deno.test("JOIN enters several channels, each once", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#b" });

  const answer = await server.ask(ann, "JOIN #a,,#b,#c,#a");

  const joined = answer.filter((line) => line.includes(" JOIN "));
  assertEquals(joined.map((line) => line.split(" ").at(-1)), ["#a", "#c"]);
});

Deno.test("JOIN 0 leaves all channels", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a,#b" });
  const bob = await server.join("bob", { channels: "#b" });
  bob.takeLines();

  const answer = await server.ask(ann, "JOIN 0");

  assertEquals(answer, [
    ":ann!ann@192.0.2.1 PART #a",
    ":ann!ann@192.0.2.1 PART #b",
  ]);
  assertEquals(bob.takeLines(), [":ann!ann@192.0.2.1 PART #b"]);
});

Deno.test("JOIN refuses what is no name of a channel", async (t) => {
  const long = `#${"x".repeat(64)}`;
  const rows = [
    ["lobby", "lobby"],
    ["#", "#"],
    ["&local", "&local"],
    ["1", "1"],
    [long, long],
    [":#a b", "*"],
    ["#a\x07b", "#a\x07b"],
    ["#a\u200bb", "#a\u200bb"],
  ] as const;
  await using server = new TestServer();
  const ann = await server.join("ann", { address: "127.0.0.1" });
  for (const [name, shown] of rows) {
    await t.step(JSON.stringify(name), async () => {
      assertEquals(await server.ask(ann, `JOIN ${name}`), [
        `:test.chat 403 ann ${shown} :No such channel`,
      ]);
    });
  }
});

Deno.test("JOIN answers 405 when one is in 100 channels", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "" });
  const names = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `#${from + index}`).join(
      ",",
    );

  await server.ask(ann, `JOIN ${names(0, 50)}`, `JOIN ${names(50, 100)}`);
  await server.clock.advance(30_000);

  assertEquals(await server.ask(ann, "JOIN #more"), [
    ":test.chat 405 ann #more :You have joined too many channels",
  ]);
  const [left] = await server.ask(ann, "PART #7", "JOIN #more");
  assertEquals(left, ":ann!ann@192.0.2.1 PART #7");
  assertEquals(
    (await server.ask(ann, "WHOIS ann")).join().includes("#more"),
    true,
  );
});

Deno.test("two spellings of one channel in Unicode are one channel", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#zo\u00eb" });

  await server.join("bob", { channels: "#zoe\u0308" });

  assertEquals(ann.takeLines(), [":bob!bob@192.0.2.1 JOIN #zo\u00eb"]);
});

Deno.test("the first member becomes operator, but not in the lobby", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a,#lobby" });

  assertEquals(
    (await server.ask(ann, "NAMES #a"))[0],
    ":test.chat 353 ann = #a :@ann",
  );
  assertEquals(
    (await server.ask(ann, "NAMES #lobby"))[0],
    ":test.chat 353 ann = #lobby :ann",
  );
});

Deno.test("a channel that nobody is in is forgotten, but not the lobby", async (t) => {
  for (const leave of ["PART #a,#lobby", "JOIN 0", "QUIT"]) {
    await t.step(leave, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a,#lobby" });
      const bob = await server.join("bob", { channels: "" });
      await server.ask(
        ann,
        "TOPIC #a :old",
        "TOPIC #lobby :kept",
        "MODE #a +ml-t 5",
      );

      await server.ask(ann, leave);

      assertEquals(await server.ask(bob, "LIST #a,#lobby"), [
        ":test.chat 321 bob Channel :Users  Name",
        ":test.chat 322 bob #lobby 0 :kept",
        ":test.chat 323 bob :End of /LIST",
      ]);
      assertEquals(await server.ask(bob, "JOIN #a", "MODE #a"), [
        ":bob!bob@192.0.2.1 JOIN #a",
        ":test.chat 353 bob = #a :@bob",
        ":test.chat 366 bob #a :End of /NAMES list",
        ":test.chat 324 bob #a :+nt",
        ":test.chat 329 bob #a :1767225600",
      ]);
    });
  }
});

Deno.test("PART is told to all members with its reason", async (t) => {
  const rows = [
    ["PART #a", "PART #a"],
    ["PART #A :so long", "PART #a :so long"],
    ["PART #a :", "PART #a"],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a" });
      const bob = await server.join("bob", { channels: "#a" });
      bob.takeLines();

      assertEquals(await server.ask(ann, line), [`:ann!ann@192.0.2.1 ${want}`]);
      assertEquals(bob.takeLines(), [`:ann!ann@192.0.2.1 ${want}`]);
      assertEquals(await server.ask(bob, "PRIVMSG #a :hi"), []);
      assertEquals(ann.takeLines(), []);
    });
  }
});

Deno.test("JOIN of a channel that one is in says nothing", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  ann.takeLines();

  assertEquals(await server.ask(bob, "JOIN #A", "JOIN #a key"), []);
  assertEquals(ann.takeLines(), []);
});

Deno.test("JOIN and PART answer 461 where they name no channel", async (t) => {
  for (
    const line of ["JOIN", "JOIN :", "JOIN ,", "PART", "PART :", "PART ,,"]
  ) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      const [command] = line.split(" ");

      assertEquals(await server.ask(ann, line), [
        `:test.chat 461 ann ${command} :Not enough parameters`,
      ]);
    });
  }
});

Deno.test("PART of a secret channel tells nobody that there is one", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "" });
  await server.ask(ann, "MODE #a +s");

  assertEquals(await server.ask(bob, "PART #a"), [
    ":test.chat 403 bob #a :No such channel",
  ]);
  assertEquals(
    (await server.ask(ann, "PART #a"))[0],
    ":ann!ann@192.0.2.1 PART #a",
  );
});

Deno.test("PART answers 403 and 442 for channels one cannot leave", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  await server.join("bob", { channels: "#b" });

  assertEquals(await server.ask(ann, "PART #b,#c,#a :bye bye"), [
    ":test.chat 442 ann #b :You're not on that channel",
    ":test.chat 403 ann #c :No such channel",
    ":ann!ann@192.0.2.1 PART #a :bye bye",
  ]);
});

Deno.test("a member is told of a join before anything the newcomer says", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "" });

  bob.sendLines("JOIN #a", "PRIVMSG #a :hi", "PART #a");
  await settle();

  assertEquals(ann.takeLines(), [
    ":bob!bob@192.0.2.1 JOIN #a",
    ":bob!bob@192.0.2.1 PRIVMSG #a :hi",
    ":bob!bob@192.0.2.1 PART #a",
  ]);
});
