import { assert } from "@std/assert/assert";
import type { ChatEvent } from "../../client/events.ts";
import type { Link, LinkDeps } from "../../client/link.ts";
import { openLink } from "../../client/open_link.ts";
import type { ClientOptions } from "../../client/open_client.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

/** A link whose connections, clock and luck are in the test's hands. */
export class LinkRig extends ClientRig {
  readonly events: ChatEvent[] = [];
  /** When each attempt to connect began, in ms since the start. */
  readonly attempts: number[] = [];
  /** What the network says to the next attempts. */
  refusal: Error | undefined;
  /** The ids of messages in the order in which a test has seen them. */
  readonly sendIds: string[] = [];
  /** The addresses of this machine. */
  addresses: readonly string[] = ["eth0 192.0.2.1", "eth0 2001:db8::1"];
  /** What chance gives. */
  random = 0;
  /** Ends with the link. */
  reading: Promise<void> = Promise.resolve();
  readonly #start = this.clock.now();
  #link: Link | undefined;

  override readonly deps: LinkDeps = {
    clock: this.clock,
    random: () => this.random,
    listAddresses: () => this.addresses,
    connect: () => {
      this.attempts.push(this.clock.now() - this.#start);
      if (this.refusal) return Promise.reject(this.refusal);
      if (this.conn.isClosed) this.conn = new FakeConn();
      return Promise.resolve(this.conn);
    },
  };

  get link(): Link {
    assert(this.#link);
    return this.#link;
  }

  /** Connects, and enters channels. */
  async join(
    {
      capabilities = ALL_CAPABILITIES,
      channels = ["#a"],
      read,
      welcome = [],
      ...options
    }:
      & Partial<ClientOptions>
      & {
        readonly capabilities?: string;
        /** What the server says before it lets the client in. */
        readonly welcome?: readonly string[];
        readonly channels?: readonly string[];
        readonly read?: "until reconnected";
      } = {},
  ): Promise<Link> {
    const opening = openLink({
      address: { host: "host", port: 8080 },
      nick: "ann",
      ...options,
    }, this.deps);
    opening.catch(() => {});
    await settle();
    const hasAccount = capabilities.startsWith("sasl");
    if (hasAccount) {
      await this.answer(
        `:irc CAP * LS :${capabilities}`,
        `:irc CAP * ACK :${capabilities}`,
        ":irc 903 ann :Welcome back",
      );
    }
    await this.answer(...welcome);
    await this.welcome(hasAccount ? "" : capabilities);
    this.#link = await opening;
    this.reading = this.#read(this.#link, read);
    this.reading.catch(() => {});
    for (const channel of channels) {
      const [name = "", ...key] = channel.split(" ");
      this.#link.send("JOIN", name, ...key);
      await this.answer(`:ann!a@h JOIN ${name}`);
    }
    this.conn.takeLines();
    this.attempts.length = 0;
    this.events.length = 0;
    return this.#link;
  }

  /** Breaks the connection off. */
  async cut(): Promise<void> {
    this.conn.fail(new Deno.errors.ConnectionReset());
    await settle();
  }

  /**
   * Lets the time of the next attempt come.
   *
   * @returns What the client says on the new connection.
   */
  async redial(): Promise<string[]> {
    const { status } = this.link;
    assert(status.kind === "reconnecting");
    await this.clock.advance(status.retryAt - this.clock.now());
    return this.conn.takeLines();
  }

  /** Lets the client in again, and gives what it says then. */
  async readmit(
    { capabilities = ALL_CAPABILITIES, nick = "ann", welcome = [] }: {
      readonly capabilities?: string;
      readonly nick?: string;
      /** What the server says before it lets the client in. */
      readonly welcome?: readonly string[];
    } = {},
  ): Promise<string[]> {
    await this.answer(
      `:irc CAP * LS :${capabilities}`,
      `:irc CAP * ACK :${capabilities.replace(/=\S+/g, "")}`,
    );
    return await this.answer(
      ...welcome,
      `:irc.example 001 ${nick} :Welcome`,
    );
  }

  /** The connection is lost and found; gives what the client says then. */
  async reconnect(
    options?: Parameters<LinkRig["readmit"]>[0],
  ): Promise<string[]> {
    await this.cut();
    await this.redial();
    return await this.readmit(options);
  }

  /** The texts that wait. */
  get waiting(): string[] {
    return Array.from(this.link.listWaiting(), ({ text }) => text);
  }

  /** Each event since the last call: its type and what it tells. */
  takeEvents(): string[] {
    return this.events.splice(0).map((event) => {
      const own = "own" in event && event.own ? "own " : "";
      const again = "again" in event ? " again" : "";
      const channel = "channel" in event ? ` ${event.channel}` : "";
      const text = "text" in event ? `: ${event.text}` : "";
      const reason = "reason" in event ? ` (${event.reason})` : "";
      return `${own}${event.type}${again}${channel}${text}${reason}`;
    });
  }

  async #read(link: Link, until?: "until reconnected"): Promise<void> {
    for await (const event of link.events()) {
      this.events.push(event);
      if (until && event.type === "reconnected") return;
    }
  }
}
