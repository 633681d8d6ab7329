/** Keeps line breaks, as LF, and tabs, and no other control character. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n")
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "");
}
