import { splitWords } from "./command_words.ts";

/**
 * Writes what an own command stands for: `$1` to `$9` become the words behind
 * it, `$*` all of them; where there are none of these, they are put at the end.
 */
export function expandAlias(alias: string, rest: string): string {
  if (!/\$[1-9*]/.test(alias)) {
    return rest.trim() === "" ? alias : `${alias} ${rest}`;
  }
  const words = splitWords(rest);
  return alias.replace(
    /\$([1-9*])/g,
    (_, which: string) =>
      which === "*" ? rest.trim() : words[Number(which) - 1] ?? "",
  ).trimEnd();
}
