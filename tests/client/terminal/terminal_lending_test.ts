import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { settle } from "../../fakes/fake_clock.ts";
import { TerminalRig } from "./rig.ts";

/** What gives a terminal back as it was, and what takes it. */
const RESTORED = "\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?25h";
const TAKEN = "\x1b[?2004h\x1b[?1004h";

/** A terminal with an editor that is in the test's hands. */
class EditorRig extends TerminalRig {
  /** Of the editor that is open. */
  #edited: PromiseWithResolvers<string> | undefined;
  /** What it was given. */
  text: string | undefined;
  readonly lent: boolean[] = [];

  constructor() {
    super(40, 9, {
      edit: (text) => {
        this.text = text;
        this.#edited = Promise.withResolvers();
        return this.#edited.promise;
      },
      onLend: (isLent) => void this.lent.push(isLent),
    });
  }

  async finish(text: string): Promise<void> {
    this.#edited?.resolve(text);
    await this.wait();
  }

  async fail(reason: string): Promise<void> {
    this.#edited?.reject(new Error(reason));
    await this.wait();
  }
}

Deno.test("Terminal gives the typed text to the editor at Ctrl-X Ctrl-E", async () => {
  const rig = new EditorRig();
  await rig.type("draft\x18\x05");
  assertEquals(rig.text, "draft");
  assertEquals(rig.lent, [true]);
  assertEquals(rig.device.isRaw, false);
  assert(rig.device.output.endsWith(RESTORED), "restored");
  assertEquals(await rig.rows(), []);
  await rig.finish("better\r\ndraft");

  assertEquals(rig.lent, [true, false]);
  assertEquals(rig.device.isRaw, true);
  assertEquals(rig.device.output.split(TAKEN).length - 1, 2);
  assertEquals(await rig.rows(), ["> better", "  draft"]);
  await rig.type("!\x1f\x1f");
  assertEquals(await rig.rows(), ["> draft"]);
});

Deno.test("Terminal reads and paints nothing while the editor is open", async () => {
  const rig = new EditorRig();
  await rig.type("draft\x18\x05");
  const { output } = rig.device;
  assertEquals(rig.device.isBeingRead, false);
  rig.device.type("for the editor");
  rig.terminal.print("bob: hi");
  rig.terminal.setWaiting(["me: x"]);
  await rig.device.resize(30, 9);
  await rig.wait();
  assertEquals(rig.device.output, output);
  assertEquals(rig.device.isBeingRead, false);
  await rig.finish("edited ");

  assertEquals(await rig.rows(), [
    "bob: hi",
    "me: x",
    "> edited for the editor",
  ]);
});

Deno.test("Terminal.openEditor() opens it before the next key is read", async () => {
  const rig = new EditorRig();
  const results: (string | undefined)[] = [];
  void (async () => {
    for await (const line of rig.terminal.lines) {
      results.push(await rig.terminal.openEditor(line));
    }
  })();
  await rig.type("one\r");
  assertEquals(rig.text, "one");
  assertEquals(rig.device.isBeingRead, false);
  await rig.finish("two\x1b[2J");
  await rig.type("same\r");
  await rig.finish("same");

  assertEquals(results, ["two[2J", undefined]);
  assertEquals(rig.device.isBeingRead, true);
});

Deno.test("Terminal.openEditor() waits for a key where one is being read", async () => {
  const rig = new EditorRig();
  await rig.type("draft");
  const edited = rig.terminal.openEditor("text");
  assertEquals(await rig.rows(), ["Press a key to open the editor"]);
  assertEquals(rig.text, undefined);
  await rig.type(" ");
  assertEquals(rig.text, "text");
  assertEquals(rig.device.isBeingRead, false);
  await rig.finish("new text");

  assertEquals(await edited, "new text");
  assertEquals(await rig.rows(), ["> draft"]);
});

Deno.test("Terminal.openEditor() is called off by Escape, and waits on at focus", async () => {
  const rig = new EditorRig();
  await rig.type("draft");
  const edited = rig.terminal.openEditor("text");
  await rig.type("\x1b[O");
  assertEquals(await rig.rows(), ["Press a key to open the editor"]);
  await rig.type("\x1b");

  assertEquals(await edited, undefined);
  assertEquals(rig.text, undefined);
  await rig.type("!");
  assertEquals(await rig.rows(), ["> draft!"]);
});

Deno.test("Terminal.openEditor() says what went wrong, and goes on", async () => {
  const rig = new EditorRig();
  await rig.type("draft\x18\x05");
  await rig.fail('Cannot edit as "vim" ended with code 1');
  await rig.type("!");

  assertEquals(await rig.rows(), [
    'Cannot edit as "vim" ended with code 1',
    "> draft!",
  ]);
});

Deno.test("Terminal.openEditor() opens one editor at a time", async () => {
  const rig = new EditorRig();
  await rig.type("draft\x18\x05");

  assertEquals(await rig.terminal.openEditor("another"), undefined);
  assertEquals(rig.text, "draft");
  await rig.finish("");
  assertEquals(await rig.rows(), [">"]);
});

Deno.test("Terminal puts what was edited into the draft that it comes from", async () => {
  const rig = new EditorRig();
  rig.terminal.useDraft("#a");
  await rig.type("draft\x18\x05");
  rig.terminal.useDraft("#b");
  await rig.finish("edited");
  assertEquals(await rig.rows(), [">"]);
  rig.terminal.useDraft("#a");

  assertEquals(await rig.rows(), ["> edited"]);
});

Deno.test("Terminal does not open the editor for a person who leaves", async (t) => {
  for (const [name, typed] of [["Ctrl-C", "\x03"], ["the end", ""]] as const) {
    await t.step(name, async () => {
      const rig = new EditorRig();
      const edited = rig.terminal.openEditor("text");
      await settle();
      await rig.type(typed);
      await rig.terminal.close();

      assertEquals(await edited, undefined);
      assertEquals(rig.text, undefined);
      assertEquals(await rig.terminal.openEditor("text"), undefined);
    });
  }
});

Deno.test("Terminal.close() waits until the editor is closed", async () => {
  const rig = new EditorRig();
  await rig.type("draft\x18\x05");
  let isClosed = false;
  void rig.terminal.close().then(() => isClosed = true);
  rig.terminal.print("last words");
  await rig.wait();
  assertEquals(isClosed, false);
  await rig.finish("edited");

  assertEquals(isClosed, true);
  assertEquals(rig.device.isRaw, false);
  assertEquals(await rig.device.rows(), ["last words"]);
});

Deno.test("Terminal leaves the editor's terminal alone when the program dies", async () => {
  const rig = new EditorRig();
  await rig.type("draft\x18\x05");
  const { output } = rig.device;
  rig.device.isRaw = true;
  rig.device.crash();

  assertEquals(rig.device.output, output);
  assertEquals(rig.device.isRaw, true);
});

Deno.test("Terminal gives the shell its terminal while the program stops", async (t) => {
  const cases = [
    {
      name: "Ctrl-Z",
      stop: (rig: TerminalRig) => rig.type("\x1a"),
      scope: "job",
    },
    {
      name: "SIGTSTP",
      stop: async (rig: TerminalRig) => {
        rig.device.suspend();
        await rig.wait();
      },
      scope: "program",
    },
  ];
  for (const { name, stop, scope } of cases) {
    await t.step(name, async () => {
      const rig = new TerminalRig(40, 8);
      await rig.type("draft");
      // The shell writes meanwhile.
      rig.device.onStop = () =>
        void rig.device.writeSync(
          new TextEncoder().encode("$ fg\r\n"),
        );
      await stop(rig);
      rig.terminal.print("bob: hi");

      const [{ isRaw, output, ...stopped } = {}] = rig.device.stops as {
        scope: string;
        isRaw?: boolean;
        output?: string;
      }[];
      assertEquals(stopped, { scope });
      assertEquals(isRaw, false);
      assert(output?.endsWith(RESTORED), "restored");
      assertEquals(rig.device.stops.length, 1);
      assertEquals(await rig.rows(), ["$ fg", "bob: hi", "> draft"]);
      assertEquals(rig.device.isRaw, true);
      assert(
        rig.device.output.lastIndexOf(TAKEN) > (output?.length ?? Infinity),
        "taken again",
      );
    });
  }
});

Deno.test("Terminal stops with the editor that has the terminal", async () => {
  const rig = new EditorRig();
  await rig.type("draft\x18\x05");
  const { output } = rig.device;
  rig.device.suspend();
  await rig.wait();

  assertEquals(rig.device.stops.length, 1);
  assertEquals(rig.device.output, output);
  assertEquals(rig.device.isRaw, false);
  await rig.finish("edited");
  assertEquals(await rig.rows(), ["> edited"]);
});

Deno.test("Terminal does not stop where the terminal takes nothing", async () => {
  const rig = new TerminalRig(40, 8);
  await rig.rows();
  rig.device.stall();
  rig.terminal.print("first");
  await rig.wait();
  rig.device.suspend();
  await rig.clock.advance(1_000);
  rig.device.unstall();

  assertEquals(await rig.rows(), ["first", ">"]);
  assertEquals(rig.device.stops, []);
  assertEquals(rig.device.hasHung, false);
});
