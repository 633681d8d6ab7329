import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("JOIN has two forms, for those with extended-join and all others", async () => {
  await using server = new TestServer();
  const capabilities = "extended-join";
  const ann = await server.join("ann", { channels: "#a", capabilities });
  const bob = await server.join("bob", { channels: "#a" });
  const cleo = await server.connect();
  cleo.sendLines("NICK cleo", "USER cleo 0 * :Cleo of the Nile");
  ann.takeLines();

  await server.ask(cleo, "JOIN #a");

  assertEquals(ann.takeLines(), [
    ":cleo!cleo@192.0.2.1 JOIN #a * :Cleo of the Nile",
  ]);
  assertEquals(bob.takeLines(), [":cleo!cleo@192.0.2.1 JOIN #a"]);
});

Deno.test("JOIN is extended for the newcomer, too", async (t) => {
  const rows = [
    { realName: "ann", want: "ann" },
    { realName: ":Ann B.", want: ":Ann B." },
    { realName: "::)", want: "::)" },
  ] as const;
  for (const { realName, want } of rows) {
    await t.step(`"${realName}"`, async () => {
      await using server = new TestServer();
      const ann = await server.connect();
      ann.sendLines("CAP REQ extended-join", "NICK ann");

      const answer = await server.ask(
        ann,
        `USER ann 0 * ${realName}`,
        "CAP END",
        "JOIN #a",
      );

      assertEquals(answer.at(-3), `:ann!ann@192.0.2.1 JOIN #a * ${want}`);
    });
  }
});

Deno.test("JOIN of one who is away is followed by AWAY for those with away-notify", async () => {
  await using server = new TestServer();
  const capabilities = "away-notify";
  const ann = await server.join("ann", { channels: "#a", capabilities });
  const bob = await server.join("bob", { channels: "#a" });
  const cleo = await server.join("cleo", { channels: "", capabilities });
  await server.ask(cleo, "AWAY :at lunch");
  ann.takeLines();

  const answer = await server.ask(cleo, "JOIN #a");

  assertEquals(ann.takeLines(), [
    ":cleo!cleo@192.0.2.1 JOIN #a",
    ":cleo!cleo@192.0.2.1 AWAY :at lunch",
  ]);
  assertEquals(bob.takeLines(), [":cleo!cleo@192.0.2.1 JOIN #a"]);
  assertEquals(answer.some((line) => line.includes("AWAY")), false);
});

Deno.test("JOIN of one who is here is not followed by AWAY", async () => {
  await using server = new TestServer();
  const capabilities = "away-notify";
  const ann = await server.join("ann", { channels: "#a", capabilities });
  const bob = await server.join("bob", { channels: "" });
  await server.ask(bob, "AWAY :at lunch", "AWAY");
  ann.takeLines();

  await server.ask(bob, "JOIN #a");

  assertEquals(ann.takeLines(), [":bob!bob@192.0.2.1 JOIN #a"]);
});

Deno.test("JOIN names nobody to those with no-implicit-names", async (t) => {
  for (const capability of ["no-implicit-names", "draft/no-implicit-names"]) {
    await t.step(capability, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a" });
      await server.ask(ann, "TOPIC #a :news");
      const bob = await server.join("bob", {
        channels: "",
        capabilities: capability,
      });

      assertEquals(await server.ask(bob, "JOIN #a"), [
        ":bob!bob@192.0.2.1 JOIN #a",
        ":test.chat 332 bob #a :news",
        ":test.chat 333 bob #a ann!ann@192.0.2.1 :1767225600",
      ]);
      assertEquals(await server.ask(bob, "NAMES #a"), [
        ":test.chat 353 bob = #a :@ann bob",
        ":test.chat 366 bob #a :End of /NAMES list",
      ]);
    });
  }
});

Deno.test("JOIN of a bot says that it is one", async () => {
  await using server = new TestServer();
  const capabilities = "message-tags extended-join";
  const ann = await server.join("ann", { channels: "#a", capabilities });
  const bot = await server.join("bot", { channels: "" });

  await server.ask(bot, "MODE bot +B", "JOIN #a");

  assertEquals(ann.takeLines(), [
    "@msgid=test-2;bot :bot!bot@192.0.2.1 JOIN #a * bot",
  ]);
});

Deno.test("JOIN of the lobby tells that an operator of the server is operator there", async () => {
  const opers = [{ name: "root", password: "s3cret" }];
  await using server = new TestServer({ opers });
  const ann = await server.join("ann");
  const root = await server.join("root", { channels: "" });
  await server.ask(root, "OPER root s3cret");

  assertEquals(await server.ask(root, "JOIN #lobby"), [
    ":root!root@192.0.2.1 JOIN #lobby",
    ":test.chat 353 root = #lobby :ann @root",
    ":test.chat 366 root #lobby :End of /NAMES list",
  ]);
  assertEquals(ann.takeLines(), [
    ":root!root@192.0.2.1 JOIN #lobby",
    ":test.chat MODE #lobby +o root",
  ]);
});
