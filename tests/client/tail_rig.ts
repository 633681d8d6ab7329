import { runTail } from "../../client/tail.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { line } from "./past_rig.ts";
import { ClientRig, KEPT_CAPABILITIES } from "./rig.ts";

/** Where the server of a `TailRig` is. */
export const ADDRESS = { host: "host", port: 8080 };

/** `chat tail`; its output, and the server, are the test's. */
export class TailRig extends ClientRig {
  readonly output = new FakeConn();
  readonly errors = new FakeConn();
  readonly stop = new AbortController();
  readonly exitCode: Promise<number>;

  constructor({ json = false, quiet = false, channels = ["#a"] } = {}) {
    super();
    this.exitCode = runTail(
      { address: ADDRESS, name: "ann", channels, json, quiet },
      {
        ...this.deps,
        stdout: this.output,
        stderr: this.errors,
        signal: this.stop.signal,
      },
    );
    this.exitCode.catch(() => {});
  }

  /** Lets it in, and into #a. */
  async join(capabilities = KEPT_CAPABILITIES): Promise<void> {
    await settle();
    await this.welcome(capabilities);
    await this.answer(line(1, ":ann!a@h JOIN #a"));
  }

  /** The connection is lost, and made anew a second later. */
  async comeBack(
    { capabilities = KEPT_CAPABILITIES, nick = "ann" } = {},
  ): Promise<void> {
    this.conn.end();
    await settle();
    await this.clock.advance(1_000);
    await this.welcome(capabilities, nick);
  }

  /** The server gives what it has kept of #a, for the question `label`. */
  async give(label: string, ...lines: readonly string[]): Promise<void> {
    await this.answer(
      `@label=${label} :irc.example BATCH +b chathistory #a`,
      ...lines.map((text) => `@batch=b;${text.slice(1)}`),
      ":irc.example BATCH -b",
    );
  }
}

/** What standard error says when it is lost. */
export const LOST = "The connection to host:8080 is lost as it closed the " +
  "connection; it is being made anew\n";
