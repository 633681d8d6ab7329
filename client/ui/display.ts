import { dim, red, yellow } from "@std/fmt/colors";
import { foldName, isChannelTarget } from "../../protocol/names.ts";
import { stripFormatting } from "../../protocol/visible.ts";
import { describeEvent } from "../describe_event.ts";
import type { ChatEvent, SaidEvent } from "../events.ts";
import type { EditEvent } from "../history_events.ts";
import type { Span, Style } from "../terminal/view.ts";
import { frameText } from "./frame_text.ts";
import { markMentions } from "./mentions.ts";
import type { Theme } from "../settings.ts";
import { nickStyle } from "./nick_style.ts";
import type { RecentMessage } from "../recent_message.ts";
import { isSaid } from "../said.ts";
import { firstWords } from "./recent.ts";

/** Columns of the time in front of a block: later rows stand clear of it. */
export const TIME_COLUMNS = "HH:MM ".length;

/** What an event is shown in. */
export interface DisplayOptions {
  /** The channel or the person whose name goes without saying. */
  readonly place?: string | undefined;
  /** Our own nick: where others name it, it is set off. */
  readonly nick?: string;
  /** Default: `auto`. */
  readonly theme?: Theme;
  /** Finds a message by its `id`, to quote it. */
  readonly find?: (id: string) => RecentMessage | undefined;
}

/**
 * Says in words what happened, as it is shown on a terminal.
 *
 * @returns One block, or two: what is answered or changed stands in front.
 */
export function formatEvent(
  event: ChatEvent,
  options: DisplayOptions = {},
): Span[][] {
  const time = { text: `${formatTime(event.time)} `, style: dim };
  const block = [time, ...formatBody(event, options)];
  const answered = isSaid(event)
    ? event.replyTo
    : event.type === "edit"
    ? event.id
    : undefined;
  const quote = answered === undefined ? undefined : quoteOf(answered, options);
  const blocks = quote === undefined
    ? [block]
    : [[{ text: " ".repeat(TIME_COLUMNS) + quote, style: dim }], block];
  return blocks.map((spans) =>
    spans.map((span) => ({ ...span, text: stripFormatting(span.text) }))
  );
}

/** The line between two days, or between two buffers. */
export function formatRule(text: string): Span[] {
  return [{ text: `── ${stripFormatting(text)} ──`, style: dim }];
}

/** A day as the line before its first message names it. */
export function formatDay(time: number): string {
  return new Date(time).toLocaleDateString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).replace(",", "");
}

function formatBody(event: ChatEvent, options: DisplayOptions): Span[] {
  if (isSaid(event)) return formatSaid(event, options);
  if (event.type === "react") {
    const name = nameOf(event.from, options);
    const reaction = event.removed ? `took back ${event.text}` : event.text;
    const quotation = quotationOf(event.target, options);
    return [name, { text: ` ${reaction} ${quotation}`, style: dim }];
  }
  if (event.type === "redact") {
    const because = event.text === "" ? "" : ` (${event.text})`;
    const text = `${event.from} took back ${quotationOf(event.id, options)}`;
    return [{ text: text + because, style: dim }];
  }
  if (event.type === "edit") return formatEdit(event, options);
  return [{ text: describeEvent(event), style: styleOf(event) }];
}

function styleOf({ type }: ChatEvent): Style {
  if (type === "error" || type === "refused") return red;
  return type === "disconnected" || type === "reconnected" ? yellow : dim;
}

function formatSaid(event: SaidEvent, options: DisplayOptions): Span[] {
  const { from, own, text, type } = event;
  const name = nameOf(from, options);
  const prose = (line: string) =>
    own || options.nick === undefined
      ? [{ text: line }]
      : markMentions(line, options.nick);
  const body = frameText(stripFormatting(text), prose);
  const isFramed = text.includes("\n");
  const { place, mark } = placeOf(event, options);
  switch (type) {
    case "action":
      return [...place, { text: "* " }, name, ...mark, { text: " " }, ...body];
    case "notice":
      return [...place, { text: "-" }, name, ...mark, { text: "- " }, ...body];
    case "message":
      return [
        ...place,
        name,
        ...mark,
        { text: isFramed ? ":" : ": " },
        ...body,
      ];
  }
}

/** What is said of a message that has another text now. */
const EDITED: Span = { text: " (edited)", style: dim };

/** The new text of a message; the old one stands in front. */
function formatEdit(event: EditEvent, options: DisplayOptions): Span[] {
  const isAction = options.find?.(event.id)?.isAction;
  const type = isAction ? "action" : "message";
  return formatSaid({ ...event, type, edited: true }, options);
}

/** Where it was said, unless that goes without saying. */
function placeOf(
  { channel, edited, from, own, to }: SaidEvent,
  options: DisplayOptions,
): { place: Span[]; mark: Span[] } {
  const here = options.place === undefined
    ? undefined
    : foldName(options.place);
  // Before the channel stands a role, where only its holders are meant.
  const members: Span[] = channel !== undefined && !isChannelTarget(to)
    ? [{ text: ` (to ${to})`, style: dim }]
    : [];
  if (edited) members.push(EDITED);
  if (channel !== undefined) {
    return foldName(channel) === here
      ? { place: [], mark: members }
      : { place: [{ text: `${channel} `, style: dim }], mark: members };
  }
  const person = foldName(own ? to : from) === here
    ? []
    : [{ text: own ? ` (to ${to})` : " (private)", style: yellow }];
  return { place: [], mark: [...person, ...members] };
}

function quoteOf(id: string, { find }: DisplayOptions): string {
  const message = find?.(id);
  return message === undefined
    ? "> an earlier message"
    : `> ${message.from}: ${firstWords(stripFormatting(message.text))}`;
}

function quotationOf(id: string, { find }: DisplayOptions): string {
  const message = find?.(id);
  return message === undefined
    ? "an earlier message"
    : `"${firstWords(stripFormatting(message.text))}"`;
}

function nameOf(nick: string, { theme }: DisplayOptions): Span {
  return { text: nick, style: nickStyle(nick, theme) };
}

function formatTime(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
