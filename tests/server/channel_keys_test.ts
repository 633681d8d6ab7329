import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { joinPeople, OP } from "./channel_people.ts";

const RULE = "A key has 1 to 32 bytes, no space and no comma";

Deno.test("+k lets in who brings the key", async (t) => {
  const rows = [
    { line: "JOIN #a secret", isIn: true },
    { line: "JOIN #A secret", isIn: true },
    { line: "JOIN #a :secret", isIn: true },
    { line: "JOIN #a secret,more", isIn: true },
    { line: "JOIN #a", isIn: false },
    { line: "JOIN #a :", isIn: false },
    { line: "JOIN #a Secret", isIn: false },
    { line: "JOIN #a secre", isIn: false },
    { line: "JOIN #a ,secret", isIn: false },
  ] as const;
  for (const { line, isIn } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { op, cleo } = await joinPeople(server);
      await server.ask(op, "MODE #a +k secret");

      const [first] = await server.ask(cleo, line);

      assertEquals(
        first,
        isIn
          ? ":cleo!cleo@192.0.2.1 JOIN #a"
          : ":test.chat 475 cleo #a :Cannot join channel (+k)",
      );
    });
  }
});

Deno.test("JOIN gives each channel its key", async (t) => {
  const rows = [
    { line: "JOIN #a,#b one,two", want: ["JOIN #a", "JOIN #b"] },
    { line: "JOIN #b,#a two,one", want: ["JOIN #b", "JOIN #a"] },
    { line: "JOIN #new,#b ,two", want: ["JOIN #new", "JOIN #b"] },
    { line: "JOIN ,#b x,two", want: ["JOIN #b"] },
    { line: "JOIN #a,#b one", want: ["JOIN #a", "475 #b"] },
    { line: "JOIN #a,#b two,one", want: ["475 #a", "475 #b"] },
    { line: "JOIN #a,#a one,two", want: ["JOIN #a"] },
  ] as const;
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const op = await server.join("op", { channels: "#a,#b" });
      await server.ask(op, "MODE #a +k one", "MODE #b +k two");
      const bob = await server.join("bob", { channels: "" });

      const answer = await server.ask(bob, line);

      const told = answer.flatMap((line) =>
        /(JOIN #\w+)$/.exec(line)?.[1] ??
          line.match(/ (475) bob (#\w+) /)?.slice(1).join(" ") ?? []
      );
      assertEquals(told, [...want]);
    });
  }
});

Deno.test("a key is set, changed and taken away", async () => {
  await using server = new TestServer();
  const { op } = await joinPeople(server);

  assertEquals(await server.ask(op, "MODE #a +k one"), [
    `${OP} MODE #a +k one`,
  ]);
  assertEquals(await server.ask(op, "MODE #a +k one"), []);
  assertEquals(await server.ask(op, "MODE #a +k two"), [
    `${OP} MODE #a +k two`,
  ]);
  assertEquals(await server.ask(op, "MODE #a -k one"), [`${OP} MODE #a -k *`]);
  assertEquals(await server.ask(op, "MODE #a -k"), []);
  await server.ask(op, "MODE #a +k three");
  assertEquals(await server.ask(op, "MODE #a -k"), [`${OP} MODE #a -k *`]);
});

Deno.test("a key is one in both spellings of Unicode", async () => {
  await using server = new TestServer();
  const { op, cleo } = await joinPeople(server);
  await server.ask(op, "MODE #a +k zo\u00eb");

  assertEquals(
    (await server.ask(cleo, "JOIN #a zoe\u0308"))[0],
    ":cleo!cleo@192.0.2.1 JOIN #a",
  );
});

Deno.test("what cannot be a key is refused, and not repeated", async (t) => {
  const rows = [
    "+k",
    "+k :",
    "+k :a b",
    "+k ::a",
    "+k a,b",
    "+k a\x07b",
    "+k a\u200bb",
    `+k ${"x".repeat(33)}`,
    `+k ${"é".repeat(17)}`,
  ];
  for (const modes of rows) {
    await t.step(JSON.stringify(modes), async () => {
      await using server = new TestServer();
      const { op } = await joinPeople(server);

      assertEquals(await server.ask(op, `MODE #a ${modes}`, "MODE #a"), [
        `:test.chat 696 op #a k * :${RULE}`,
        ":test.chat 324 op #a :+nt",
        ":test.chat 329 op #a :1767225600",
      ]);
    });
  }
});

Deno.test("a key is shown to members only", async (t) => {
  const rows = [
    { who: "op", want: "+klnt secret :5" },
    { who: "bob", want: "+klnt secret :5" },
    { who: "cleo", want: "+klnt * :5" },
  ] as const;
  for (const { who, want } of rows) {
    await t.step(who, async () => {
      await using server = new TestServer();
      const conns = await joinPeople(server);
      await server.ask(conns.op, "MODE #a +lk 5 secret");

      assertEquals(
        (await server.ask(conns[who], "MODE #a"))[0],
        `:test.chat 324 ${who} #a ${want}`,
      );
    });
  }
});
