import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

const OPERS = [{ name: "root", password: "x" }, { name: "ann", password: "y" }];

Deno.test("STATS u tells how long the server has been up", async (t) => {
  const rows = [
    [0, "0 days 00:00:00"],
    [61, "0 days 00:01:01"],
    [3_599, "0 days 00:59:59"],
    [2 * 86_400 + 3 * 3_600 + 4 * 60 + 5, "2 days 03:04:05"],
  ] as const;
  for (const [seconds, want] of rows) {
    await t.step(want, async () => {
      await using server = new TestServer();
      await server.clock.advance(seconds * 1000);
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, "STATS u"), [
        `:test.chat 242 ann :Server Up ${want}`,
        ":test.chat 219 ann u :End of /STATS report",
      ]);
    });
  }
});

Deno.test("STATS m tells how often each command was used", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  await server.ask(ann, "PING 1", "ping 2", "TOPIC", "FROBNICATE");

  assertEquals(await server.ask(ann, "STATS m"), [
    ":test.chat 212 ann JOIN :1",
    ":test.chat 212 ann NICK :1",
    ":test.chat 212 ann PING :2",
    ":test.chat 212 ann STATS :1",
    ":test.chat 212 ann TOPIC :1",
    ":test.chat 212 ann USER :1",
    ":test.chat 219 ann m :End of /STATS report",
  ]);
});

Deno.test("STATS o tells operators who may be one", async () => {
  await using server = new TestServer({ opers: OPERS });
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "STATS o"), [
    ":test.chat 481 ann :Permission Denied- You're not an IRC operator",
    ":test.chat 219 ann o :End of /STATS report",
  ]);
  await server.ask(ann, "OPER root x");
  assertEquals(await server.ask(ann, "STATS o"), [
    ":test.chat 243 ann O *@* * :root",
    ":test.chat 243 ann O *@* * :ann",
    ":test.chat 219 ann o :End of /STATS report",
  ]);
});

Deno.test("STATS of anything else tells nothing", async (t) => {
  const rows = [
    ["STATS x", "x"],
    ["STATS U", "U"],
    ["STATS 蔵", "蔵"],
    ["STATS 🦕", "🦕"],
    ["STATS :: ", "*"],
    ["STATS : x", "*"],
    ["STATS xyz", "x"],
  ] as const;
  for (const [line, shown] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, line), [
        `:test.chat 219 ann ${shown} :End of /STATS report`,
      ]);
    });
  }
});

Deno.test("STATS needs a letter", async (t) => {
  for (const line of ["STATS", "STATS :"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, line), [
        ":test.chat 461 ann STATS :Not enough parameters",
      ]);
    });
  }
});
