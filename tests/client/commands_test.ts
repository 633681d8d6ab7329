import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import {
  type CommandContext,
  COMMANDS,
  runInput,
} from "../../client/commands.ts";

/** Notes what a typed line does. */
class Context implements CommandContext {
  readonly done: string[] = [];

  constructor(readonly current: string | undefined) {}

  show(text: string): void {
    this.done.push(`show ${text}`);
  }

  send(...words: string[]): void {
    this.done.push(`send ${words.join("|")}`);
  }

  say(target: string, text: string, kind = "message"): void {
    this.done.push(`say ${target}|${text}|${kind}`);
  }

  enter(...words: (string | undefined)[]): void {
    this.done.push(`enter ${words.filter((word) => word).join("|")}`);
  }

  quit(text: string): void {
    this.done.push(`quit ${text}`);
  }
}

Deno.test("runInput() does what is typed", async (t) => {
  const cases = [
    { text: "hi all", want: ["say #a|hi all|message"] },
    { text: " hi\nall", want: ["say #a| hi\nall|message"] },
    { text: " \n", want: [] },
    { text: "//etc", want: ["say #a|/etc|message"] },
    { text: "/msg bob hi  all", want: ["say bob|hi  all|message"] },
    { text: "/M bob a\nb", want: ["say bob|a\nb|message"] },
    { text: "/me waves", want: ["say #a|waves|action"] },
    { text: "/names", want: ["send NAMES|#a"] },
    { text: "/users b", want: ["send NAMES|#b"] },
    { text: "/join b", want: ["enter #b"] },
    { text: "/j #b key", want: ["enter #b|key"] },
    { text: "/part", want: ["send PART|#a"] },
    { text: "/me waves\nand goes", want: ["say #a|waves\nand goes|action"] },
    { text: "/join\n#b\r\nkey\n", want: ["enter #b|key"] },
    { text: "/topic one\n two", want: ["send TOPIC|#a|one two"] },
    { text: "/leave see\nyou", want: ["send PART|#a|see you"] },
    { text: "/close #b see you", want: ["send PART|#b|see you"] },
    { text: "/topic", want: ["send TOPIC|#a"] },
    { text: "/topic new one", want: ["send TOPIC|#a|new one"] },
    { text: "/rooms", want: ["send LIST"] },
    { text: "/nick annie ", want: ["send NICK|annie"] },
    { text: "/quit", want: ["quit "] },
    { text: "/bye see you", want: ["quit see you"] },
  ];
  for (const { text, want } of cases) {
    await t.step(JSON.stringify(text), () => {
      const context = new Context("#a");
      runInput(text, context);

      assertEquals(context.done, want);
    });
  }
});

Deno.test("runInput() says what is wrong", async (t) => {
  const cases = [
    { text: "/naems", want: "no such command: did you mean /names?" },
    { text: "/", want: "Cannot run / as" },
    { text: "/etc/passwd", want: "//text says /text" },
    { text: "/msg", want: "something is missing: /msg nick text" },
    { text: "/msg bob", want: "something is missing" },
    { text: "/msg :b hi", want: '":b" as it is no nick' },
    { text: "/msg a,b hi", want: '"a,b" as it is no nick' },
    { text: "/me", want: "something is missing: /me text" },
    { text: "/join", want: "something is missing" },
    { text: "/join #b k\ney", want: "a key is one word: /join #channel [key]" },
    { text: "/names #b\nc", want: 'Cannot use "#b c" as a channel' },
    { text: "/nick a\nb", want: '"a_b" would do' },
    { text: "/join a,b", want: 'Cannot use "a,b" as a channel' },
    { text: "/nick", want: "something is missing" },
    { text: "/nick a b", want: '"a_b" would do' },
    { text: "/help nmaes", want: "did you mean /names?" },
  ];
  for (const { text, want } of cases) {
    await t.step(text, () => {
      assertThrows(() => runInput(text, new Context("#a")), RangeError, want);
    });
  }
});

Deno.test("runInput() needs a channel to talk in", () => {
  const context = new Context(undefined);

  for (const text of ["hi", "/me waves", "/part", "/topic", "/names"]) {
    assertThrows(() => runInput(text, context), RangeError, "in no channel");
  }
  runInput("/msg bob hi", context);
  assertEquals(context.done, ["say bob|hi|message"]);
});

Deno.test("runInput() lists every command in its help", () => {
  const context = new Context("#a");
  runInput("/help", context);

  assertEquals(context.done.length, COMMANDS.length);
  for (const { name, aliases } of COMMANDS) {
    const line = context.done.find((line) => line.startsWith(`show /${name}`));
    for (const alias of aliases) assert(line?.includes(`/${alias}`), alias);
  }
});

Deno.test("runInput() explains one command", () => {
  const context = new Context("#a");
  runInput("/help /dm", context);

  assertEquals(context.done, [
    "show /msg nick text  say something to one person (also /m /dm)",
  ]);
});

Deno.test("COMMANDS names no command twice", () => {
  const names = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]);

  assertEquals(names.length, new Set(names).size);
});
