import { assertEquals } from "@std/assert/equals";
import type { ChatEvent } from "../../client/events.ts";
import type { Link } from "../../client/link.ts";
import { openLink } from "../../client/open_link.ts";
import {
  programArguments,
  type RunningServer,
  startListening,
  startServer,
} from "./program.ts";
import { FakeClock } from "../fakes/fake_clock.ts";
import { poll } from "./poll.ts";

/** How long everything may take, in milliseconds. */
const DEADLINE_MS = 60_000;

/** Somebody in #lobby, with all that they have seen. */
class Person implements AsyncDisposable {
  readonly events: ChatEvent[] = [];
  readonly #link: Link;
  readonly #reading: Promise<void>;
  #check = () => {};

  private constructor(link: Link) {
    this.#link = link;
    this.#reading = this.#read();
  }

  static async join(nick: string, port: number): Promise<Person> {
    const link = await openLink({
      address: { host: "127.0.0.1", port },
      nick,
    }, {
      connect: (options) => Deno.connect(options),
      clock: new FakeClock(),
      random: () => Math.random(),
    });
    const person = new Person(link);
    link.send("JOIN", "#lobby");
    await person.waitFor(({ type }) => type === "join");
    return person;
  }

  get link(): Link {
    return this.#link;
  }

  /** What was said in #lobby, in its order. */
  get heard(): string[] {
    return this.events.flatMap((event) =>
      event.type === "message" ? [`${event.from}: ${event.text}`] : []
    );
  }

  get members(): string[] {
    const { channels } = this.#link.state;
    return [...channels.get("#lobby")?.members.values() ?? []]
      .map(({ nick }) => nick).sort();
  }

  /** Waits until so many events are of a kind. */
  async waitFor(
    isIt: (event: ChatEvent) => boolean,
    count = 1,
  ): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const deadline = setTimeout(() => {
      const seen = JSON.stringify(this.events, null, 1);
      reject(new Error(`Cannot go on as too little happened: ${seen}`));
    }, DEADLINE_MS);
    this.#check = () => {
      if (this.events.filter(isIt).length >= count) resolve();
    };
    this.#check();
    try {
      await promise;
    } finally {
      clearTimeout(deadline);
      this.#check = () => {};
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#link.quit();
    await this.#reading;
  }

  async #read(): Promise<void> {
    for await (const event of this.#link.events()) {
      this.events.push(event);
      this.#check();
    }
  }
}

async function killServer(server: RunningServer): Promise<void> {
  server.process.kill("SIGKILL");
  await server.ended;
}

/** Waits until no message of somebody waits any more. */
async function delivered(link: Link): Promise<void> {
  await poll(
    () => link.waitingCount === 0 || undefined,
    () => `${link.waitingCount} messages wait`,
  );
}

Deno.test("people are back when the server is, and what they typed meanwhile arrives once", async () => {
  const server = await startServer();
  const { port } = server;
  let killed = false;
  try {
    // Their time stands still: each is back when the test says so.
    await using ann = await Person.join("ann", port);
    await using bob = await Person.join("bob", port);
    ann.link.say("#lobby", "before");
    await bob.waitFor(({ type }) => type === "message");
    await delivered(ann.link);
    await killServer(server);
    killed = true;
    for (const person of [ann, bob]) {
      await person.waitFor(({ type }) => type === "disconnected");
    }
    for (const text of ["one", "two\nlines", "three"]) {
      ann.link.say("#lobby", text);
    }
    assertEquals(ann.link.waitingCount, 3);

    await using _again = await startListening({
      args: programArguments([
        "serve",
        "--port",
        String(port),
        "--no-console",
        "--ephemeral",
      ]),
    });
    bob.link.retryNow();
    await bob.waitFor((event) => event.type === "join" && event.own, 2);
    ann.link.retryNow();
    await bob.waitFor(({ type }) => type === "message", 4);
    await delivered(ann.link);
    bob.link.say("#lobby", "welcome back");
    // Also himself: what has settled may be told a moment later.
    for (const person of [ann, bob]) {
      await person.waitFor(({ type }) => type === "message", 5);
    }
    await delivered(bob.link);

    const said = ["before", "one", "two\nlines", "three"]
      .map((text) => `ann: ${text}`);
    assertEquals(ann.heard, [...said, "bob: welcome back"]);
    assertEquals(bob.heard, [...said, "bob: welcome back"]);
    assertEquals([ann.members, bob.members], [["ann", "bob"], ["ann", "bob"]]);
    assertEquals([ann.link.state.nick, bob.link.state.nick], ["ann", "bob"]);
  } finally {
    if (!killed) await server.stop();
  }
});
