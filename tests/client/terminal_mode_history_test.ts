import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { questions } from "./past_rig.ts";
import { KEPT_CAPABILITIES } from "./rig.ts";
import { TerminalModeRig } from "./terminal_mode_rig.ts";

/** In #a, on a server that keeps what is said there. */
class KeptRig extends TerminalModeRig {
  async enter(...past: readonly string[]): Promise<void> {
    await settle();
    await this.welcome(KEPT_CAPABILITIES);
    const asked = await this.answer(
      ":irc 005 ann CHATHISTORY=500 MSGREFTYPES=msgid,timestamp :are",
      ":ann!a@h JOIN #a",
      ":irc 353 ann = #a :@bob ann",
      ":irc 366 ann #a :End",
    );
    assertEquals(questions(asked), [
      "@label=q1 CHATHISTORY LATEST #a * 50",
    ]);
    await this.give("q1", past);
  }

  /** Answers a question with what is kept of #a. */
  async give(label: string, lines: readonly string[]): Promise<void> {
    await this.answer(
      `@label=${label} :irc BATCH +1 chathistory #a`,
      ...lines.map((line) => `@batch=1;${line}`),
      ":irc BATCH -1",
    );
  }

  /** What stands below `In #a`. */
  async told(): Promise<string[]> {
    const rows = await this.rows();
    return rows.slice(rows.findIndex((row) => /In #a/.test(row)) + 1);
  }
}

/** A message of so many minutes past ten, on the day of the clock. */
function kept(minute: number, text: string): string {
  const time = new Date(Date.UTC(2026, 0, 1, 0, 0, minute)).toISOString();
  return `msgid=id${minute};time=${time} ${text}`;
}

Deno.test("runTerminalMode() shows older messages at PageUp, and keeps what is typed", async () => {
  const rig = new KeptRig();
  await rig.enter(
    kept(8, ":bob PRIVMSG #a :eight"),
    kept(9, ":eve JOIN #a"),
    kept(10, ":bob PRIVMSG #a :ten"),
  );
  await rig.type("half a sen");
  const asked = await rig.type("\x1b[5~");
  assertEquals(questions(asked), [
    "@label=q2 CHATHISTORY BEFORE #a msgid=id8 50",
  ]);
  await rig.give("q2", [
    kept(6, ":bob PRIVMSG #a :six"),
    kept(7, ":dan PRIVMSG #a :seven"),
  ]);
  await rig.type("tence");

  assertEquals(await rig.told(), [
    "── earlier ──",
    "HH:MM bob: eight",
    "      eve joined",
    "HH:MM bob: ten",
    "── the beginning of #a ──",
    "HH:MM bob: six",
    "HH:MM dan: seven",
    "── now ──",
    "irc.example · #a (2)",
    "#a> half a sentence",
  ]);
});

Deno.test("runTerminalMode() gives what was said last at ↑, and the history above it", async () => {
  const rig = new KeptRig();
  await rig.enter();
  await rig.type("/names\r");
  const last = async () => (await rig.rows()).at(-1);
  await rig.type("\x1b[A");
  assertEquals(await last(), "#a> /names");
  await rig.type("\x1b[Bhallo\r");
  await rig.answer("@label=m1;msgid=id8 :ann!a@h PRIVMSG #a :hallo");
  await rig.type("\x1b[A");
  assertEquals(await last(), "#a> /edit 1 hallo");
  await rig.type("\x1b[A");
  assertEquals(await last(), "#a> hallo");
  await rig.type("\x1b[B");
  assertEquals(await last(), "#a> /edit 1 hallo");
  await rig.type("\x7f\x7f\x7f\x7fello");

  assertEquals(await rig.type("\r"), ["EDITMSG #a id8 :hello"]);
  await rig.answer("@msgid=id11 :ann!a@h EDITMSG #a id8 :hello");
  assertEquals((await rig.told()).slice(-4, -2), [
    "      > ann: hallo",
    "HH:MM ann (edited): hello",
  ]);
});

Deno.test("runTerminalMode() gives a message of several lines to be changed", async () => {
  const rig = new KeptRig();
  await rig.enter();
  await rig.answer(
    "@msgid=id5 :ann!a@h BATCH +1 draft/multiline #a",
    "@batch=1 :ann!a@h PRIVMSG #a :one",
    "@batch=1 :ann!a@h PRIVMSG #a :two",
    ":irc BATCH -1",
  );
  await rig.type("/edit\r");
  await rig.type("!");
  assertEquals((await rig.rows()).slice(-2), ["#a> /edit 1 one", "    two!"]);
  const sent = await rig.type("\r");

  assertEquals(sent.map((line) => line.replace(/^@batch=\w+ /, "")), [
    "BATCH +e1 draft/multiline #a",
    "EDITMSG #a id5 :one",
    "EDITMSG #a id5 :two!",
    "BATCH -e1",
  ]);
});

Deno.test("runTerminalMode() asks for as many earlier messages as one likes", async (t) => {
  const cases = [
    { value: "0", want: [] },
    { value: "200", want: ["@label=q2 CHATHISTORY LATEST #b * 200"] },
  ];
  for (const { value, want } of cases) {
    await t.step(value, async () => {
      const rig = new KeptRig();
      await rig.enter();
      await rig.type(`/set earlier ${value}\r`);
      await rig.type("/join #b\r");

      assertEquals(questions(await rig.answer(":ann!a@h JOIN #b")), want);
    });
  }
});
