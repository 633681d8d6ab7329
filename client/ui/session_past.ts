import type { Clock } from "../clock.ts";
import type { CommandPast } from "../command_past.ts";
import type { ChatEvent } from "../events.ts";
import { isSaid } from "../said.ts";
import { formatRule } from "./display.ts";
import type { SaveFiles } from "../save_files.ts";
import type { SettingsControl } from "../settings_control.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Buffer } from "./buffers.ts";
import type { ChatScreen } from "./chat_screen.ts";
import { Edits } from "./edits.ts";
import { formatPast } from "./past_lines.ts";
import { formatSince } from "./past_rules.ts";
import { type Older, readOlder } from "./read_older.ts";
import { saveBuffer } from "./save_buffer.ts";
import { Searches } from "./searches.ts";
import type { SessionLink } from "./session_link.ts";

/** What a `SessionPast` needs. */
export interface SessionPastDeps {
  readonly link: SessionLink;
  readonly screen: ChatScreen;
  readonly settings: SettingsControl;
  readonly terminal: Terminal;
  readonly clock: Pick<Clock, "now">;
  /** Missing: nothing can be saved. */
  readonly files?: SaveFiles;
  /** Aborted when the session ends. */
  readonly signal: AbortSignal;
  /** Does what takes a while; what the person should know of its end is shown. */
  readonly later: (act: () => Promise<void>) => void;
}

/** Unread messages that are shown again at a time. */
const MAX_UNREAD = 500;

/** What was said earlier, as commands of a session see it. */
export class SessionPast implements CommandPast {
  readonly #deps: SessionPastDeps;
  readonly #edits: Edits;
  readonly #searches: Searches;
  /** What is being saved. */
  #saving: Promise<void> | undefined;

  constructor(deps: SessionPastDeps) {
    this.#deps = deps;
    this.#edits = new Edits(deps);
    this.#searches = new Searches(deps);
  }

  showOlder(count: number): void {
    const buffer = this.#needBuffer();
    if (buffer.past.isAsking) return;
    this.#ask(buffer, async () => {
      const { link, screen } = this.#deps;
      const { name, past } = buffer;
      const before = past.oldest;
      const older = await readOlder(link, name, { before, count });
      // That people came and went before anybody said a word is no news.
      if (older.isAll && !older.events.some(isSaid)) {
        screen.show(`There is nothing older in ${name}`);
        return;
      }
      past.oldest = older.oldest;
      const words = older.isAll ? "the beginning of" : "earlier in";
      this.#print(buffer, older, `${words} ${name}`);
      buffer.recent.addOlder(
        older.events.filter(isSaid).map((event) => ({
          ...(event.id !== undefined && { id: event.id }),
          from: event.from,
          text: event.text,
          own: event.own,
          ...(event.type === "action" && { isAction: true }),
        })),
      );
    });
  }

  search(query: string): void {
    this.#deps.later(() => this.#searches.run(query));
  }

  showUnread(): void {
    const { buffers } = this.#deps.screen;
    const { current } = buffers;
    const { unreadFrom, isAsking } = current.past;
    if (isAsking) return;
    if (current.kind !== "server" && unreadFrom !== undefined) {
      this.#ask(current, () => this.#showSince(current, unreadFrom));
      return;
    }
    this.#goToUnread();
  }

  save(path: string): void {
    const { files, link, screen, signal } = this.#deps;
    if (files === undefined || this.#saving) {
      throw new RangeError(
        `Cannot save to ${path} as ` +
          (files === undefined
            ? "files are out of reach here"
            : "another buffer is being saved: wait for that"),
      );
    }
    const { current } = screen.buffers;
    const saving = (async () => {
      try {
        const saved = await saveBuffer(current, path, {
          files,
          link,
          signal,
          onLong: () => screen.show(`Saving ${screen.nameOf(current)} …`),
        });
        const count = saved.lines === 1 ? "1 line" : `${saved.lines} lines`;
        const lost = saved.dropped === 0
          ? ""
          : `; ${saved.dropped} older ones were too many to remember`;
        screen.show(
          `Saved ${count} of ${screen.nameOf(current)} to ${saved.path}${lost}`,
        );
      } finally {
        this.#saving = undefined;
      }
    })();
    this.#saving = saving;
    this.#deps.later(() => saving);
  }

  /** Waits until nothing is being saved any more. */
  async settled(): Promise<void> {
    await this.#saving?.catch(() => {});
  }

  edit(count: number, text: string): void {
    this.#edits.edit(this.#needBuffer(), count, text);
  }

  /** As `Edits.editLast`, of the buffer that is shown. */
  editLast(): boolean {
    return this.#edits.editLast(this.#deps.screen.buffers.current);
  }

  /** Notes what was typed last. */
  noteTyped(text: string): void {
    this.#edits.noteTyped(text);
  }

  /** As `Edits.noteEvent`. */
  noteEvent(event: ChatEvent): void {
    this.#edits.noteEvent(event);
  }

  /** Notes what stands in the input line now. */
  noteInput(text: string): void {
    this.#edits.noteInput(text);
  }

  #goToUnread(): void {
    const { screen } = this.#deps;
    const next = screen.buffers.nextUnread();
    if (next) screen.switchTo(next);
    else screen.show("Nothing is unread");
  }

  async #showSince(buffer: Buffer, since: number): Promise<void> {
    const { clock, link, screen } = this.#deps;
    const { name, past } = buffer;
    const older = link.uses("draft/chathistory")
      ? await readOlder(link, name, {
        before: undefined,
        count: MAX_UNREAD,
        isEnough: ([first]) => first !== undefined && first.time < since,
      })
      : { events: past.events, oldest: undefined, isAll: true };
    const events = older.events.filter(({ time }) => time >= since);
    past.unreadFrom = undefined;
    if (!events.some(isSaid)) return this.#goToUnread();
    this.#print(
      buffer,
      { ...older, events },
      `unread in ${name} since ${formatSince(since, clock.now())}`,
    );
    const hasAll = older.isAll || events.length < older.events.length;
    if (!hasAll) screen.show("There is more before that: /history shows it");
  }

  /** Shows a part of the past below what is shown now. */
  #print(buffer: Buffer, { events }: Older, title: string): void {
    const { clock, link, screen, settings } = this.#deps;
    const now = clock.now();
    const lines = formatPast(events, {
      place: buffer.name,
      nick: link.state.nick,
      settings: settings.now,
      find: (id) => buffer.recent.find(id),
    });
    screen.post(buffer, [formatRule(title)], { time: now });
    for (const { spans, time } of lines) {
      screen.post(buffer, [spans], { time });
    }
    screen.post(buffer, [formatRule("now")], { time: now });
  }

  #ask(buffer: Buffer, act: () => Promise<void>): void {
    buffer.past.isAsking = true;
    this.#deps.later(async () => {
      try {
        await act();
      } finally {
        buffer.past.isAsking = false;
      }
    });
  }

  #needBuffer(): Buffer {
    const { current } = this.#deps.screen.buffers;
    if (current.kind !== "server") return current;
    throw new RangeError(
      "Cannot do that as you are in no channel: /join one, such as /join #lobby",
    );
  }
}
