import { bold, dim, yellow } from "@std/fmt/colors";
import { stripFormatting } from "../../protocol/visible.ts";
import type { LinkStatus } from "../redial.ts";
import { inOneRow, type Span, type Style } from "../terminal/view.ts";
import { columnsOf, fitColumns } from "../terminal/width.ts";

/** A buffer that is not shown, and what is unread there. */
export interface OtherBuffer {
  readonly number: number;
  readonly name: string;
  readonly unread: number;
  readonly mentions: number;
  /** Whether something of our own was not shown yet. */
  readonly hasOwn?: boolean;
}

/** What the status line tells. */
export interface StatusState {
  /** The server's name as people see it. */
  readonly server: string;
  /** The buffer that is shown; missing: the server's own. */
  readonly place?: {
    readonly name: string;
    /** Channels only. */
    readonly members?: number;
    readonly topic?: string;
    /** Whether we have been put out of it. */
    readonly isLeft?: boolean;
  };
  readonly link: LinkStatus;
  /** Own messages that wait. */
  readonly waiting: number;
  /** Whether we are marked as away. */
  readonly isAway: boolean;
  /** Buffers with something unread, in the order of their numbers. */
  readonly others: readonly OtherBuffer[];
  /** Who is typing here. */
  readonly typing: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A way to tell something, and its rank: the highest gives way first. */
type Way = readonly [text: string, rank: number];

/** One thing that is told, in the ways that it can be, the longest first. */
interface Part {
  readonly ways: readonly Way[];
  readonly style?: Style;
}

const SEPARATOR = " · ";

/** Fewer columns of a topic say nothing. */
const MIN_TOPIC_COLUMNS = 8;

/** What is left of a long name where there is no room. */
const SHORT_NAME_COLUMNS = 12;

/** Buffers that are named; of the others only the number is told. */
const MAX_OTHERS = 9;

/**
 * Writes the status line: what does not fit is shortened, and then left out, the
 * least important first. What is wrong with the connection goes last.
 */
export function statusLine(state: StatusState, columns: number): Span[] {
  const parts = listParts(state);
  /** Of each part the way that it is told. */
  const chosen = parts.map(() => 0);
  const wayOf = (index: number) => parts[index]?.ways[chosen[index] ?? 0];
  const texts = () => parts.map((_, index) => wayOf(index)?.[0] ?? "");
  while (widthOf(texts()) > columns) {
    const ranks = parts.map((_, index) => wayOf(index)?.[1] ?? -1);
    const index = ranks.indexOf(Math.max(...ranks));
    chosen[index] = (chosen[index] ?? 0) + 1;
  }
  const topic = fitTopic(state, columns - widthOf(texts()));
  return format(parts, texts(), topic);
}

function format(
  parts: readonly Part[],
  texts: readonly string[],
  topic: string,
): Span[] {
  const spans: Span[] = [];
  parts.forEach(({ style = dim }, index) => {
    const text = texts[index] ?? "";
    if (text === "") return;
    if (spans.length > 0) spans.push({ text: SEPARATOR, style: dim });
    spans.push({ text, style });
    // Behind the channel, the second part.
    if (index === 1 && topic !== "") spans.push({ text: topic, style: dim });
  });
  return spans;
}

function listParts(state: StatusState): Part[] {
  const { place } = state;
  const server = clean(state.server);
  return [
    {
      ways: place
        ? [[server, 90]]
        : [[server, 20], [fitColumns(server, SHORT_NAME_COLUMNS), 5]],
    },
    { ways: placeWays(place), style: bold },
    { ways: state.isAway ? [["away", 71]] : [], style: yellow },
    { ways: connectionWays(state), style: yellow },
    { ways: unreadWays(state.others) },
    { ways: typingWays(state.typing) },
  ];
}

function placeWays(place: StatusState["place"]): Way[] {
  if (place === undefined) return [];
  const name = clean(place.name);
  const count = place.isLeft
    ? " (left)"
    : place.members === undefined
    ? ""
    : ` (${place.members})`;
  return [
    [name + count, 55],
    [name, 20],
    [fitColumns(name, SHORT_NAME_COLUMNS), 5],
  ];
}

function connectionWays({ link, waiting, now }: StatusState): Way[] {
  const count = waiting === 0
    ? ""
    : waiting === 1
    ? "1 message waiting"
    : `${waiting} messages waiting`;
  const short = waiting === 0 ? "" : `${waiting} waiting`;
  if (link.kind === "connected") {
    return waiting === 0 ? [] : [[count, 45], [short, 30]];
  }
  const seconds = Math.ceil((link.retryAt - now) / 1_000);
  const state = seconds <= 0 ? "reconnecting" : `reconnecting in ${seconds} s`;
  const joined = (...words: readonly string[]) =>
    words.filter((word) => word !== "").join(SEPARATOR);
  return [
    [joined(state, count), 45],
    [joined(state, short), 30],
    [joined("offline", short), 15],
    ["offline", 3],
  ];
}

function unreadWays(others: readonly OtherBuffer[]): Way[] {
  const unread = others.filter((other) => other.unread > 0 || other.hasOwn);
  if (unread.length === 0) return [];
  const named = unread.slice(0, MAX_OTHERS);
  const more = unread.length - named.length;
  const list = (format: (other: OtherBuffer) => string) =>
    named.map(format).join(" ") + (more === 0 ? "" : ` +${more}`);
  const isMeant = unread.some(({ mentions }) => mentions > 0);
  return [
    [
      list((other) => `${other.number}:${clean(other.name)}${countsOf(other)}`),
      70,
    ],
    [list((other) => `${other.number}:${countsOf(other).trim()}`), 50],
    [isMeant ? "unread!" : "unread", 40],
  ];
}

function typingWays(typing: readonly string[]): Way[] {
  const [first, second] = typing.map(clean);
  if (first === undefined) return [];
  const many: Way = [`${typing.length} are typing`, 75];
  const short: Way = ["typing…", 72];
  if (typing.length === 1) return [[`${first} is typing`, 80], short];
  return typing.length === 2
    ? [[`${first} and ${second} are typing`, 80], many, short]
    : [many, short];
}

/** ` 3`; ` 3!` where one is meant oneself, ` 3 (1!)` in one of them. */
function countsOf(
  { unread, mentions }: Pick<OtherBuffer, "mentions" | "unread">,
): string {
  if (unread === 0) return "";
  if (mentions === 0) return ` ${unread}`;
  return mentions === unread ? ` ${unread}!` : ` ${unread} (${mentions}!)`;
}

function fitTopic({ place }: StatusState, room: number): string {
  const topic = clean(place?.topic ?? "");
  if (topic === "" || room < MIN_TOPIC_COLUMNS + 1) return "";
  // No more of it is looked at than can be seen.
  return ` ${fitColumns(topic.slice(0, room * 16), room - 1)}`;
}

function widthOf(texts: readonly string[]): number {
  const shown = texts.filter((text) => text !== "");
  return shown.reduce((sum, text) => sum + columnsOf(text), 0) +
    Math.max(0, shown.length - 1) * SEPARATOR.length;
}

function clean(text: string): string {
  return inOneRow(stripFormatting(text));
}
