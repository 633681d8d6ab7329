import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { TerminalRig } from "./rig.ts";

const PASTE = (text: string) => `\x1b[200~${text}\x1b[201~`;

Deno.test("Terminal grows its input to a third of the window", async () => {
  const rig = new TerminalRig(20, 12);
  rig.terminal.print("bob: hi");
  await rig.type("one\ntwo\x1b\rthree");
  assertEquals(await rig.rows(), ["bob: hi", "> one", "  two", "  three"]);
  await rig.type("\nfour\nfive\nsix");
  assertEquals(await rig.rows(), [
    "bob: hi",
    "↑ three",
    "  four",
    "  five",
    "  six",
  ]);
  assertEquals(await rig.device.cursor(), { column: 5, row: 4 });
  await rig.type("\x1b[A\x1b[A\x1b[A\x1b[A\x1b[A!");
  assertEquals(await rig.rows(), [
    "bob: hi",
    "> one!",
    "  two",
    "  three",
    "↓ four",
  ]);
  const line = rig.terminal.lines[Symbol.asyncIterator]().next();
  await rig.type("\r");
  assertEquals((await line).value, "one!\ntwo\nthree\nfour\nfive\nsix");
  assertEquals(await rig.rows(), ["bob: hi", ">"]);
});

Deno.test("Terminal asks before it sends a long paste", async () => {
  const rig = new TerminalRig(40, 12);
  const lines: string[] = [];
  void (async () => {
    for await (const line of rig.terminal.lines) lines.push(line);
  })();
  const text = Array.from({ length: 25 }, (_, at) => `row ${at}`).join("\r");
  await rig.type(PASTE(text), "\r");
  assertEquals(await rig.rows(), [
    "Esc goes back to the text",
    "Send 25 lines? y/n",
  ]);
  await rig.type("\x1b");
  assertEquals((await rig.rows()).at(-1), "  row 24");
  assertEquals(lines, []);
  await rig.type("\r", "y");
  assertEquals(lines, [text.replaceAll("\r", "\n")]);
  assertEquals(await rig.rows(), [">"]);
});

Deno.test("Terminal.setStatus() shows a row, cut to the window", async () => {
  const rig = new TerminalRig(20, 6);
  rig.terminal.setStatus((columns) => [
    { text: `${columns} ` },
    {
      text: "漢字\x1b[2J漢字 and so on",
      style: (text) => `\x1b[1m${text}\x1b[0m`,
    },
  ]);
  await rig.type("draft");
  rig.terminal.setWaiting(["me: x"]);
  assertEquals(await rig.rows(), ["me: x", "20 漢字␛[2J漢字 and…", "> draft"]);
  await rig.device.resize(20, 3);
  assertEquals((await rig.rows()).at(-1), "> draft");
  assertEquals((await rig.rows()).includes("20 漢字␛[2J漢字 and…"), false);
  await rig.device.resize(30, 6);
  rig.terminal.setStatus(undefined);
  assertEquals(await rig.rows(), ["me: x", "> draft"]);
});

Deno.test("Terminal.bind() has keys act, but not while it asks", async () => {
  const rig = new TerminalRig(40, 6);
  const acted: string[] = [];
  for (const name of ["alt+left", "alt+1", "alt+a"]) {
    rig.terminal.bind(name, () => void acted.push(name));
  }
  await rig.type("one two\x1b[1;3D\x1b1\x1ba\x1bb!");
  assertEquals(acted, ["alt+left", "alt+1", "alt+a"]);
  assertEquals(await rig.rows(), ["> one !two"]);
  void rig.terminal.ask("Name");
  await rig.type("ann bob\x1b[1;3D!");
  assertEquals(acted.length, 3);
  assertEquals(await rig.rows(), ["Name: ann !bob"]);
});

Deno.test("Terminal keeps a draft for each key", async () => {
  const rig = new TerminalRig(40, 6);
  rig.terminal.useDraft("#a");
  await rig.type("for a");
  rig.terminal.useDraft("#b");
  assertEquals(await rig.rows(), [">"]);
  await rig.type("for b\r");
  rig.terminal.setInput("again");
  assertEquals(await rig.rows(), ["> again"]);
  rig.terminal.useDraft("#a");
  assertEquals(await rig.rows(), ["> for a"]);
  await rig.type("\x1b[A");
  assertEquals(await rig.rows(), ["> for b"]);
});

Deno.test("Terminal.onInput() tells what is typed, and no secret", async () => {
  const rig = new TerminalRig();
  const typed: string[] = [];
  rig.terminal.onInput((text) => void typed.push(text));
  await rig.type("a", "b", "\x1b[D", "\x7f", "\r");
  const answer = rig.terminal.ask("Password", { secret: true });
  await rig.type("hunter2\r");
  rig.terminal.setInput("/nick ");

  assertEquals(await answer, "hunter2");
  assertEquals(typed, ["a", "ab", "b", ""]);
});

Deno.test("Terminal completes, and shows the candidates while it does", async () => {
  const rig = new TerminalRig(30, 8);
  rig.terminal.setCompleter((text, cursor) => ({
    start: 0,
    end: cursor,
    candidates: ["ann: ", "an\x1b[2J: "].filter((name) =>
      name.startsWith(text)
    ),
  }));
  rig.terminal.print("bob: hi");
  await rig.type("a\t");
  assertEquals(await rig.rows(), ["bob: hi", "[ann:] an␛[2J:", "> ann:"]);
  await rig.type("hi");
  assertEquals(await rig.rows(), ["bob: hi", "> ann: hi"]);
});

Deno.test("Terminal searches the history of earlier sessions", async () => {
  const kept: string[] = [];
  const rig = new TerminalRig(40, 8, {
    history: { lines: ["old words"], add: (line) => void kept.push(line) },
  });
  await rig.type("new words\r", "draft\x12old");
  assertEquals(await rig.rows(), ["search: old │ old words"]);
  await rig.type("\x1b");
  assertEquals(await rig.rows(), ["> draft"]);
  assertEquals(kept, ["new words"]);
});

Deno.test("Terminal.hasFocus follows the window, and is asked for", async () => {
  const rig = new TerminalRig();
  await rig.type("a");
  assertEquals(rig.terminal.hasFocus, true);
  await rig.type("\x1b[O");
  assertEquals(rig.terminal.hasFocus, false);
  await rig.type("\x1b[I");
  assertEquals(rig.terminal.hasFocus, true);
  assertEquals(await rig.rows(), ["> a"]);
  await rig.terminal.close();
  const { output } = rig.device;
  const off = output.lastIndexOf("\x1b[?1004l");
  assert(off > output.lastIndexOf("\x1b[?1004h"), "asked for no more");
});

Deno.test("Terminal.alert() rings and notifies once, and shows nothing", async () => {
  const rig = new TerminalRig(30, 4);
  await rig.type("draft");
  rig.terminal.alert({ bell: true });
  rig.terminal.alert({
    bell: false,
    notification: { title: "bob;\x07", text: "hi\x1b[2J" },
  });
  await rig.wait();

  assert(rig.device.output.endsWith(
    "\x07\x1b]9;bob: hi [2J\x07\x1b]777;notify;bob;hi [2J\x07",
  ));
  assertEquals(await rig.rows(), ["> draft"]);
  const { output } = rig.device;
  rig.terminal.setPrompt("> ");
  await rig.wait();
  assertEquals(rig.device.output, output);
});

Deno.test("Terminal takes the keys behind a line after what the line does", async () => {
  const rig = new TerminalRig(40, 8);
  const got: string[] = [];
  void (async () => {
    for await (const line of rig.terminal.lines) {
      got.push(line);
      if (line === "/to b") rig.terminal.useDraft("#b");
      if (line === "/ask") got.push(await rig.terminal.ask("Name") ?? "");
    }
  })();
  await rig.type("/to b\rfor b");
  rig.terminal.useDraft("#a");
  assertEquals(await rig.rows(), [">"]);
  await rig.type("/ask\rann\rfor a");

  assertEquals(got, ["/to b", "/ask", "ann"]);
  assertEquals(await rig.rows(), ["Name: ann", "> for a"]);
});
