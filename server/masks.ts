/** What stands before a mask that forbids to speak only. (ISUPPORT `EXTBAN`) */
const MUTE = "m:";

/** A text or mask made ready to be compared, one character each. */
export type Pattern = readonly string[];

/**
 * Completes a mask of a list mode to `nick!user@host`: what has a dot or colon
 * is no nick but a host. A mute keeps its `m:` in front.
 */
export function completeMask(mask: string): string {
  if (isMute(mask)) return `${MUTE}${completeMask(mask.slice(MUTE.length))}`;
  if (!/[!@]/.test(mask)) {
    return /[.:]/.test(mask) ? `*!*@${mask}` : `${mask || "*"}!*@*`;
  }
  const at = mask.indexOf("@", mask.indexOf("!") + 1);
  const front = at < 0 ? mask : mask.slice(0, at);
  const host = at < 0 ? "" : mask.slice(at + 1);
  const bang = front.indexOf("!");
  const nick = bang < 0 ? "" : front.slice(0, bang);
  const user = front.slice(bang + 1);
  return `${nick || "*"}!${user || "*"}@${host || "*"}`;
}

/** Whether a mask of a list mode is about speaking alone. */
export function isMute(mask: string): boolean {
  return mask.startsWith(MUTE);
}

/**
 * Makes a source, or a mask of a list mode, ready to be compared. The case is
 * ignored, and a `~` before the user: elsewhere it marks a name that nobody
 * vouched for, which here is every name, as ident is never asked.
 */
export function toPattern(mask: string): Pattern {
  const bare = isMute(mask) ? mask.slice(MUTE.length) : mask;
  return [...foldMask(bare).replace("!~", "!")];
}

/** Gives the form under which two spellings of one mask are equal. */
export function foldMask(mask: string): string {
  return mask.normalize("NFC").toLowerCase();
}

/** Whether a text fits a mask with `*` and `?`, in any case. */
export function matchesMask(text: string, mask: string): boolean {
  return matchesPattern([...foldMask(text)], [...foldMask(mask)]);
}

/**
 * The same for texts that are compared often. Takes time proportional to the
 * product of the lengths, whatever the mask.
 */
export function matchesPattern(text: Pattern, pattern: Pattern): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let retryAt = 0;
  while (at < text.length) {
    if (pattern[next] === "*") {
      star = next++;
      retryAt = at;
    } else if (pattern[next] === "?" || pattern[next] === text[at]) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++retryAt;
    } else return false;
  }
  while (pattern[next] === "*") next++;
  return next === pattern.length;
}
