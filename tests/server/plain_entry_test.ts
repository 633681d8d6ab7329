import { assertEquals } from "@std/assert/equals";
import { readOpers } from "../../server/opers.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TEST_OPTIONS, TestServer } from "../fakes/test_server.ts";

const CLOAK = "192.0.2.1";

/** Lets somebody without a client come, and gives what that one is told. */
async function come(server: TestServer, name: string): Promise<FakeConn> {
  const conn = await server.connect();
  conn.send(`${name}\n`);
  await settle();
  await server.clock.advance(1_000);
  return conn;
}

async function say(
  server: TestServer,
  conn: FakeConn,
  line: string,
): Promise<string[]> {
  conn.takeLines();
  conn.send(`${line}\n`);
  await settle();
  await server.clock.advance(1_000);
  return conn.takeLines();
}

Deno.test("a lobby that is shut is shut to plain text, too", async (t) => {
  const rows = [
    { modes: `+b *!*@${CLOAK}`, want: "Cannot join channel (+b)" },
    { modes: "+i", want: "Cannot join channel (+i)" },
    { modes: "+k secret", want: "Cannot join channel (+k)" },
    { modes: "+l 1", want: "Cannot join channel (+l)" },
  ] as const;
  for (const { modes, want } of rows) {
    await t.step(modes, async () => {
      await using server = new TestServer({
        opers: readOpers(["root:pw"]),
      });
      const root = await server.join("root", { address: "192.0.2.9" });
      await server.ask(root, "OPER root pw", `MODE #lobby ${modes}`);

      const bob = await come(server, "bob");

      assertEquals(bob.takeLines().slice(-2), [
        TEST_OPTIONS.network,
        `-- #lobby: ${want}`,
      ]);
      assertEquals(root.takeLines(), []);
      assertEquals(await say(server, bob, "hi"), [
        "-- You are in no channel: /join #lobby or another one",
      ]);
    });
  }
});

Deno.test("/join takes a key", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  await server.ask(ann, "MODE #a +k secret");
  const bob = await come(server, "bob");

  assertEquals(await say(server, bob, "/join #a"), [
    "-- #a: Cannot join channel (+k)",
  ]);
  const [joined] = await say(server, bob, "/join #a secret");

  assertEquals(joined, "-- bob joined #a");
});
