import { foldName } from "../protocol/names.ts";
import type { Clock } from "./clock.ts";
import type { ChatEvent, ModeEvent } from "./events.ts";
import { type ChatState, isOwnNick } from "./state.ts";

/** How long people may take to come back after the server was gone. */
const RETURN_MS = 120_000;

/** What a `Returning` needs. */
export interface ReturningDeps {
  readonly clock: Clock;
  /** Has `take` called soon. */
  readonly wake: () => void;
}

/**
 * Keeps quiet that people come back who were here before the connection was
 * lost: after a restart of the server all do at once, and none had left. Who
 * does not is told to be gone, together with all others of whom that is true.
 */
export class Returning {
  readonly #state: ChatState;
  readonly #deps: ReturningDeps;
  /** Folded name of the channel to those who were in it: folded nick to nick. */
  readonly #missed = new Map<string, Map<string, string>>();
  /** The same to the folded nicks of those who are back, us among them. */
  readonly #back = new Map<string, Set<string>>();
  #ready: ChatEvent[] = [];
  #cancelTimer = () => {};

  constructor(state: ChatState, deps: ReturningDeps) {
    this.#state = state;
    this.#deps = deps;
  }

  /** Notes that the connection is lost, and with it the sight of everybody. */
  stop(): void {
    this.#cancelTimer();
    this.#back.clear();
    for (const [folded, { members }] of this.#state.channels) {
      const missed = this.#missed.get(folded) ?? new Map<string, string>();
      for (const [nick, member] of members) missed.set(nick, member.nick);
      missed.delete(foldName(this.#state.nick));
      this.#missed.set(folded, missed);
    }
  }

  /**
   * Goes on in a new connection.
   *
   * @param isSeamless Whether the server was there all the time, and tells what
   * was missed.
   */
  begin(isSeamless: boolean): void {
    if (isSeamless) return this.#missed.clear();
    this.#cancelTimer = this.#deps.clock.setTimer(RETURN_MS, () => {
      this.#giveUp();
      if (this.#ready.length > 0) this.#deps.wake();
    });
  }

  /** Takes what is to be told of those who have not come back. */
  take(): ChatEvent[] {
    return this.#ready.splice(0);
  }

  /** Whether an event only says that somebody is back; takes what happens. */
  isReturn(event: ChatEvent): boolean {
    if (this.#missed.size === 0) return false;
    switch (event.type) {
      case "join":
        if (!event.own) return this.#comeBack(event.channel, event.from);
        if (event.again) this.#noteBack(event.channel, event.from);
        return false;
      case "mode":
        return this.#isRoleBack(event);
      // From here on it is known what became of them.
      case "quit":
        for (const channel of event.channels) this.#forget(channel, event.from);
        return false;
      case "part":
        if (event.own) this.#missed.delete(foldName(event.channel));
        else this.#forget(event.channel, event.from);
        return false;
      case "kick":
        this.#forget(event.channel, event.nick);
        return false;
      case "nick":
        for (const missed of this.#missed.values()) {
          if (missed.delete(foldName(event.from))) {
            missed.set(foldName(event.nick), event.nick);
          }
        }
        return false;
      default:
        return false;
    }
  }

  #comeBack(channel: string, from: string): boolean {
    const missed = this.#missed.get(foldName(channel));
    if (!missed?.delete(foldName(from))) return false;
    this.#noteBack(channel, from);
    return true;
  }

  #noteBack(channel: string, nick: string): void {
    const folded = foldName(channel);
    const back = this.#back.get(folded) ?? new Set();
    this.#back.set(folded, back.add(foldName(nick)));
  }

  /** Whether the server gives roles to those who are back, and no more. */
  #isRoleBack({ channel, from, text }: ModeEvent): boolean {
    const { network, serverName } = this.#state;
    const back = this.#back.get(foldName(channel));
    const [changes = "", ...nicks] = text.split(" ");
    const isByServer = from === network || from === serverName;
    return isByServer && /^\+\p{L}+$/u.test(changes) && nicks.length > 0 &&
      changes.length - 1 === nicks.length &&
      nicks.every((nick) => back?.has(foldName(nick)));
  }

  #forget(channel: string, nick: string): void {
    this.#missed.get(foldName(channel))?.delete(foldName(nick));
  }

  #giveUp(): void {
    const gone = new Map<string, { nick: string; channels: string[] }>();
    for (const [channel, missed] of this.#missed) {
      const known = this.#state.channels.get(channel);
      if (!known) continue;
      for (const [folded, nick] of missed) {
        if (known.members.has(folded) || isOwnNick(this.#state, nick)) continue;
        const entry = gone.get(folded) ?? { nick, channels: [] };
        entry.channels.push(known.name);
        gone.set(folded, entry);
      }
    }
    this.#missed.clear();
    this.#back.clear();
    const time = this.#deps.clock.now();
    for (const { nick, channels } of gone.values()) {
      this.#ready.push({
        type: "quit",
        time,
        from: nick,
        channels,
        text: "",
        own: false,
      });
    }
  }
}
