import { foldName } from "../../protocol/names.ts";
import { stripFormatting } from "../../protocol/visible.ts";
import type { LinkStatus } from "../redial.ts";
import type { PendingMessage } from "../say_queue.ts";
import type { ChatState } from "../state.ts";
import type { Buffer, Buffers } from "./buffers.ts";
import { firstWords } from "./recent.ts";
import type { StatusState } from "./status_line.ts";
import type { Typists } from "./typists.ts";

/** What a screen shows of the connection. */
export interface ShownLink {
  readonly state: ChatState;
  readonly status: LinkStatus;
  listWaiting(): Iterable<PendingMessage>;
  /** How many there are of these. */
  readonly waitingCount: number;
}

/** What `statusOf` takes together. */
export interface FooterState {
  readonly link: ShownLink;
  readonly buffers: Buffers;
  readonly typists: Typists;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Own messages whose text is looked at; of the others only the number shows. */
const MAX_WAITING = 20;

/** Characters of what a waiting message answers. */
const MAX_QUOTED = 20;

/** The name of a buffer for people. */
export function bufferName(buffer: Buffer, { network }: ChatState): string {
  return buffer.kind === "server" ? network : buffer.name;
}

/** Own messages that wait, each in a line. */
export function describeWaiting(
  link: ShownLink,
  buffers: Buffers,
): string[] {
  const { state, waitingCount } = link;
  const describe = ({ target, text: typed, kind, replyTo }: PendingMessage) => {
    const text = stripFormatting(typed);
    const isHere = foldName(target) === foldName(buffers.current.name);
    const place = isHere ? "" : `${target} `;
    const quoted = replyTo === undefined
      ? undefined
      : buffers.find(target)?.recent.find(replyTo);
    const quote = quoted === undefined
      ? ""
      : `> ${quoted.from}: ${
        firstWords(stripFormatting(quoted.text), MAX_QUOTED)
      } `;
    return kind === "action"
      ? `${place}${quote}* ${state.nick} ${text}`
      : `${place}${quote}${state.nick}: ${text}`;
  };
  const shown: string[] = [];
  for (const message of link.listWaiting()) {
    if (shown.length >= MAX_WAITING) break;
    shown.push(describe(message));
  }
  const others = Math.max(0, waitingCount - shown.length);
  return [...shown, ...Array<string>(others).fill("")];
}

/** What the status line tells of a session. */
export function statusOf(
  { link, buffers, typists, now }: FooterState,
): StatusState {
  const { state, status, waitingCount } = link;
  const { current } = buffers;
  const channel = state.channels.get(foldName(current.name));
  return {
    server: state.network,
    ...(current.kind !== "server" && {
      place: {
        name: current.name,
        ...(channel && {
          members: channel.members.size,
          topic: channel.topic,
        }),
        isLeft: current.kind === "channel" && !channel,
      },
    }),
    link: status,
    waiting: waitingCount,
    isAway: state.isAway,
    others: buffers.list.map((buffer, number) => ({
      number,
      name: bufferName(buffer, state),
      unread: buffer.unread,
      mentions: buffer.mentions,
      hasOwn: buffer.hasOwn,
    })),
    typing: typists.in(current.name, now),
    now,
  };
}
