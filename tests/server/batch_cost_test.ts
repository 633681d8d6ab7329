import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";
import { flood, messages, numbers, takeNumbers } from "./flooder.ts";

Deno.test("a paste counts once", async () => {
  await using server = new TestServer();
  const { ann, bob } = await flood(server, {
    capabilities: "batch draft/multiline",
  });
  const lines = numbers(100).map((number) =>
    `@batch=1 PRIVMSG #lobby :${number}`
  );

  ann.sendLines(
    "BATCH +1 draft/multiline #lobby",
    ...lines,
    "BATCH -1",
    ...messages(20),
  );
  await settle();

  assertEquals(takeNumbers(bob), [...numbers(100), ...numbers(19)]);
});

Deno.test("what is no part of an open batch counts as ever", async () => {
  await using server = new TestServer();
  const { ann, bob } = await flood(server, {
    capabilities: "batch draft/multiline",
  });
  const noise = numbers(25).map((number) =>
    `BATCH +${number} draft/multiline #lobby`
  );

  ann.sendLines(
    "BATCH +1 draft/multiline #lobby",
    ...noise,
    "PRIVMSG #lobby :7",
  );
  await settle();

  assertEquals(takeNumbers(bob), []);
});

Deno.test("a line that its batch does not take costs as any other", async (t) => {
  const open = "BATCH +1 draft/multiline #lobby";
  const rows = [
    {
      name: "once draft/multiline is gone",
      lines: ["CAP REQ :-draft/multiline"],
    },
    { name: "once batch is gone", lines: ["CAP REQ :-batch"] },
    { name: "that opens another", lines: [], line: "@batch=1 BATCH +2" },
    { name: "of another", lines: [], line: "@batch=2 PRIVMSG #lobby :x" },
  ];
  for (
    const { name, lines, line = "@batch=1 PRIVMSG #lobby :x" } of rows
  ) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const capabilities = "batch draft/multiline";
      const { ann, bob } = await flood(server, { capabilities });

      const answer = await server.ask(
        ann,
        open,
        ...lines,
        ...Array<string>(50).fill(line),
      );

      const handled = answer.length + bob.takeLines().length;
      assertEquals(handled, 20 - 1);
    });
  }
});

Deno.test("a batch ends with the capability that it needs", async () => {
  await using server = new TestServer();
  const capabilities = "batch draft/multiline";
  const { ann, bob } = await flood(server, { capabilities });

  const answer = await server.ask(
    ann,
    "BATCH +1 draft/multiline #lobby",
    "@batch=1 PRIVMSG #lobby :1",
    "CAP REQ :-batch",
    "CAP REQ :batch",
    "BATCH -1",
  );

  assertEquals(
    answer.at(-1),
    ":test.chat FAIL BATCH MULTILINE_INVALID :No such batch is open",
  );
  assertEquals(bob.takeLines(), []);
});

Deno.test("who reads 96 KiB a second stands a flood of the worst pastes", async () => {
  await using server = new TestServer();
  const capabilities = "batch draft/multiline message-tags server-time";
  const channel = `#${"蔵".repeat(33)}`;
  const [flooder, tagged, bare] = [
    await server.join("蔵".repeat(21), {
      capabilities,
      channels: channel,
      address: "2001:0db8:1111:2222:3333:4444:5555:6666",
    }),
    await server.join("a", { capabilities, channels: channel }),
    await server.join("b", {
      capabilities: "message-tags server-time",
      channels: channel,
    }),
  ];
  for (const conn of [tagged, bare]) {
    const write = conn.write.bind(conn);
    conn.write = async (bytes) => {
      const part = bytes.subarray(0, 16 * 1024);
      const ms = part.length / 96 / 1024 * 1000;
      await new Promise<void>((done) => void server.clock.setTimer(ms, done));
      return await write(part);
    };
  }
  await server.clock.advance(20_000);
  for (let count = 0; count < 20; count++) {
    const tags = `+a=${"x".repeat(4_000)}`;
    flooder.sendLines(
      `@${tags} BATCH +${count} draft/multiline ${channel}`,
      ...Array<string>(1_000).fill(`@batch=${count} PRIVMSG ${channel} :x`),
      `BATCH -${count}`,
    );
  }

  for (let second = 0; second < 120; second++) {
    for (const conn of [flooder, tagged, bare]) conn.sendLines("PONG");
    await server.clock.advance(1_000);
  }

  assertEquals(tagged.output.match(/ PRIVMSG /g)?.length, 20_000);
  assertEquals(bare.output.match(/ PRIVMSG /g)?.length, 20_000);
});

Deno.test("a flood of long pastes is delayed, and closes nobody", async () => {
  await using server = new TestServer();
  const capabilities = "batch draft/multiline message-tags server-time";
  const flooder = await server.join("flooder", { capabilities });
  const reader = await server.join("reader", { capabilities });
  const said = () => reader.output.match(/BATCH \+/g)?.length ?? 0;
  await server.clock.advance(10_000);
  const text = "x".repeat(39);
  for (let count = 0; count < 20; count++) {
    flooder.sendLines(
      `BATCH +${count} draft/multiline #lobby`,
      ...Array.from(
        { length: 1_000 },
        () => `@batch=${count} PRIVMSG #lobby :${text}`,
      ),
      `BATCH -${count}`,
    );
  }
  await settle();

  assertEquals(said(), 2);
  await server.clock.advance(60_000);
  assertEquals(said(), 20);
});
