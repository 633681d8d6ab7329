import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("LUSERS counts who and what is here", async () => {
  const opers = [{ name: "a", password: "b" }];
  await using server = new TestServer({ opers });
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a,#b" });
  await server.ask(await server.join("cleo", { channels: "" }), "QUIT");
  await server.ask(ann, "OPER a b");
  await server.ask(bob, "MODE bob +i");
  const stranger = await server.connect();
  await server.ask(stranger, "NICK dan");
  const answer = (...rest: readonly string[]) =>
    rest.map((line) => `:test.chat ${line}`);

  assertEquals(
    await server.ask(ann, "LUSERS"),
    answer(
      "251 ann :There are 1 users and 1 invisible on 1 server",
      "252 ann 1 :operator(s) online",
      "253 ann 1 :unknown connection(s)",
      "254 ann 3 :channels formed",
      "255 ann :I have 2 clients and 0 servers",
      "265 ann 2 3 :Current local users 2, max 3",
      "266 ann 2 3 :Current global users 2, max 3",
    ),
  );
});

Deno.test("LUSERS counts true through every change", async (t) => {
  const rows = [
    { name: "nobody else", steps: [], want: [1, 0, 0, 0] },
    {
      name: "one more",
      steps: ["NICK b", "USER b 0 * :b"],
      want: [2, 0, 0, 0],
    },
    { name: "one that has no name yet", steps: ["CAP LS"], want: [1, 0, 0, 1] },
    {
      name: "one that left before",
      steps: ["NICK b", "QUIT"],
      want: [1, 0, 0, 0],
    },
    {
      name: "one that left",
      steps: ["NICK b", "USER b 0 * :b", "MODE b +i", "OPER a b", "QUIT"],
      want: [1, 0, 0, 0],
    },
    {
      name: "an invisible operator",
      steps: ["NICK b", "USER b 0 * :b", "MODE b +ii", "OPER a b"],
      want: [1, 1, 1, 0],
    },
    {
      name: "one that is neither any more",
      steps: [
        "NICK b",
        "USER b 0 * :b",
        "MODE b +i",
        "OPER a b",
        "MODE b -io",
        "MODE b -io",
      ],
      want: [2, 0, 0, 0],
    },
  ];
  for (const { name, steps, want } of rows) {
    await t.step(name, async () => {
      const opers = [{ name: "a", password: "b" }];
      await using server = new TestServer({ opers });
      const ann = await server.join("ann");
      if (steps.length > 0) await server.ask(await server.connect(), ...steps);

      const lines = await server.ask(ann, "LUSERS");

      const [users, opersOnline, unknown] = lines.map((line) =>
        (line.match(/ \d+(?= )/g) ?? []).map(Number)
      );
      assertEquals([
        users![1],
        users![2],
        opersOnline!.at(-1),
        unknown!.at(-1),
      ], want);
    });
  }
});
