import { bold, dim } from "@std/fmt/colors";
import { formatEvent, TIME_COLUMNS } from "./display.ts";
import type { ChatEvent } from "../events.ts";
import { hasName, type Settings } from "../settings.ts";
import type { Line } from "./buffers.ts";
import { Comings } from "./comings.ts";
import type { RecentMessage } from "../recent_message.ts";
import { isSaid } from "../said.ts";

/** What is told of the past besides who came and went. */
const TOLD: ReadonlySet<ChatEvent["type"]> = new Set<ChatEvent["type"]>([
  "action",
  "edit",
  "kick",
  "message",
  "mode",
  "notice",
  "react",
  "redact",
  "rename",
  "topic",
]);

/** What a part of the past is shown in. */
export interface PastOptions {
  /** The channel or the person that it is of. */
  readonly place: string;
  /** Our own nick. */
  readonly nick: string;
  readonly settings: Pick<Settings, "ignored" | "quiet" | "theme">;
  /** Finds a message that stands elsewhere, to quote it. */
  readonly find?: (id: string) => RecentMessage | undefined;
  /** The `id` of the message to set off. */
  readonly marked?: string;
}

/**
 * Writes a part of the past as what happens now is shown: a line for each
 * message, and one for those who came and went in between.
 *
 * @param events Oldest first.
 */
export function formatPast(
  events: readonly ChatEvent[],
  { place, nick, settings, find, marked }: PastOptions,
): Line[] {
  const messages = new Map<string, RecentMessage>();
  for (const event of events) {
    if (isSaid(event) && event.id !== undefined) messages.set(event.id, event);
  }
  const lines: Line[] = [];
  const comings = new Comings();
  let movedAt = 0;
  const flush = () => {
    const text = comings.take();
    if (text === "" || settings.quiet) return;
    const spans = [{ text: " ".repeat(TIME_COLUMNS) + text, style: dim }];
    lines.push({ spans, indent: TIME_COLUMNS, time: movedAt });
  };
  for (const event of events) {
    if (move(comings, event)) {
      movedAt = event.time;
      if (comings.isFull) flush();
      continue;
    }
    if (!isTold(event, messages, settings)) continue;
    flush();
    const blocks = formatEvent(event, {
      place,
      nick,
      theme: settings.theme,
      find: (id) => messages.get(id) ?? find?.(id),
    });
    const isMarked = marked !== undefined && isSaid(event) &&
      event.id === marked;
    for (const spans of blocks) {
      lines.push({
        spans: isMarked
          ? spans.map(({ text, style = (text) => text }) => ({
            text,
            style: (text: string) => bold(style(text)),
          }))
          : spans,
        indent: TIME_COLUMNS,
        time: event.time,
      });
    }
  }
  flush();
  return lines;
}

function isTold(
  event: ChatEvent,
  messages: ReadonlyMap<string, RecentMessage>,
  { ignored }: Pick<Settings, "ignored">,
): boolean {
  if (!TOLD.has(event.type)) return false;
  const isHidable = isSaid(event) || event.type === "react" ||
    event.type === "edit";
  if (isHidable && hasName(ignored, event.from)) return false;
  // The message has its new text already.
  return !(event.type === "edit" && messages.has(event.id));
}

/** Notes who came or went; `false`: nobody did. */
function move(comings: Comings, event: ChatEvent): boolean {
  switch (event.type) {
    case "join":
      comings.join(event.from);
      return true;
    case "part":
    case "quit":
      comings.leave(event.from, event.text);
      return true;
    case "nick":
      comings.rename(event.from, event.nick);
      return true;
    default:
      return false;
  }
}
