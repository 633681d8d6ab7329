import { openLink } from "../../client/open_link.ts";
import { Session } from "../../client/ui/session.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../client/settings.ts";
import type { ChatState } from "../../client/state.ts";
import { SettingsControl } from "../../client/settings_control.ts";
import { settle } from "../fakes/fake_clock.ts";
import { NotedTerminal } from "../fakes/noted_terminal.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

/** A session on a terminal that only notes. */
export class SessionRig extends ClientRig {
  readonly terminal = new NotedTerminal();
  readonly leave = new AbortController();
  readonly saved: Settings[] = [];
  readonly settings: SettingsControl;
  running: Promise<void> = Promise.resolve();
  state: ChatState | undefined;

  constructor(settings: Partial<Settings> = {}) {
    super();
    this.settings = new SettingsControl(
      { ...DEFAULT_SETTINGS, ...settings },
      () => this.saved.push(this.settings.now),
    );
  }

  /** Connects, and enters channels in which bob is. */
  async join(channels: readonly string[] = ["#a"]): Promise<void> {
    const opening = openLink({
      address: { host: "host", port: 8080 },
      nick: "ann",
    }, this.deps);
    await settle();
    await this.welcome(ALL_CAPABILITIES);
    this.state = (await opening).state;
    const session = new Session({
      link: await opening,
      terminal: this.terminal,
      clock: this.clock,
      signal: this.leave.signal,
      settings: this.settings,
    });
    this.running = session.run(channels);
    this.running.catch(() => {});
    for (const channel of channels) {
      await this.answer(
        `:ann!a@h JOIN ${channel}`,
        `:irc 353 ann = ${channel} :@bob ann`,
        `:irc 366 ann ${channel} :End`,
      );
    }
    this.terminal.takePrinted();
    this.conn.takeLines();
  }

  /** Types lines, and gives what is sent to the server for them. */
  async type(...lines: readonly string[]): Promise<string[]> {
    for (const line of lines) this.terminal.typed.push(line);
    await settle();
    return this.conn.takeLines();
  }

  /** Has the server say something, and gives what is printed for it. */
  async hear(...lines: readonly string[]): Promise<string[]> {
    await this.answer(...lines);
    return this.terminal.takePrinted();
  }
}
