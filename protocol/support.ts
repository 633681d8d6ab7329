/**
 * Writes the value of an ISUPPORT token: a space, `=` and backslash have to
 * stand as `\xHH`. (modern.ircdocs.horse, "RPL_ISUPPORT")
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { formatSupportValue } from "./support.ts";
 *
 * assertEquals(formatSupportValue("class 5b"), "class\\x205b");
 * ```
 */
export function formatSupportValue(text: string): string {
  return text.replace(
    /[ =\\]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Finds the value of a token among the parameters of numeric 005.
 *
 * @returns `undefined` if the token is not there or has no value.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { findSupportValue } from "./support.ts";
 *
 * const params = ["ann", "NICKLEN=32", "NETWORK=class\\x205b", "are supported"];
 *
 * assertEquals(findSupportValue(params, "NETWORK"), "class 5b");
 * assertEquals(findSupportValue(params, "TOPICLEN"), undefined);
 * ```
 */
export function findSupportValue(
  params: readonly string[],
  token: string,
): string | undefined {
  const found = params.slice(1, -1).find((param) =>
    param.startsWith(`${token}=`)
  );
  return found?.slice(token.length + 1).replace(
    /\\x([0-9a-f]{2})/gi,
    (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
