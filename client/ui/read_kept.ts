import type { Buffer, Line } from "./buffers.ts";
import { formatRule } from "./display.ts";

/** Notes up to when a buffer was read elsewhere: less of it is unread then. */
export function readKept(buffer: Buffer, time: number): void {
  const { kept, past } = buffer;
  past.read(time);
  const first = kept.find(({ weight }) => weight !== "none");
  // What was dropped is older, and may be unread still.
  if (!first || first.time > time) return;
  const left = kept.filter((line) => line.time > time && isCounted(line));
  buffer.unread = left.length;
  buffer.mentions = left.filter(({ weight }) => weight === "mention").length;
}

/**
 * Parts what is unread from what stands before it and was read already, and
 * notes since when it is unread.
 *
 * @param lines What was kept of the buffer, oldest first.
 */
export function markUnread({ past }: Buffer, lines: readonly Line[]): Line[] {
  const { readTo = -Infinity } = past;
  const index = lines.findIndex((line) =>
    line.time > readTo && isCounted(line)
  );
  const first = lines[index];
  if (!first) return [...lines];
  past.unreadFrom = first.time;
  const before = lines.slice(0, index);
  if (!before.some(({ time }) => time <= readTo)) return [...lines];
  const rule = { spans: formatRule("unread"), indent: 0, time: first.time };
  return [...before, rule, ...lines.slice(index)];
}

function isCounted({ weight = "none" }: Line): boolean {
  return weight !== "none";
}
