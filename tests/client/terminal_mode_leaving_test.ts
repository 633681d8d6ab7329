import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TerminalModeRig } from "./terminal_mode_rig.ts";

Deno.test("runTerminalMode() leaves at once on a second Ctrl-C", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.type("one\r");
  assertEquals(await rig.type("\x03"), ["QUIT"]);
  await rig.type("\x03");

  assertEquals(await rig.exitCode, 130);
  assertEquals(rig.conn.isClosed, true);
  assertEquals(rig.terminal.isRaw, false);
  assertEquals(
    (await rig.terminal.rows()).at(-1),
    "not delivered to #a: one",
  );
});

Deno.test("runTerminalMode() ends though the terminal is stuck", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  rig.terminal.stall();
  await rig.answer(":bob PRIVMSG #a :hi");
  await rig.clock.advance(60_000);
  await rig.type("\x03");
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
});

Deno.test("runTerminalMode() loses nothing on a slow terminal", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  rig.terminal.stall();
  await rig.clock.advance(100);
  const count = 16;
  for (let index = 0; index < count; index++) {
    const source = `:bob!b@h`;
    const text = `${index}:${"x".repeat(16_000)}`;
    rig.conn.sendLines(
      `${source} BATCH +1 draft/multiline #a`,
      ...Array.from(
        { length: 20 },
        () => `@batch=1;draft/multiline-concat ${source} PRIVMSG #a :${text}`,
      ),
      "BATCH -1",
    );
  }
  await rig.clock.advance(60_000);
  rig.terminal.unstall();
  await settle();
  await rig.clock.advance(1_000);

  const shown = rig.terminal.output.matchAll(/bob.*?: (\d+):x/g);
  assertEquals(
    Array.from(shown, ([, index]) => Number(index)),
    Array.from({ length: count }, (_, index) => index),
  );
  assertEquals(rig.terminal.output.includes("not shown"), false);
});

Deno.test("runTerminalMode() leaves cleanly", async (t) => {
  const cases = [
    { name: "on Ctrl-C", typed: "draft\x03", want: ["QUIT"] },
    { name: "on Ctrl-D", typed: "\x04", want: ["QUIT"] },
    { name: "on /quit", typed: "/quit see you\r", want: ["QUIT :see you"] },
  ];
  for (const { name, typed, want } of cases) {
    await t.step(name, async () => {
      const rig = new TerminalModeRig();
      await rig.join();
      assertEquals(await rig.type(typed), want);
      rig.conn.end();

      assertEquals(await rig.exitCode, 0);
      assertEquals(rig.terminal.isRaw, false);
    });
  }
});

Deno.test("runTerminalMode() leaves cleanly when told to", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  rig.stop.abort();
  await settle();
  assertEquals(rig.conn.takeLines(), ["QUIT"]);
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
});

Deno.test("runTerminalMode() can be left while it connects", async () => {
  const rig = new TerminalModeRig();
  await rig.type("\x03");

  assertEquals(await rig.exitCode, 0);
  assertEquals(rig.conn.isClosed, true);
  assertEquals(rig.terminal.isRaw, false);
});

Deno.test("runTerminalMode() says what was lost with the connection", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.type("one\r");
  await rig.answer("ERROR :bye");
  rig.conn.end();
  await settle();
  await rig.type("\x03");

  assertEquals(await rig.exitCode, 0);
  assertEquals(rig.terminal.isRaw, false);
  assertEquals((await rig.rows()).slice(6), [
    "HH:MM The connection is lost: it closed the connection: bye",
    "not delivered to #a: one",
  ]);
});
