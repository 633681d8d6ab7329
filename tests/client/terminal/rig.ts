import {
  openTerminal,
  type Terminal,
  type TerminalDeps,
} from "../../../client/terminal/terminal.ts";
import { FakeClock, settle } from "../../fakes/fake_clock.ts";
import { FakeTerminal } from "../../fakes/fake_terminal.ts";

/** Long enough for everything that a terminal waits for. */
export const WHILE_MS = 100;

/** A terminal whose device and clock are in the test's hands. */
export class TerminalRig {
  readonly clock = new FakeClock();
  readonly device: FakeTerminal;
  readonly terminal: Terminal;

  constructor(
    columns?: number,
    rows?: number,
    deps: Partial<TerminalDeps> = {},
  ) {
    this.device = new FakeTerminal(columns, rows);
    const { clock, device } = this;
    this.terminal = openTerminal({ clock, device, ...deps });
  }

  async type(...chunks: readonly string[]): Promise<void> {
    for (const chunk of chunks) {
      this.device.type(chunk);
      await settle();
    }
    await this.clock.advance(WHILE_MS);
  }

  /** Lets pass what a terminal waits for. */
  async wait(): Promise<void> {
    await settle();
    await this.clock.advance(WHILE_MS);
  }

  async rows(): Promise<string[]> {
    await settle();
    await this.clock.advance(WHILE_MS);
    return this.device.rows();
  }
}
