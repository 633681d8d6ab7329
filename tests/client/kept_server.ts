import { assert } from "@std/assert/assert";
import type { ChatEvent } from "../../client/events.ts";
import type { Link } from "../../client/link.ts";
import { openLink } from "../../client/open_link.ts";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { FakeClock, settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { Random } from "../fuzz/random.ts";

/** The end of a connection that a client has; the server has a `FakeConn`. */
class Wire extends FakeConn {
  readonly #far: FakeConn;

  constructor(far: FakeConn) {
    super();
    this.#far = far;
    far.write = (bytes) => {
      if (far.isClosed) throw new Deno.errors.BrokenPipe("closed");
      this.send(bytes.slice());
      return Promise.resolve(bytes.length);
    };
    far.closeWrite = () => {
      this.end();
      return Promise.resolve();
    };
    const close = far.close.bind(far);
    far.close = () => {
      this.end();
      close();
    };
  }

  override write(bytes: Uint8Array): Promise<number> {
    if (this.isClosed) throw new Deno.errors.BrokenPipe("closed");
    this.#far.send(bytes.slice());
    return Promise.resolve(bytes.length);
  }

  override close(): void {
    super.close();
    this.#far.end();
  }

  /** Breaks the connection off on both sides; what is under way is lost. */
  cut(): void {
    this.fail(new Deno.errors.ConnectionReset());
    this.#far.fail(new Deno.errors.ConnectionReset());
  }
}

/** Somebody with a link, and all that it has told. */
export class Person {
  readonly nick: string;
  readonly events: ChatEvent[] = [];
  reading: Promise<void> = Promise.resolve();
  wire: Wire | undefined;
  #link: Link | undefined;

  constructor(nick: string) {
    this.nick = nick;
  }

  get link(): Link {
    assert(this.#link);
    return this.#link;
  }

  set link(link: Link) {
    this.#link = link;
    this.reading = this.#read(link);
  }

  /** What was said in channels, each with who said it, in its order. */
  get heard(): string[] {
    return this.events.flatMap((event) =>
      event.type === "message" && event.channel !== undefined
        ? [`${event.from}: ${event.text}`]
        : []
    );
  }

  /** What was said between this person and others. */
  get whispers(): string[] {
    return this.events.flatMap((event) =>
      event.type === "message" && event.channel === undefined
        ? [`${event.from} > ${event.to}: ${event.text}`]
        : []
    );
  }

  /** What could not be delivered. */
  get refused(): string[] {
    return this.events.flatMap((event) =>
      event.type === "refused"
        ? [`${this.nick} > ${event.to}: ${event.text}`]
        : []
    );
  }

  /** Each event since the last call, but what was said. */
  takeOthers(): string[] {
    return this.events.splice(0)
      .filter(({ type }) => type !== "message" && type !== "readmark")
      .map((event) =>
        "from" in event ? `${event.type} ${event.from}` : event.type
      );
  }

  async #read(link: Link): Promise<void> {
    for await (const event of link.events()) this.events.push(event);
  }
}

/** Real servers, one after the other on one store, and people on them. */
export class KeptServer implements AsyncDisposable {
  readonly clock = new FakeClock();
  readonly store = new MemoryStore();
  readonly people: Person[] = [];
  server: TestServer;
  readonly #random: Random;
  #starts = 0;
  #isDown = false;

  constructor(seed = 1) {
    this.#random = new Random(seed);
    this.server = this.#start();
  }

  /** Lets somebody come, into #lobby. */
  async join(nick: string): Promise<Person> {
    const person = new Person(nick);
    this.people.push(person);
    person.link = await openLink({
      address: { host: "host", port: 8080 },
      nick,
    }, {
      clock: this.clock,
      random: () => this.#random.below(2 ** 30) / 2 ** 30,
      connect: async () => {
        if (this.#isDown) throw new Deno.errors.ConnectionRefused();
        person.wire = new Wire(await this.server.connect());
        return person.wire;
      },
    });
    person.link.send("JOIN", "#lobby");
    await this.rest();
    return person;
  }

  /** Lets time pass, for the server and for all. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.server.clock.advance(ms);
    await this.rest();
  }

  /** Lets everything happen that takes no time. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await settle();
  }

  /** Breaks the server off, as kill -9 does. */
  async kill(): Promise<void> {
    this.#isDown = true;
    for (const { wire } of this.people) wire?.cut();
    await this.rest();
  }

  /** Stops the server in good order. */
  async stop(): Promise<void> {
    this.#isDown = true;
    await this.server.stop("See you");
    await this.rest();
  }

  /** Starts another server on what the last one has kept. */
  restart(): void {
    const { clock } = this.server;
    this.#isDown = false;
    this.server = this.#start();
    this.server.clock.sleep(clock.now() - this.server.clock.now());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { link } of this.people) link.quit();
    await this.rest();
    await this.clock.advance(10_000);
    await Promise.all(this.people.map(({ reading }) => reading));
    await this.server.stop();
  }

  #start(): TestServer {
    this.#starts++;
    return new TestServer({ hasThrottle: false }, {
      store: this.store,
      idPrefix: `run${this.#starts}`,
    });
  }
}
