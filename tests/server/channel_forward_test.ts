import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const OP = ":op!op@192.0.2.1";
const LINK = ":test.chat 470 bob #a #b :Forwarding to another channel";
const JOIN = ":bob!bob@192.0.2.1 JOIN #b";

/** One who runs #a and #b, and one who is in #c. */
async function people(
  server: TestServer,
): Promise<Record<"op" | "bob", FakeConn>> {
  const op = await server.join("op", { channels: "#a,#b" });
  const bob = await server.join("bob", { channels: "#c" });
  return { op, bob };
}

Deno.test("+f sends who may not enter to another channel", async (t) => {
  const rows = [
    { name: "not invited", line: "MODE #a +if #b", want: [LINK, JOIN] },
    { name: "no key", line: "MODE #a +kf key #b", want: [LINK, JOIN] },
    { name: "full", line: "MODE #a +lf 1 #B", want: [LINK, JOIN] },
    {
      name: "banned",
      line: "MODE #a +bf bob #b",
      want: [":test.chat 474 bob #a :Cannot join channel (+b)"],
    },
    {
      name: "not there either",
      line: "MODE #a +if #shut",
      want: [
        ":test.chat 470 bob #a #shut :Forwarding to another channel",
        ":test.chat 473 bob #shut :Cannot join channel (+i)",
      ],
    },
    {
      name: "gone",
      line: "MODE #a +if #gone",
      want: [":test.chat 473 bob #a :Cannot join channel (+i)"],
    },
  ] as const;
  for (const { name, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { op, bob } = await people(server);
      await server.ask(op, "JOIN #shut,#gone", "MODE #shut +if #b", line);
      await server.ask(op, "PART #gone");

      const answer = await server.ask(bob, "JOIN #a");

      assertEquals(answer.slice(0, want.length), [...want]);
    });
  }
});

Deno.test("+f says no more to who is there already", async () => {
  await using server = new TestServer();
  const { op, bob } = await people(server);
  await server.ask(op, "MODE #a +if #b");
  await server.ask(bob, "JOIN #b");

  assertEquals(await server.ask(bob, "JOIN #a"), [LINK]);
});

Deno.test("+f is for a channel that one runs", async (t) => {
  const text = "No such channel to go to";
  const rule = "It has to be the name of another channel";
  const rows = [
    { arg: "#b", want: `${OP} MODE #a +f #b` },
    { arg: "", want: `:test.chat 696 op #a f * :${rule}` },
    { arg: "b", want: `:test.chat 696 op #a f b :${rule}` },
    { arg: "#no", want: `:test.chat 696 op #a f #no :${text}` },
    { arg: "#a", want: `:test.chat 696 op #a f #a :${text}` },
    { arg: "#secret", want: `:test.chat 696 op #a f #secret :${text}` },
    {
      arg: "#c",
      want: ":test.chat 482 op #c :You're not channel operator",
    },
  ] as const;
  for (const { arg, want } of rows) {
    await t.step(`"${arg}"`, async () => {
      await using server = new TestServer();
      const { op, bob } = await people(server);
      await server.ask(bob, "JOIN #secret", "MODE #secret +s");

      assertEquals(await server.ask(op, `MODE #a +f ${arg}`), [want]);
    });
  }
});

Deno.test("+f is shown and taken away", async () => {
  await using server = new TestServer();
  const { op } = await people(server);
  await server.ask(op, "MODE #a +f #b");

  assertEquals(
    (await server.ask(op, "MODE #a"))[0],
    ":test.chat 324 op #a +fnt :#b",
  );
  assertEquals(await server.ask(op, "MODE #a -f"), [`${OP} MODE #a -f`]);
});

Deno.test("+f goes with the channel that was named, not with the name", async (t) => {
  const shut = ":test.chat 473 bob #a :Cannot join channel (+i)";
  const rows = [
    {
      name: "under another name",
      lines: ["RENAME #b #moved"],
      modes: "+fint :#moved",
      want: [
        ":test.chat 470 bob #a #moved :Forwarding to another channel",
        ":bob!bob@192.0.2.1 JOIN #moved",
      ],
    },
    {
      name: "gone, and made anew by somebody else",
      lines: ["PART #b"],
      modes: ":+int",
      want: [shut],
    },
  ];
  for (const { name, lines, modes, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { op, bob } = await people(server);
      await server.ask(op, "MODE #a +if #b", ...lines);
      await server.join("mallory", { channels: "#b" });

      const [shown] = await server.ask(op, "MODE #a");
      assertEquals(shown, `:test.chat 324 op #a ${modes}`);
      assertEquals(
        (await server.ask(bob, "JOIN #a")).slice(0, want.length),
        want,
      );
    });
  }
});
