import type { ChatEvent, SaidEvent } from "../../client/events.ts";
import type { SaveFiles } from "../../client/save_files.ts";
import { Session } from "../../client/ui/session.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../client/settings.ts";
import { SettingsControl } from "../../client/settings_control.ts";
import { FakeClock, settle } from "../fakes/fake_clock.ts";
import { FakeSessionLink } from "../fakes/fake_session_link.ts";
import { NotedTerminal } from "../fakes/noted_terminal.ts";

/** When the clock of a `SessionPastRig` stands: noon, wherever it runs. */
export const NOON = new Date(2026, 0, 15, 12).getTime();

export const MINUTE_MS = 60_000;

/** A message in #a; `at`: minutes from noon. */
export function said(
  id: string,
  at: number,
  options: Partial<SaidEvent> = {},
): SaidEvent {
  return {
    type: "message",
    time: NOON + at * MINUTE_MS,
    from: "bob",
    channel: "#a",
    to: "#a",
    text: `text ${id}`,
    id,
    own: false,
    ...options,
  };
}

/** What the server has kept of a place. */
export function kept<T extends ChatEvent>(event: T, place = "#a"): T {
  return { ...event, place, replayed: true };
}

/** A session with a past, on a terminal that only notes. */
export class SessionPastRig {
  readonly clock = new FakeClock(NOON);
  readonly link = new FakeSessionLink();
  readonly terminal = new NotedTerminal();
  readonly leave = new AbortController();
  readonly settings: SettingsControl;
  running: Promise<void> = Promise.resolve();
  readonly #files: SaveFiles | undefined;

  constructor(settings?: Partial<Settings>, files?: SaveFiles) {
    this.settings = new SettingsControl({ ...DEFAULT_SETTINGS, ...settings });
    this.#files = files;
  }

  /** Enters channels. */
  async join(channels: readonly string[] = ["#a"]): Promise<void> {
    const { clock, link, terminal, settings } = this;
    const session = new Session({
      link,
      terminal,
      clock,
      settings,
      signal: this.leave.signal,
      ...(this.#files && { files: this.#files }),
    });
    this.running = session.run(channels);
    this.running.catch(() => {});
    await settle();
    for (const channel of channels) {
      link.state.channels.set(channel, {
        name: channel,
        topic: "",
        members: new Map(),
      });
      await this.hear({
        type: "join",
        time: clock.now(),
        from: "ann",
        channel,
        own: true,
        msgid: `join${channel}`,
      });
    }
    terminal.takePrinted();
    link.asked.length = 0;
  }

  /** Types lines, and gives what is asked of the server for them. */
  async type(...lines: readonly string[]): Promise<string[]> {
    for (const line of lines) this.terminal.typed.push(line);
    await settle();
    return this.link.asked.splice(0);
  }

  /** Has something happen, and gives what is printed for it. */
  async hear(...events: readonly ChatEvent[]): Promise<string[]> {
    this.link.tell(...events);
    await settle();
    return this.terminal.takePrinted();
  }

  /** Takes leave. */
  async close(): Promise<void> {
    this.leave.abort();
    await this.running;
  }
}
