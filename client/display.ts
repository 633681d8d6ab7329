import {
  blue,
  bold,
  brightBlue,
  brightCyan,
  brightGreen,
  brightMagenta,
  brightYellow,
  cyan,
  dim,
  green,
  magenta,
  red,
  yellow,
} from "@std/fmt/colors";
import { foldName } from "../protocol/names.ts";
import { stripFormatting } from "../protocol/visible.ts";
import type { ChatEvent, SaidEvent } from "./events.ts";
import type { Span, Style } from "./terminal/view.ts";

/** Red is for errors. */
const NICK_STYLES: readonly Style[] = [
  blue,
  brightBlue,
  brightCyan,
  brightGreen,
  brightMagenta,
  brightYellow,
  cyan,
  green,
  magenta,
  yellow,
];

/** Columns of the time in front of a block: later rows stand clear of it. */
export const TIME_COLUMNS = "HH:MM ".length;

/**
 * Says in words what happened, as it is shown on a terminal.
 *
 * @param current The channel whose name goes without saying.
 */
export function formatEvent(
  event: ChatEvent,
  current: string | undefined,
): Span[] {
  const spans = isSaid(event)
    ? formatSaid(event, current)
    : event.type === "error"
    ? [{ text: event.text, style: red }]
    : event.type === "refused"
    ? [{ text: `not delivered: ${event.text} (${event.reason})`, style: red }]
    : [{ text: describe(event), style: dim }];
  return [{ text: `${formatTime(event.time)} `, style: dim }, ...spans]
    .map((span) => ({ ...span, text: stripFormatting(span.text) }));
}

/** The colour of a nick: always the same, for everybody. */
export function nickStyle(nick: string): Style {
  let hash = 0;
  for (const character of foldName(nick)) {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return NICK_STYLES[hash % NICK_STYLES.length] ?? bold;
}

function isSaid(event: ChatEvent): event is SaidEvent {
  return event.type === "message" || event.type === "action" ||
    event.type === "notice";
}

function formatSaid(event: SaidEvent, current: string | undefined): Span[] {
  const { channel, from, own, text, to } = event;
  const isCurrent = channel !== undefined && current !== undefined &&
    foldName(channel) === foldName(current);
  const place: Span[] = channel === undefined || isCurrent
    ? []
    : [{ text: `${channel} `, style: dim }];
  const name = { text: from, style: nickStyle(from) };
  const mark: Span[] = channel !== undefined
    ? []
    : [{ text: own ? ` (to ${to})` : " (private)", style: bold }];
  switch (event.type) {
    case "action":
      return [...place, { text: "* " }, name, ...mark, { text: ` ${text}` }];
    case "notice":
      return [...place, { text: "-" }, name, ...mark, { text: `- ${text}` }];
    case "message":
      return [...place, name, ...mark, { text: `: ${text}` }];
  }
}

function describe(
  event: Exclude<ChatEvent, SaidEvent | { type: "error" | "refused" }>,
): string {
  const because = "text" in event && event.text !== ""
    ? ` (${event.text})`
    : "";
  switch (event.type) {
    case "join":
      return event.own
        ? `You are in ${event.channel}`
        : `${event.from} joined ${event.channel}`;
    case "part":
      return event.own
        ? `You left ${event.channel}`
        : `${event.from} left ${event.channel}${because}`;
    case "quit":
      return `${event.from} left${because}`;
    case "kick":
      return `${event.own ? "You were" : `${event.nick} was`} put out of ` +
        `${event.channel} by ${event.from}${because}`;
    case "invite":
      return event.own
        ? `${event.from} invites you to ${event.channel}: /join ${event.channel}`
        : `${event.from} invites ${event.nick} to ${event.channel}`;
    case "nick":
      return `${event.own ? "You are" : `${event.from} is`} now ${event.nick}`;
    case "topic":
      if (event.text === "") {
        return event.from === undefined
          ? `${event.channel} has no topic`
          : `${event.from} cleared the topic of ${event.channel}`;
      }
      return event.from === undefined
        ? `Topic of ${event.channel}: ${event.text}`
        : `${event.from} set the topic of ${event.channel}: ${event.text}`;
    case "names":
      return event.names.length === 0
        ? `Nobody is in ${event.channel}`
        : `In ${event.channel}: ${event.names.join(", ")}`;
    case "list":
      return `${event.channel} (${event.members})${
        event.text === "" ? "" : `: ${event.text}`
      }`;
    case "info":
      return event.text;
  }
}

function formatTime(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
