import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { readOpers } from "../../server/opers.ts";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";
import { come, cut } from "./resumable.ts";

Deno.test("RESUME answers nothing of what was asked over the old connection", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await come(server, "ann", { channels: "#a" });
  for (let number = 0; number < 20; number++) {
    await server.ask(ann.conn, `JOIN #${"x".repeat(40)}${number}`);
    await server.ask(
      ann.conn,
      `TOPIC #${"x".repeat(40)}${number} :${"y".repeat(300)}`,
    );
  }
  ann.conn.stall();
  ann.conn.sendLines(...Array(20).fill("LIST"), "PRIVMSG #a :too late");
  await settle();

  const back = await come(server, "ann", { token: ann.token });
  ann.conn.unstall();
  await server.clock.advance(10_000);

  assertMatch(back.welcome.join("\n"), /RESUME SESSION ann/);
  assertEquals(
    [...back.welcome, ...back.conn.takeLines()].filter((line) =>
      / 32[123] ann /.test(line)
    ),
    [],
  );
});

Deno.test("RESUME under a label is answered with the whole welcome", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann", { channels: "#a" });
  await cut(ann);
  const conn = await server.connect();

  await server.ask(conn, "CAP REQ :chat/resume batch labeled-response");
  const lines = await server.ask(
    conn,
    "NICK ann",
    `RESUME ${ann.token}`,
    "USER a 0 * :a",
    "@label=l1 CAP END",
  );

  const labelled = lines.filter((line) => line.includes("label=l1"));
  assertMatch(labelled.join("\n"), /^@label=l1 :test\.chat BATCH \+\S+ /);
  assertMatch(lines.join("\n"), /@batch=\S+ :test\.chat RESUME SESSION ann/);
  assertMatch(lines.at(-1)!, / BATCH -/);
});

Deno.test("RESUME goes on with the capabilities of the new connection, and no batch of the old", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann", {
    channels: "#a",
    capabilities: "echo-message batch draft/multiline",
  });
  await server.ask(ann.conn, "BATCH +1 draft/multiline #a");
  await cut(ann);

  const back = await come(server, "ann", {
    token: ann.token,
    capabilities: "batch draft/multiline",
  });
  const lines = await server.ask(
    back.conn,
    "BATCH +2 draft/multiline #a",
    "@batch=2 PRIVMSG #a :hi",
    "BATCH -2",
    "PING 1",
  );

  assertEquals(lines, [":test.chat PONG test.chat :1"]);
});

Deno.test("RESUME has the new connection wait as its address does", async (t) => {
  const cases = [
    { from: "127.0.0.1", to: "192.0.2.1", isHeld: true },
    { from: "192.0.2.1", to: "127.0.0.1", isHeld: false },
  ];
  for (const { from, to, isHeld } of cases) {
    await t.step(`${from} ${to}`, async () => {
      await using server = new TestServer();
      const ann = await come(server, "ann", { address: from });
      await cut(ann);

      const back = await come(server, "ann", {
        token: ann.token,
        address: to,
      });
      const pongs = await server.ask(back.conn, ...Array(40).fill("PING 1"));

      assertEquals(pongs.length < 40, isHeld);
    });
  }
});

Deno.test("an answer that took its time does not go to who resumed meanwhile", async () => {
  await using server = new TestServer({ opers: readOpers(["root:pw"]) });
  const ann = await come(server, "ann");
  await server.ask(ann.conn, "OPER root wrong");

  const back = await come(server, "ann", { token: ann.token });
  await server.clock.advance(2_000);

  assertMatch(back.welcome.join("\n"), /RESUME SESSION ann/);
  assertEquals(back.conn.takeLines(), []);
});

Deno.test("RESUME keeps what was said on the way back: away, and metadata", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann", { channels: "#a" });
  const bob = await server.join("bob", {
    capabilities: "away-notify draft/metadata-2 batch",
    channels: "#a",
  });
  await server.ask(bob, "METADATA * SUB status");
  await cut(ann);

  await come(server, "ann", {
    token: ann.token,
    capabilities: "draft/pre-away draft/metadata-2 batch",
    before: ["AWAY :on a train", "METADATA * SET status :moving"],
  });

  assertEquals(bob.takeLines().sort(), [
    ":ann!ann@192.0.2.1 AWAY :on a train",
    ":ann!ann@192.0.2.1 METADATA ann status * moving",
  ]);
});
