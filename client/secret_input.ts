import { findRow } from "./command_row.ts";
import { splitWord, splitWords } from "./command_words.ts";
import { COMMANDS } from "./commands.ts";
import { expandAlias } from "./expand_alias.ts";

/** What tells whether a typed line may hold a secret. */
export interface SecretContext {
  /** Name of an own command to what it stands for. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The place that is shown; missing: the server. */
  readonly current?: string | undefined;
  /** Whom `/reply` answers. */
  readonly lastSender?: string | undefined;
}

/** Aliases within aliases that are looked at. */
const MAX_DEPTH = 3;

/** Whether a typed line may hold a password, so that it must not be kept. */
export function isSecretInput(
  text: string,
  context: SecretContext,
  depth = 0,
): boolean {
  if (isService(context.current)) return true;
  if (/\bpassword\b|\bidentify\b/i.test(text)) return true;
  const line = text.trimStart();
  if (!line.startsWith("/") || line.startsWith("//")) return false;
  const [typed, rest] = splitWord(line.slice(1));
  const word = typed.toLowerCase();
  if (depth < MAX_DEPTH && Object.hasOwn(context.aliases, word)) {
    const expanded = expandAlias(context.aliases[word] ?? "", rest);
    return isSecretInput(expanded, { ...context, aliases: {} }, depth + 1);
  }
  // Mostly a slip of the finger, and then who knows of which command.
  const command = findRow(COMMANDS, word);
  if (!command) return true;
  const [first = "", ...others] = splitWords(rest);
  switch (command.name) {
    case "oper":
    case "raw":
      return true;
    case "join":
      return others.length > 0;
    case "mode":
      return setsKey(first.startsWith("#") ? others : [first, ...others]);
    case "msg":
    case "notice":
    case "query":
      return isService(first);
    case "reply":
      return isService(context.lastSender);
    case "alias": {
      const [, stands] = splitWord(rest);
      return depth >= MAX_DEPTH || isSecretInput(stands, context, depth + 1);
    }
    default:
      return false;
  }
}

/** Whether somebody is a service by the name, or a nick at a server. */
function isService(name = ""): boolean {
  return /serv|@/i.test(name);
}

/** Without a sign `+` is meant. */
function setsKey([changes = "", ...params]: readonly string[]): boolean {
  return [changes, ...params.filter((word) => /^[+-]/.test(word))]
    .some((word) => word.includes("k"));
}
