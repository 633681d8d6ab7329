import { byteLength } from "../protocol/limits.ts";
import { foldName, isChannelName } from "../protocol/names.ts";
import { LAG_TOKEN } from "./apply_replies.ts";
import type { Clock } from "./clock.ts";
import type { ChatEvent } from "./events.ts";
import type { ChatState } from "./state.ts";

/** Names of one JOIN; some servers take no more, and every line has an end. */
const MAX_NAMES = 10;
const MAX_BYTES = 400;

/** Of a PING: its PONG comes behind all channels that the server knows of. */
const REJOINED = `${LAG_TOKEN}rejoined`;

/** Channels that may wait for an answer: a bound, not a limit for people. */
const MAX_WANTED = 1_000;

/** How long to wait for the server to let us into our channels. */
const REJOIN_MS = 10_000;

/** What a `Rejoining` needs. */
export interface RejoiningDeps {
  readonly clock: Clock;
  /** Waits no longer for what is not answered; it may still come. */
  readonly onGiveUp: () => void;
}

/**
 * Knows what to do again when the connection is back: enter the channels, and be
 * away. Keeps that quiet, as nobody needs to be told what they know.
 */
export class Rejoining {
  readonly #state: ChatState;
  /** Folded name to name: asked for, and not answered. */
  readonly #wanted = new Map<string, string>();
  /** Folded name to topic: those that we were in and are not in again. */
  readonly #lost = new Map<string, string>();
  /** The same of those of which topic and names are on their way. */
  readonly #entered = new Map<string, string>();
  /** Why we are away; missing: we are here. */
  #awayText: string | undefined;
  #isWaiting = false;
  #cancelTimer = () => {};
  readonly #deps: RejoiningDeps;

  constructor(state: ChatState, deps: RejoiningDeps) {
    this.#state = state;
    this.#deps = deps;
  }

  /** Whether to wait until the server lets us into channels again. */
  get isUnderWay(): boolean {
    return this.#isWaiting && this.#lost.size > 0;
  }

  /** Notes a command that is sent; JOIN tells a wish, and keys. */
  note(command: string, params: readonly string[]): void {
    if (command === "AWAY") this.#awayText = params[0];
    if (command !== "JOIN") return;
    const [names = "", keys = ""] = params;
    const keyList = keys.split(",");
    for (const [index, name] of names.split(",").entries()) {
      if (this.#wanted.size >= MAX_WANTED) break;
      // Such as `JOIN 0`, which leaves all. (RFC 2812, 3.2.1)
      if (!isChannelName(name)) continue;
      const folded = foldName(name);
      const key = keyList[index] ?? "";
      // The server says nothing to who is in it.
      if (!this.#state.channels.has(folded)) this.#wanted.set(folded, name);
      if (key !== "") this.#state.keys.set(folded, key);
    }
  }

  /**
   * Begins anew, and gives the commands to send, with their parameters.
   *
   * @param isSession Whether the server has kept us where we were: then it says
   * so by itself, and has said it when it answers what is sent now.
   */
  begin(isSession = false): string[][] {
    this.#isWaiting = true;
    this.#lost.clear();
    this.#entered.clear();
    for (const [folded, { topic }] of this.#state.channels) {
      this.#lost.set(folded, topic);
    }
    const channels = new Map(
      isSession
        ? []
        : [...this.#state.channels].map(([folded, { name }]) => [folded, name]),
    );
    for (const [folded, name] of this.#wanted) channels.set(folded, name);
    const joins = groupNames(channels, this.#state.keys);
    this.#cancelTimer = this.#deps.clock.setTimer(REJOIN_MS, () => {
      this.#isWaiting = false;
      this.#deps.onGiveUp();
    });
    // Until the server says so, once it is told again.
    this.#state.isAway = Boolean(this.#awayText);
    if (isSession) {
      return [
        ["PING", REJOINED],
        ...joins.map((params) => ["JOIN", ...params]),
      ];
    }
    const away = this.#awayText ? [["AWAY", this.#awayText]] : [];
    return [...away, ...joins.map((params) => ["JOIN", ...params])];
  }

  /** Gives up nothing more by itself, as the connection is over. */
  stop(): void {
    this.#cancelTimer();
  }

  /** Takes what happened, and gives what is worth telling of it. */
  apply(event: ChatEvent): ChatEvent[] {
    switch (event.type) {
      case "join":
        return event.own ? [this.#enter(event)] : [event];
      case "error":
        return this.#applyError(event);
      case "topic":
        return event.from === undefined &&
            this.#entered.get(foldName(event.channel)) === event.text
          ? []
          : [event];
      case "names":
        return this.#entered.delete(foldName(event.channel)) ? [] : [event];
      case "info":
        // The message of the day, as on every connection.
        return this.isUnderWay ? [] : [event];
      case "pong":
        return event.token === REJOINED ? this.#leaveLost(event.time) : [event];
      default:
        return [event];
    }
  }

  /** Leaves where the server has not kept us, such as after a KICK. */
  #leaveLost(time: number): ChatEvent[] {
    const channels = [...this.#lost.keys()].flatMap((folded) =>
      this.#state.channels.get(folded)?.name ?? []
    );
    this.#lost.clear();
    return channels.map((channel) => this.#leave(channel, time));
  }

  #leave(channel: string, time: number): ChatEvent {
    const { channels, keys, nick: from } = this.#state;
    channels.delete(foldName(channel));
    keys.delete(foldName(channel));
    return { type: "part", time, from, channel, text: "", own: true };
  }

  #enter(event: ChatEvent & { readonly type: "join" }): ChatEvent {
    const folded = foldName(event.channel);
    this.#wanted.delete(folded);
    const topic = this.#lost.get(folded);
    if (topic === undefined) return event;
    this.#lost.delete(folded);
    this.#entered.set(folded, topic);
    return { ...event, again: true };
  }

  #applyError(event: ChatEvent & { readonly type: "error" }): ChatEvent[] {
    const folded = foldName(event.subject ?? "");
    this.#wanted.delete(folded);
    if (!this.#lost.delete(folded)) return [event];
    const channel = this.#state.channels.get(folded)?.name ?? event.subject ??
      "";
    return [event, this.#leave(channel, event.time)];
  }
}

/**
 * Puts several names on a line, in their order. Keys stand for the first names
 * of a line, so one that has a key cannot follow one that has none.
 */
function groupNames(
  channels: ReadonlyMap<string, string>,
  keys: ReadonlyMap<string, string>,
): string[][] {
  const groups: { names: string[]; keys: string[] }[] = [];
  for (const [folded, name] of channels) {
    const key = keys.get(folded);
    let group = groups.at(-1);
    const fits = group !== undefined && group.names.length < MAX_NAMES &&
      (key === undefined || group.keys.length === group.names.length) &&
      byteLength([...group.names, name, ...group.keys, key].join()) < MAX_BYTES;
    if (group === undefined || !fits) {
      group = { names: [], keys: [] };
      groups.push(group);
    }
    group.names.push(name);
    if (key !== undefined) group.keys.push(key);
  }
  return groups.map(({ names, keys }) =>
    keys.length === 0 ? [names.join()] : [names.join(), keys.join()]
  );
}
