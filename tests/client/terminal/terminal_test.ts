import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { TerminalRig, WHILE_MS } from "./rig.ts";

Deno.test("Terminal keeps the typed line whole while lines are printed", async () => {
  const rig = new TerminalRig();
  rig.terminal.setPrompt("me> ");
  await rig.type("half ty");
  rig.terminal.print("bob: one");
  await rig.type("ped");
  rig.terminal.print("bob: two");

  assertEquals(await rig.rows(), ["bob: one", "bob: two", "me> half typed"]);
  assertEquals(await rig.device.cursor(), { column: 14, row: 2 });
});

Deno.test("Terminal keeps every printed line in the scrollback, once", async () => {
  const rig = new TerminalRig(20, 4);
  const want: string[] = [];
  for (let index = 0; index < 100; index++) {
    rig.terminal.setWaiting(index % 3 === 0 ? ["me: wait", "me: more"] : []);
    rig.terminal.print(`line ${index}`);
    want.push(`line ${index}`);
    if (index % 2 === 0) await rig.clock.advance(20);
  }
  rig.terminal.setWaiting([]);

  assertEquals(await rig.rows(), [...want, ">"]);
});

Deno.test("Terminal paints many lines at once", async () => {
  const rig = new TerminalRig(20, 4);
  await rig.clock.advance(WHILE_MS);
  const before = rig.device.frameCount;
  for (let index = 0; index < 400; index++) rig.terminal.print(`${index}`);
  await rig.clock.advance(WHILE_MS);

  assertEquals(rig.device.frameCount - before, 1);
  assertEquals((await rig.rows()).length, 401);
});

Deno.test("Terminal shows what waits between the printed and the typed", async () => {
  const rig = new TerminalRig(20, 8);
  await rig.type("draft");
  rig.terminal.setWaiting(["me: 漢字 that is far too long", "me: b"]);
  rig.terminal.print("bob: hi");

  assertEquals(await rig.rows(), [
    "bob: hi",
    "me: 漢字 that is fa…",
    "me: b",
    "> draft",
  ]);
  rig.terminal.setWaiting([]);
  rig.terminal.print("me: b");
  assertEquals(await rig.rows(), ["bob: hi", "me: b", "> draft"]);
});

Deno.test("Terminal is correct in a window of ten columns", async () => {
  const rig = new TerminalRig(10, 5);
  await rig.type("漢字漢字漢字");
  rig.terminal.print("bob: 漢字漢字漢字");
  rig.terminal.print("eve: a word");

  assertEquals(await rig.rows(), [
    "bob: 漢字",
    "  漢字漢字",
    "eve: a",
    "  word",
    "> …字漢字",
  ]);
  assertEquals(await rig.device.cursor(), { column: 9, row: 4 });
});

Deno.test("Terminal works in a window of any width", async (t) => {
  for (const columns of [2, 3, 5, 80]) {
    await t.step(`${columns} columns`, async () => {
      const rig = new TerminalRig(columns, 5);
      await rig.type("a long line 漢字");
      for (const letter of "abc") rig.terminal.print(letter);
      rig.terminal.setWaiting(["x", "y"]);
      await rig.rows();
      rig.terminal.setWaiting([]);
      const rows = await rig.rows();

      assertEquals(rows.slice(0, 3), ["a", "b", "c"]);
      // Two columns are too few for a wide character and the cursor.
      assertEquals(rows.length, columns === 2 ? 3 : 4);
    });
  }
});

Deno.test("Terminal stays whole when the window changes its size", async () => {
  const rig = new TerminalRig(40, 8);
  await rig.type("draft");
  rig.terminal.print("bob: one");
  await rig.clock.advance(WHILE_MS);
  for (const [columns, rows] of [[20, 6], [12, 3], [60, 12]] as const) {
    await rig.device.resize(columns, rows);
    rig.terminal.print(`bob: ${columns}`);

    const shown = await rig.rows();
    assertEquals(shown.slice(-2), [`bob: ${columns}`, "> draft"]);
  }
  assertEquals(await rig.rows(), [
    "bob: one",
    "bob: 20",
    "bob: 12",
    "bob: 60",
    "> draft",
  ]);
});

Deno.test("Terminal takes keys at once again after another program had them", async () => {
  const rig = new TerminalRig();
  await rig.rows();
  rig.device.isRaw = false;
  await rig.device.resize(40, 8);
  await rig.rows();

  assertEquals(rig.device.isRaw, true);
});

Deno.test("Terminal lets no control byte do anything", async () => {
  const rig = new TerminalRig(40, 8);
  rig.terminal.print("bob: \x1b[2J\x1b[1;1H\x9b2J\r\x07\b\x7f!");
  rig.terminal.print([{ text: "eve: one\nbob: two" }], { indent: 6 });
  rig.terminal.setWaiting(["me: \x1b[2J\nx"]);
  rig.terminal.setPrompt("\x1b[31m> ");
  await rig.type("\x1b[200~a\x1b[2Jb\rc\x1b[201~");

  assertEquals(await rig.rows(), [
    "bob: ␛[2J␛[1;1H\ufffd2J",
    "  ␇␈␡!",
    "eve: one",
    "      bob: two",
    "me: ␛[2J↵x",
    "␛[31m> a[2Jb",
    "       c",
  ]);
});

Deno.test("Terminal gives the typed lines", async () => {
  const rig = new TerminalRig();
  const lines = Array.fromAsync(rig.terminal.lines);
  await rig.type("one\r", "tw", "o\r\x1b[200~a\nb\x1b[201~", "!\r", "\x04");

  assertEquals(await lines, ["one", "two", "a\nb!"]);
});

Deno.test("Terminal ends its lines when the person wants to leave", async (t) => {
  const cases = [
    { name: "Ctrl-D on an empty line", typed: "\x04" },
    { name: "Ctrl-C", typed: "draft\x03" },
    { name: "the end of the keyboard", typed: "" },
  ];
  for (const { name, typed } of cases) {
    await t.step(name, async () => {
      const rig = new TerminalRig();
      await rig.type(typed);

      assertEquals(await Array.fromAsync(rig.terminal.lines), []);
      assertEquals(rig.terminal.signal.aborted, true);
      assertEquals(await rig.terminal.ask("Name"), undefined);
    });
  }
});

Deno.test("Terminal.ask() asks", async (t) => {
  const cases = [
    {
      name: "an answer",
      typed: "ann\r",
      want: "ann",
      shown: "Name [guest]: ann",
    },
    {
      name: "the default",
      typed: " \r",
      want: "guest",
      shown: "Name [guest]: guest",
    },
    { name: "Ctrl-C", typed: "an\x03", want: undefined },
    { name: "Escape", typed: "an\x1b", want: undefined },
    { name: "Ctrl-G", typed: "an\x07", want: undefined },
  ];
  for (const { name, typed, want, shown } of cases) {
    await t.step(name, async () => {
      const rig = new TerminalRig();
      const answer = rig.terminal.ask("Name", { default: "guest" });
      assertEquals(await rig.rows(), ["Name [guest]:"]);
      await rig.type(typed);

      assertEquals(await answer, want);
      assertEquals(
        await rig.rows(),
        shown === undefined ? [">"] : [shown, ">"],
      );
    });
  }
});

Deno.test("Terminal.ask() shows nothing of a secret", async () => {
  const rig = new TerminalRig();
  const answer = rig.terminal.ask("Password", { secret: true });
  await rig.type("hunter2");
  assertEquals(await rig.rows(), ["Password:"]);
  await rig.type("\r");

  assertEquals(await answer, "hunter2");
  assertEquals(await rig.rows(), ["Password:", ">"]);
  assertEquals(rig.device.output.includes("hunter2"), false);
  await rig.type("\x1b[A");
  assertEquals(await rig.rows(), ["Password:", ">"]);
});

Deno.test("Terminal.clear() empties the window and keeps the typed line", async () => {
  const rig = new TerminalRig(20, 4);
  rig.terminal.print("old");
  await rig.type("draft");
  await rig.type("\x0c");

  assertEquals(await rig.rows(), ["> draft"]);
  rig.terminal.clear();
  rig.terminal.print("waits");
  assertEquals(await rig.rows(), ["waits", "> draft"]);
});

Deno.test("Terminal.close() prints what is left and restores the terminal", async () => {
  const rig = new TerminalRig();
  await rig.type("draft");
  assertEquals(rig.device.isRaw, true);
  rig.terminal.setWaiting(["me: x"]);
  await rig.rows();
  rig.terminal.print("last words");
  await Promise.all([rig.terminal.close(), rig.terminal.close()]);

  assertEquals(rig.device.isRaw, false);
  assertEquals(rig.device.isWatched, false);
  assert(rig.device.output.includes("\x1b[?2004h"), "bracketed paste on");
  assert(
    rig.device.output.lastIndexOf("\x1b[?2004l") >
      rig.device.output.lastIndexOf("\x1b[?2004h"),
    "bracketed paste off",
  );
  assertEquals(await rig.device.rows(), ["last words"]);
  rig.terminal.print("too late");
  assertEquals(await rig.rows(), ["last words"]);
});

Deno.test("Terminal restores the terminal when the program dies", async () => {
  const rig = new TerminalRig();
  await rig.type("draft");
  rig.device.crash();

  assertEquals(rig.device.isRaw, false);
  assertEquals(await rig.device.rows(), []);
});
