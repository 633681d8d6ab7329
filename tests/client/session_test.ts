import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { SessionRig } from "./session_rig.ts";

Deno.test("Session shows what the protocol has no way to carry, and goes on", async () => {
  const rig = new SessionRig();
  await rig.join();
  // As if a server had got it past us.
  rig.state?.channels.set("#x", {
    name: "#x y",
    topic: "",
    members: new Map(),
  });
  const sent = await rig.type("/join #x", "/me waves", "/join #a", "hi");

  assertEquals(rig.terminal.takePrinted(), [
    "── #x y ──",
    "You are in #x y",
    "Cannot format the message as its parameter is invalid",
    "── #a ──",
    "You are in #a",
  ]);
  assertEquals(sent, ["@label=m1 PRIVMSG #a :hi"]);
});

Deno.test("Session.run() throws what goes wrong with what is typed", async () => {
  const rig = new SessionRig();
  rig.terminal.lines = (async function* () {
    yield "hi";
    throw new TypeError("a bug");
  })();
  await rig.join();
  rig.conn.end();

  await assertRejects(() => rig.running, TypeError, "a bug");
  assertEquals(rig.conn.output.includes("QUIT"), true);
});

Deno.test("Session keeps the server waiting for a slow terminal", async () => {
  const rig = new SessionRig();
  await rig.join();
  const shown = Promise.withResolvers<void>();
  rig.terminal.shown = shown.promise;
  await rig.answer(":bob PRIVMSG #a :one", ":bob PRIVMSG #a :two");
  assertEquals(rig.terminal.printed.length, 1);
  shown.resolve();
  await settle();

  assertEquals(rig.terminal.printed.length, 2);
});

Deno.test("Session can be left though the terminal is slow", async (t) => {
  const cases = [
    { name: "by the signal", leave: (rig: SessionRig) => rig.leave.abort() },
    {
      name: "by /quit",
      leave: (rig: SessionRig) => rig.terminal.typed.push("/quit"),
    },
  ];
  for (const { name, leave } of cases) {
    await t.step(name, async () => {
      const rig = new SessionRig();
      await rig.join();
      rig.terminal.shown = Promise.withResolvers<void>().promise;
      await rig.answer(":bob PRIVMSG #a :one", ":bob PRIVMSG #a :two");
      leave(rig);
      rig.conn.end();

      await rig.running;
      assertEquals(rig.terminal.printed.length, 2);
    });
  }
});

Deno.test("Session leaves no footer behind", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.hear(":eve!e@h JOIN #a");
  rig.leave.abort();
  rig.conn.end();
  await rig.running;

  assertEquals(rig.terminal.statusFor(80), undefined);
  assertEquals(rig.terminal.waiting, []);
  assertEquals(rig.terminal.takePrinted(), ["      eve joined"]);
});

Deno.test("Session connects at once for what is said, and not for a blank line", async () => {
  const rig = new SessionRig();
  await rig.join();
  const { conn } = rig;
  conn.fail(new Deno.errors.ConnectionReset());
  await settle();
  rig.conn = new FakeConn();
  assertEquals(await rig.type("", "  ", "\n"), []);

  const [first] = await rig.type("hi");
  assertEquals(first, "CAP LS :302");
});
