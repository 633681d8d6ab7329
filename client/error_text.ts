/**
 * What the operating system says of a failure, for people: without the number
 * of the error, and without what was being done, which they are told anyway.
 */
export function errorText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/ \(os error \d+\)(?:: \w+ '.*)?$/s, "");
}
