/** What calls for the person's attention. */
export interface Alert {
  readonly bell: boolean;
  readonly notification?: { readonly title: string; readonly text: string };
}

const MAX_CHARACTERS = 200;

/** Number of the OSC sequence: iTerm2's, which many took over, or rxvt's. */
export type NotificationKind = 9 | 777;

/**
 * Writes an alert: BEL, and a sequence for notifications of each kind.
 *
 * As no terminal tells which of them it knows, there may be several; it shows
 * nothing of those that it does not know. (iTerm2, "OSC 9"; rxvt, "OSC 777")
 */
export function formatAlert(
  { bell, notification }: Alert,
  kinds: readonly NotificationKind[],
): string {
  const ring = bell ? "\x07" : "";
  if (!notification) return ring;
  const title = toSafe(notification.title);
  const text = toSafe(notification.text);
  const sequences: Readonly<Record<NotificationKind, string>> = {
    // A number alone behind `9;` would be a command to some terminals.
    9: `\x1b]9;${title === "" ? "chat" : title}: ${text}\x07`,
    777: `\x1b]777;notify;${title};${text}\x07`,
  };
  return ring + kinds.map((kind) => sequences[kind]).join("");
}

/** Merges two alerts that are given at once: the later one tells what it is. */
export function mergeAlerts(first: Alert | undefined, second: Alert): Alert {
  return { ...first, ...second, bell: second.bell || (first?.bell ?? false) };
}

/** Takes out what could end the sequence, or part its fields. */
function toSafe(text: string): string {
  const safe = text.slice(0, MAX_CHARACTERS * 4)
    .replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069;]+/g, " ").trim();
  return [...safe].slice(0, MAX_CHARACTERS).join("");
}
