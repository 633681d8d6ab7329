import { type Message, parseSource } from "../protocol/message.ts";
import { isChannelTarget } from "../protocol/names.ts";
import { applyMessage } from "./apply_message.ts";
import type { ChatEvent } from "./events.ts";
import { nickAt } from "./own_nicks.ts";
import type { ChatState } from "./state.ts";

/** Commands that tell what happened in a place; all else is not history. */
const HISTORIC: ReadonlySet<string> = new Set([
  "EDITMSG",
  "JOIN",
  "KICK",
  "MODE",
  "NICK",
  "NOTICE",
  "PART",
  "PRIVMSG",
  "QUIT",
  "REDACT",
  "RENAME",
  "TAGMSG",
  "TOPIC",
]);

/** What `replay` is told. */
export interface ReplayOptions {
  /** Not changed. */
  readonly state: ChatState;
  /** The time of what the server gives no time for, ms since 1970. */
  readonly now: number;
  /** The channel or the nick; missing: each message says its own. */
  readonly place?: string;
}

/** Tells what happened once, out of messages that the server has kept. */
export function replay(
  messages: readonly Message[],
  { state, now, place }: ReplayOptions,
): ChatEvent[] {
  return messages.filter(({ command }) => HISTORIC.has(command))
    .flatMap((message) => applyMessage(asOf(message, state), message, now))
    .filter(({ type }) => type !== "typing")
    .map((event) => toReplayed(event, place ?? placeOf(event)));
}

/** Gives where an event belongs: a channel, or the other of two people. */
export function placeOf(event: ChatEvent): string | undefined {
  if ("channel" in event && event.channel !== undefined) return event.channel;
  if (!("to" in event) || !("own" in event)) return undefined;
  return event.own ? event.to : event.from;
}

/**
 * What is known, with the nick that we had when something was said; it may be
 * changed without a change of what is known now.
 */
function asOf({ source, tags }: Message, state: ChatState): ChatState {
  const { name } = parseSource(source ?? "");
  return {
    ...state,
    nick: nickAt(state, Date.parse(tags.get("time") ?? ""), name),
    channels: new Map(),
    keys: new Map(),
    names: new Map(),
  };
}

function toReplayed(event: ChatEvent, place: string | undefined): ChatEvent {
  const replayed = {
    ...event,
    replayed: true as const,
    ...(place !== undefined && { place }),
  };
  // Of all that it was in, this is where it is told.
  if (replayed.type !== "quit" || place === undefined) return replayed;
  return { ...replayed, channels: isChannelTarget(place) ? [place] : [] };
}
