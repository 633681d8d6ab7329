import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import {
  COMMAND_GROUPS,
  type CommandContext,
  type CommandView,
  type SpeechOptions,
} from "../../client/command_row.ts";
import type { CommandPast } from "../../client/command_past.ts";
import { COMMANDS, runInput } from "../../client/commands.ts";
import { SettingsControl } from "../../client/settings_control.ts";
import type { RecentMessage } from "../../client/recent_message.ts";

/** Notes what a typed line does. */
class Context implements CommandContext {
  readonly done: string[] = [];
  readonly nick = "ann";
  readonly settings = new SettingsControl();
  readonly view: CommandView = {
    lastSender: "bob",
    query: (nick) => this.#note("query", nick),
    switchTo: (text) => this.#note("switch", text),
    listBuffers: () => this.#note("buffers"),
    clear: () => this.#note("clear"),
    edit: () => this.#note("edit"),
    paste: () => this.#note("paste"),
    back: (count, who) => ({
      id: `${who}${count}`,
      from: "bob",
      text: "x",
      own: false,
    }),
    describeSelf: () => "self",
    describeLink: () => "link",
  };
  readonly past: CommandPast = {
    showOlder: (count) => this.#note("older", `${count}`),
    search: (query) => this.#note("search", query),
    showUnread: () => this.#note("unread"),
    save: (path) => this.#note("save", path),
    edit: (count, text) => this.#note("edit", `${count}`, text),
  };

  constructor(
    readonly current: string | undefined,
    readonly isOperator = false,
  ) {}

  show(text: string): void {
    this.done.push(`show ${text}`);
  }

  send(...words: string[]): void {
    this.#note("send", ...words);
  }

  say(
    target: string,
    text: string,
    { kind = "message", replyTo }: SpeechOptions = {},
  ): void {
    this.#note("say", target, text, kind, ...(replyTo ? [replyTo] : []));
  }

  react({ id }: RecentMessage, reaction: string): void {
    this.#note("react", id ?? "", reaction);
  }

  enter(...words: (string | undefined)[]): void {
    this.#note("enter", ...words.filter((word) => word !== undefined));
  }

  leave(target: string, text: string): void {
    this.#note("leave", target, text);
  }

  ping(): void {
    this.#note("ping");
  }

  askSecret(_question: string, use: (answer: string) => void): void {
    use("s3cret");
  }

  quit(text: string): void {
    this.#note("quit", text);
  }

  #note(what: string, ...words: readonly string[]): void {
    this.done.push(`${what} ${words.join("|")}`.trimEnd());
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
    { text: "/part", want: ["leave #a|"] },
    { text: "/me waves\nand goes", want: ["say #a|waves\nand goes|action"] },
    { text: "/join\n#b\r\nkey\n", want: ["enter #b|key"] },
    { text: "/topic one\n two", want: ["send TOPIC|#a|one two"] },
    { text: "/leave see\nyou", want: ["leave #a|see you"] },
    { text: "/close #b see you", want: ["leave #b|see you"] },
    { text: "/topic", want: ["send TOPIC|#a"] },
    { text: "/topic new one", want: ["send TOPIC|#a|new one"] },
    { text: "/rooms", want: ["send LIST"] },
    { text: "/list dev", want: ["send LIST|*dev*"] },
    { text: "/list #d*", want: ["send LIST|#d*"] },
    { text: "/reply hi\nall", want: ["say bob|hi\nall|message"] },
    { text: "/re hi", want: ["say #a|hi|message|others1"] },
    { text: "/re 2 hi", want: ["say #a|hi|message|all2"] },
    { text: "/re 2", want: ["say #a|2|message|others1"] },
    { text: "/react tada", want: ["react others1|🎉"] },
    { text: "/react 3 ok", want: ["react all3|ok"] },
    { text: "/delete", want: ["send REDACT|#a|own1"] },
    { text: "/redact 2", want: ["send REDACT|#a|own2"] },
    { text: "/edit", want: ["edit 1|"] },
    { text: "/edit 2", want: ["edit 2|"] },
    { text: "/edit hi\nall", want: ["edit 1|hi\nall"] },
    { text: "/edit 3 hi", want: ["edit 3|hi"] },
    { text: "/edit 1 2", want: ["edit 1|2"] },
    { text: "/history", want: ["older 50"] },
    { text: "/history 200", want: ["older 200"] },
    { text: "/search a b", want: ["search a b"] },
    { text: "/grep from:bob", want: ["search from:bob"] },
    { text: "/search", want: ["search"] },
    { text: "/unread", want: ["unread"] },
    { text: "/save my chat.txt", want: ["save my chat.txt"] },
    { text: "/log ~/a.json", want: ["save ~/a.json"] },
    { text: "/notice bob hi all", want: ["send NOTICE|bob|hi all"] },
    { text: "/shrug", want: ["say #a|¯\\_(ツ)_/¯|message"] },
    { text: "/shrug well", want: ["say #a|well ¯\\_(ツ)_/¯|message"] },
    { text: "/editor", want: ["edit"] },
    { text: "/announce Down at noon", want: ["send WALLOPS|Down at noon"] },
    { text: "/paste", want: ["paste"] },
    { text: "/q bob", want: ["query bob"] },
    { text: "/whois bob", want: ["send WHOIS|bob"] },
    { text: "/whoami", want: ["show self"] },
    { text: "/away", want: ["send AWAY|away"] },
    { text: "/away at lunch", want: ["send AWAY|at lunch"] },
    { text: "/back", want: ["send AWAY"] },
    { text: "/topic -", want: ["send TOPIC|#a|"] },
    { text: "/invite bob", want: ["send INVITE|bob|#a"] },
    { text: "/invite bob dev", want: ["send INVITE|bob|#dev"] },
    { text: "/link", want: ["show link"] },
    { text: "/buffer", want: ["buffers"] },
    { text: "/b 2", want: ["switch 2"] },
    { text: "/clear", want: ["clear"] },
    { text: "/lag", want: ["ping"] },
    { text: "/motd", want: ["send MOTD"] },
    { text: "/oper ann", want: ["send OPER|ann|s3cret"] },
    { text: "/oper ann pass word", want: ["send OPER|ann|pass word"] },
    { text: "/raw WHO #a :b c", want: ["send WHO|#a|b c"] },
    { text: "/quote version", want: ["send VERSION"] },
    { text: "/kick bob", want: ["send KICK|#a|bob"] },
    { text: "/kick bob too loud", want: ["send KICK|#a|bob|too loud"] },
    { text: "/ban bob", want: ["send MODE|#a|+b|bob!*@*"] },
    { text: "/ban *!*@host", want: ["send MODE|#a|+b|*!*@host"] },
    { text: "/unban bob", want: ["send MODE|#a|-b|bob!*@*"] },
    { text: "/bans", want: ["send MODE|#a|+b"] },
    { text: "/op bob", want: ["send MODE|#a|+o|bob"] },
    { text: "/deop bob", want: ["send MODE|#a|-o|bob"] },
    {
      text: "/voice a b c d e",
      want: ["send MODE|#a|+vvvv|a|b|c|d", "send MODE|#a|+v|e"],
    },
    { text: "/devoice bob", want: ["send MODE|#a|-v|bob"] },
    { text: "/mode", want: ["send MODE|#a"] },
    { text: "/mode +k key", want: ["send MODE|#a|+k|key"] },
    { text: "/mode #b", want: ["send MODE|#b"] },
    { text: "/nick annie ", want: ["send NICK|annie"] },
    { text: "/quit", want: ["quit"] },
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
    { text: "/history all", want: "a number from 1 to 500" },
    { text: "/history 0", want: "a number from 1 to 500" },
    { text: "/history 501", want: "a number from 1 to 500" },
    { text: "/save", want: "something is missing: /save file" },
    { text: "/query a b", want: "a nick is one word" },
    { text: "/list a b", want: "a part of a name is one word" },
    { text: "/delete x", want: "it takes a number" },
    { text: "/raw @", want: "it is no line of IRC" },
    { text: "/set colour red", want: "there is no such setting: notify" },
    { text: "/set bell loud", want: "it is one of on, off" },
    { text: "/theme pink", want: "one of auto, dark, light, mono" },
    { text: "/alias a.b x", want: "its name is 1 to 32 letters" },
    { text: "/alias alias x", want: "it would hide /alias itself" },
    { text: "/alias nothing", want: "you have no such command" },
    { text: "/alias -nothing", want: "you have no such command" },
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

Deno.test("runInput() takes what is for channels to no person", () => {
  const context = new Context("bob");

  for (const text of ["/topic", "/names", "/kick eve", "/op eve", "/bans"]) {
    assertThrows(() => runInput(text, context), RangeError, "for channels");
  }
  runInput("hi", context);
  assertEquals(context.done, ["say bob|hi|message"]);
});

Deno.test("runInput() lists every command in its help", () => {
  const context = new Context("#a", true);
  runInput("/help", context);

  const titles = context.done.filter((line) => line.startsWith("show ── "));
  assertEquals(context.done.length, COMMANDS.length + titles.length);
  assertEquals(titles.length, COMMAND_GROUPS.length);
  for (const { name, aliases } of COMMANDS) {
    const line = context.done.find((line) => line.startsWith(`show /${name} `));
    assert(line, name);
    for (const alias of aliases) assert(line.includes(`/${alias}`), alias);
  }
});

Deno.test("runInput() explains one command, or one group", () => {
  const context = new Context("#a");
  runInput("/help /dm", context);
  runInput("/help server", context);

  assertEquals(context.done.slice(0, 3), [
    "show /msg nick text  say something to one person (also /m /dm)",
    "show ── server ──",
    "show /ping                  how long the server takes to answer (also /lag)",
  ]);
});

Deno.test("runInput() shows and changes settings", () => {
  const context = new Context("#a");
  for (
    const text of ["/set bell off", "/theme dark", "/notify all", "/quiet"]
  ) runInput(text, context);

  const { bell, theme, notify, quiet } = context.settings.now;
  assertEquals([bell, theme, notify, quiet], [false, "dark", "all", true]);
  assertEquals(context.done, [
    "show bell = off  alerts ring the bell (on, off)",
    "show theme = dark  colours of the names (auto, dark, light, mono)",
    "show notify = all  what alerts you (all, mention, off)",
    "show quiet = on  joins and parts are not shown (on, off)",
  ]);
});

Deno.test("runInput() keeps lists of names", () => {
  const context = new Context("#a");
  for (const text of ["/ignore eve", "/mute", "/mute bob", "/mute #A"]) {
    runInput(text, context);
  }
  runInput("/ignore", context);

  assertEquals(context.settings.now.ignored, ["eve"]);
  assertEquals(context.settings.now.muted, ["bob"]);
  assertEquals(context.done.at(-1), "show Hidden: eve");
});

Deno.test("runInput() runs an own command once, whatever it stands for", () => {
  const context = new Context("#a");
  runInput("/alias me /me is $1", context);
  runInput("/alias loop /loop", context);
  runInput("/me late", context);

  assertEquals(context.done.at(-1), "say #a|is late|action");
  assertThrows(() => runInput("/loop", context), RangeError, "no such command");
});

Deno.test("COMMANDS names no command twice", () => {
  const names = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]);

  assertEquals(names.length, new Set(names).size);
});
