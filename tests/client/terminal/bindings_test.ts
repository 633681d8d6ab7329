import { assertEquals } from "@std/assert/equals";
import { TerminalRig } from "./rig.ts";

Deno.test("Terminal.bind() can have a key act only where nothing is typed", async () => {
  const rig = new TerminalRig();
  rig.terminal.bind("up", () => rig.terminal.setInput("bound"), {
    whenEmpty: true,
  });
  await rig.type("one\r");
  await rig.type("\x1b[A");
  assertEquals((await rig.rows()).at(-1), "> bound");
  // On the second press something stands there, and the history is next.
  await rig.type("\x1b[A");
  assertEquals((await rig.rows()).at(-1), "> one");
  await rig.type("\x1b[B");

  assertEquals((await rig.rows()).at(-1), "> bound");
});

Deno.test("Terminal.bind() leaves a key what it is where it is not wanted", async () => {
  const rig = new TerminalRig();
  rig.terminal.bind("up", () => false, { whenEmpty: true });
  await rig.type("one\r\x1b[A");

  assertEquals((await rig.rows()).at(-1), "> one");
});

Deno.test("Terminal.bind() takes no key from what is under way", async (t) => {
  const cases = [
    { name: "a search of the history", keys: "\x12" },
    { name: "Ctrl-X", keys: "\x18" },
  ];
  for (const { name, keys } of cases) {
    await t.step(name, async () => {
      const rig = new TerminalRig();
      const acted: string[] = [];
      rig.terminal.bind("up", () => void acted.push("up"), {
        whenEmpty: true,
      });
      await rig.type(`${keys}\x1b[A`);

      assertEquals(acted, []);
    });
  }
});

Deno.test("Terminal.bind() tells that the window is looked at again", async () => {
  const rig = new TerminalRig();
  const seen: boolean[] = [];
  rig.terminal.bind("focusin", () => void seen.push(rig.terminal.hasFocus));
  await rig.type("\x1b[O");
  assertEquals(seen, []);
  await rig.type("\x1b[I");

  assertEquals(seen, [true]);
});
