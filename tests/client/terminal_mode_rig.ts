import type { JoinOptions } from "../../client/options.ts";
import { openTerminal } from "../../client/terminal/terminal.ts";
import { runTerminalMode } from "../../client/terminal_mode.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeTerminal } from "../fakes/fake_terminal.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

const OPTIONS: JoinOptions = {
  address: { host: "host", port: 8080 },
  name: "ann",
  channels: ["#a"],
  json: false,
};

/** `chat join` on a terminal; that and the server are the test's. */
export class TerminalModeRig extends ClientRig {
  readonly terminal = new FakeTerminal(60, 30);
  readonly stop = new AbortController();
  readonly exitCode: Promise<number>;

  constructor(options: JoinOptions = OPTIONS) {
    super();
    this.exitCode = runTerminalMode(options, {
      ...this.deps,
      openTerminal: () =>
        openTerminal({ clock: this.clock, device: this.terminal }),
      loginName: "Ann X",
      signal: this.stop.signal,
    });
    this.exitCode.catch(() => {});
  }

  /** Connects, and enters #a. */
  async join(): Promise<void> {
    await settle();
    await this.welcome(ALL_CAPABILITIES);
    await this.answer(
      ":ann!a@h JOIN #a",
      ":irc 332 ann #a :All about a",
      ":irc 353 ann = #a :@bob ann",
      ":irc 366 ann #a :End",
    );
  }

  /** Types, and gives what is sent to the server for it. */
  async type(text: string): Promise<string[]> {
    this.terminal.type(text);
    await settle();
    return this.conn.takeLines();
  }

  /** What stands on the terminal, with `HH:MM` for every time. */
  async rows(): Promise<string[]> {
    await this.clock.advance(100);
    const rows = await this.terminal.rows();
    return rows.map((row) => row.replace(/^\d\d:\d\d /, "HH:MM "));
  }

  /** The last rows, from the first after those that greet. */
  async newRows(): Promise<string[]> {
    return (await this.rows()).slice(5);
  }
}
