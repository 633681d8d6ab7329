import { assertEquals } from "@std/assert/equals";
import { TerminalRig } from "./rig.ts";

Deno.test("Terminal.ask() is given up without leaving", async () => {
  const rig = new TerminalRig();
  await rig.type("draft");
  const answer = rig.terminal.ask("Password", { secret: true });
  await rig.type("hunter2\x1b");

  assertEquals(await answer, undefined);
  assertEquals(rig.terminal.signal.aborted, false);
  await rig.type("!");
  assertEquals(await rig.rows(), ["> draft!"]);
});

Deno.test("Terminal says that a key has met a fault, and goes on", async () => {
  const rig = new TerminalRig(60, 8);
  rig.terminal.bind("f5", () => {
    throw new RangeError("no such buffer");
  });
  rig.terminal.onInput((text) => {
    if (text === "a!") throw new Error("not connected");
  });
  // A lone Escape is decoded elsewhere, once nothing follows it.
  rig.terminal.bind("escape", () => {
    throw new Error("no way out");
  });
  await rig.type("a", "\x1b[15~", "!", "\x1b");
  await rig.type("b");

  const fault = "Cannot act on that key as there is a fault in chat:";
  assertEquals(await rig.rows(), [
    `${fault} no such`,
    "  buffer",
    `${fault} not`,
    "  connected",
    `${fault} no way`,
    "  out",
    "> a!b",
  ]);
  assertEquals(rig.terminal.signal.aborted, false);
});

Deno.test("Terminal takes a paste whole whose start comes in parts", async () => {
  const rig = new TerminalRig(40, 12);
  const sent: string[] = [];
  void (async () => {
    for await (const line of rig.terminal.lines) sent.push(line);
  })();
  await rig.type("\x1b[20");
  await rig.type("0~one\rtw");
  await rig.type("o\rthree\x1b[201~");

  assertEquals(sent, []);
  assertEquals(await rig.rows(), ["> one", "  two", "  three"]);
});

Deno.test("Terminal takes keys again when a paste has no end", async () => {
  const rig = new TerminalRig();
  await rig.type("\x1b[200~lost", "\x1b[A");
  await rig.clock.advance(5_000);
  await rig.type("!");

  assertEquals(await rig.rows(), ["> lost[A!"]);
});

Deno.test("Terminal takes a lone Escape for a key after a moment", async () => {
  const rig = new TerminalRig();
  await rig.type("a", "\x1b");
  await rig.type("b");

  assertEquals(await rig.rows(), ["> ab"]);
});
