import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { Session } from "../../client/session.ts";
import { Queue } from "../../client/terminal/queue.ts";
import type { Terminal } from "../../client/terminal/terminal.ts";
import type { Span } from "../../client/terminal/view.ts";
import { settle } from "../fakes/fake_clock.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

/** Notes what is printed; what is typed is the test's. */
class NotedTerminal implements Terminal {
  readonly typed = new Queue<string>();
  lines: AsyncIterable<string> = this.typed;
  readonly signal = new AbortController().signal;
  readonly urgent = this.signal;
  readonly printed: string[] = [];
  /** Resolved when it has shown enough to go on. */
  shown = Promise.resolve();

  print(text: string | readonly Span[]): void {
    this.printed.push(
      typeof text === "string" ? text : text.map(({ text }) => text).join(""),
    );
  }

  async caughtUp(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const left = new Promise((resolve) =>
      signal.addEventListener("abort", resolve)
    );
    await Promise.race([this.shown, left]);
  }

  setWaiting(): void {}
  setPrompt(): void {}
  clear(): void {}
  ask = () => Promise.resolve(undefined);
  close = () => Promise.resolve();
}

/** A session in #a on a terminal that only notes. */
class Rig extends ClientRig {
  readonly terminal = new NotedTerminal();
  readonly leave = new AbortController();
  running: Promise<void> = Promise.resolve();

  async join(): Promise<Session> {
    const [opening] = await this.open();
    await this.welcome(ALL_CAPABILITIES);
    const client = await opening!;
    // As if a server had got it past us.
    client.state.channels.set("#x", {
      name: "#x y",
      topic: "",
      members: new Map(),
    });
    const session = new Session(client, this.terminal, this.leave.signal);
    this.running = session.run(["#a"]);
    this.running.catch(() => {});
    await this.answer(":ann!a@h JOIN #a");
    this.terminal.printed.length = 0;
    return session;
  }
}

Deno.test("Session shows what the protocol has no way to carry, and goes on", async () => {
  const rig = new Rig();
  await rig.join();
  for (const text of ["/join #x", "/me waves", "/join #a", "hi"]) {
    rig.terminal.typed.push(text);
  }
  await settle();

  assertEquals(rig.terminal.printed, [
    "You are in #x y",
    "Cannot format the message as its parameter is invalid",
    "You are in #a",
  ]);
  assertEquals(rig.conn.takeLines().at(-1), "@label=m1 PRIVMSG #a :hi");
});

Deno.test("Session.run() throws what goes wrong with what is typed", async () => {
  const rig = new Rig();
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
  const rig = new Rig();
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
    { name: "by the signal", leave: (rig: Rig) => rig.leave.abort() },
    {
      name: "by /quit",
      leave: (rig: Rig) => rig.terminal.typed.push("/quit"),
    },
  ];
  for (const { name, leave } of cases) {
    await t.step(name, async () => {
      const rig = new Rig();
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
