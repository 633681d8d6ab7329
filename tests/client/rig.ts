import type { Client } from "../../client/client.ts";
import type { LinkDeps } from "../../client/link.ts";
import { type ClientOptions, openClient } from "../../client/open_client.ts";
import { FakeClock, settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";

/** Everything that `chat serve` offers. */
export const ALL_CAPABILITIES =
  "batch draft/multiline=max-bytes=40000,max-lines=1000 echo-message " +
  "labeled-response message-tags multi-prefix server-time";

/** The same, with what it takes to lose nothing. */
export const KEPT_CAPABILITIES =
  `${ALL_CAPABILITIES} chat/edit chat/resume chat/search chat/send-id ` +
  "draft/chathistory draft/event-playback draft/read-marker";

/** A client on a connection and a clock that are in the test's hands. */
export class ClientRig {
  readonly clock = new FakeClock();
  /** The latest connection. */
  conn = new FakeConn();
  readonly deps: LinkDeps = {
    clock: this.clock,
    random: () => 0,
    connect: () => {
      if (this.conn.isClosed) this.conn = new FakeConn();
      return Promise.resolve(this.conn);
    },
  };

  /** Starts to connect and register. */
  async open(options: Partial<ClientOptions> = {}): Promise<Promise<Client>[]> {
    const client = openClient({
      address: { host: "host", port: 8080 },
      nick: "ann",
      ...options,
    }, this.deps);
    // What it does is for the test to see, when it looks.
    client.catch(() => {});
    await settle();
    // In an array, as an async function cannot give back a promise as it is.
    return [client];
  }

  /** Lets a client in that waits for it, and gives what it said since. */
  async welcome(capabilities = "", nick = "ann"): Promise<void> {
    if (capabilities !== "") {
      const names = capabilities.replace(/=\S+/g, "");
      await this.answer(
        `:irc CAP * LS :${capabilities}`,
        `:irc CAP * ACK :${names}`,
      );
    }
    await this.answer(`:irc.example 001 ${nick} :Welcome`);
    this.conn.takeLines();
  }

  /** Sends lines and gives what the client says to them. */
  async answer(...lines: readonly string[]): Promise<string[]> {
    this.conn.sendLines(...lines);
    await settle();
    return this.conn.takeLines();
  }
}
