import { ProtocolError } from "./errors.ts";
import { formatTags, NO_TAGS, parseTags, type Tags } from "./tags.ts";

/** Who a message comes from: a server's name, or a nick with user and host. */
export interface Source {
  readonly name: string;
  readonly user?: string;
  readonly host?: string;
}

/** One IRC message. (modern.ircdocs.horse, "Message Format") */
export interface Message {
  readonly tags: Tags;
  /** As on the wire, without the colon: `nick!user@host` or a server's name. */
  readonly source?: string;
  /** A command in upper case or a numeric of three digits. */
  readonly command: string;
  readonly params: readonly string[];
}

/** What `createMessage` takes besides command and params. */
export interface MessageParts {
  readonly source?: string;
  readonly tags?: Tags;
}

/**
 * Makes a message.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { createMessage, formatMessage } from "./message.ts";
 *
 * const message = createMessage("PRIVMSG", ["#lobby", "hi"], { source: "bob" });
 *
 * assertEquals(formatMessage(message), ":bob PRIVMSG #lobby :hi");
 * ```
 */
export function createMessage(
  command: string,
  params: readonly string[] = [],
  { source, tags = NO_TAGS }: MessageParts = {},
): Message {
  return source === undefined
    ? { tags, command, params }
    : { tags, source, command, params };
}

/**
 * Reads one line.
 *
 * Lenient as servers have to be: runs of spaces count as one, the command may
 * be in any case and hold any character, but cannot begin with a colon; it is
 * given back with `A`–`Z` for `a`–`z`, so that it may stand in an answer.
 *
 * @param line The line without its line end.
 * @throws {ProtocolError} `no_command` if there is none, `forbidden_byte` for
 * NUL, CR or LF.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { parseMessage } from "./message.ts";
 *
 * const message = parseMessage("@id=1 :bob!b@host PRIVMSG #lobby :hello all");
 *
 * assertEquals(message.tags.get("id"), "1");
 * assertEquals(message.source, "bob!b@host");
 * assertEquals(message.params, ["#lobby", "hello all"]);
 * ```
 */
export function parseMessage(line: string): Message {
  const forbidden = line.search(/[\0\r\n]/);
  if (forbidden >= 0) {
    throw new ProtocolError(
      "forbidden_byte",
      "Cannot parse the line as it holds a NUL, CR or LF",
      forbidden,
    );
  }
  let at = skipSpaces(line, 0);
  let tags = NO_TAGS;
  if (line[at] === "@") {
    const end = wordEnd(line, at);
    tags = parseTags(line.slice(at + 1, end));
    at = skipSpaces(line, end);
  }
  let source: string | undefined;
  if (line[at] === ":") {
    const end = wordEnd(line, at);
    source = line.slice(at + 1, end);
    at = skipSpaces(line, end);
  }
  const commandEnd = wordEnd(line, at);
  if (commandEnd === at || line[at] === ":") {
    throw new ProtocolError(
      "no_command",
      "Cannot parse the line as it holds no command",
      at,
    );
  }
  const command = toUpperCase(line.slice(at, commandEnd));
  const params: string[] = [];
  at = skipSpaces(line, commandEnd);
  while (at < line.length) {
    if (line[at] === ":") {
      params.push(line.slice(at + 1));
      break;
    }
    const end = wordEnd(line, at);
    params.push(line.slice(at, end));
    at = skipSpaces(line, end);
  }
  return source === undefined
    ? { tags, command, params }
    : { tags, source, command, params };
}

/**
 * Writes a message as one line, without its line end.
 *
 * @throws {ProtocolError} `unformattable` if a part cannot be written so that
 * it is read back the same.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { createMessage, formatMessage } from "./message.ts";
 *
 * assertEquals(formatMessage(createMessage("JOIN", ["#a"])), "JOIN #a");
 * assertEquals(formatMessage(createMessage("TOPIC", ["#a", ""])), "TOPIC #a :");
 * ```
 */
export function formatMessage(message: Message): string {
  const body = formatBody(message);
  return message.tags.size === 0
    ? body
    : `@${formatTags(message.tags)} ${body}`;
}

/**
 * Commands whose last parameter is text for people. It always gets its colon,
 * needed or not: simple clients look for ` :`.
 */
const TEXT_COMMANDS: ReadonlySet<string> = new Set([
  "AWAY",
  "CAP",
  "EDITMSG",
  "ERROR",
  "FAIL",
  "KICK",
  "NOTE",
  "NOTICE",
  "PONG",
  "PRIVMSG",
  "QUIT",
  "TOPIC",
  "WARN",
]);

const NUMERIC = /^\d{3}$/;
const COMMAND = /^(?:[A-Z]+|\d{3})$/;
const FORBIDDEN = /[\0\r\n]/;
const FORBIDDEN_IN_WORD = /[\0\r\n ]/;

/** Writes a message without its tags; see `formatMessage`. */
export function formatBody({ source, command, params }: Message): string {
  if (!COMMAND.test(command)) throw unformattable("command");
  let text = "";
  if (source !== undefined) {
    if (FORBIDDEN_IN_WORD.test(source)) throw unformattable("source");
    text = `:${source} `;
  }
  text += command;
  const last = params.length - 1;
  for (const [index, param] of params.entries()) {
    const isWord = param !== "" && !param.startsWith(":") &&
      !param.includes(" ");
    if (FORBIDDEN.test(param) || (index < last && !isWord)) {
      throw unformattable("parameter");
    }
    const needsColon = index === last &&
      (!isWord || TEXT_COMMANDS.has(command) || NUMERIC.test(command));
    text += needsColon ? ` :${param}` : ` ${param}`;
  }
  return text;
}

/**
 * Takes a source apart.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { parseSource } from "./message.ts";
 *
 * assertEquals(parseSource("bob!b@host"), {
 *   name: "bob",
 *   user: "b",
 *   host: "host",
 * });
 * assertEquals(parseSource("irc.example.org"), { name: "irc.example.org" });
 * ```
 */
export function parseSource(text: string): Source {
  const at = text.lastIndexOf("@");
  const host = at < 0 ? undefined : text.slice(at + 1);
  const rest = at < 0 ? text : text.slice(0, at);
  const bang = rest.indexOf("!");
  const user = bang < 0 ? undefined : rest.slice(bang + 1);
  const name = bang < 0 ? rest : rest.slice(0, bang);
  return {
    name,
    ...(user === undefined ? {} : { user }),
    ...(host === undefined ? {} : { host }),
  };
}

/** Does not quote the part: it may be a password. */
function unformattable(part: string): ProtocolError {
  return new ProtocolError(
    "unformattable",
    `Cannot format the message as its ${part} is invalid`,
    0,
  );
}

/** Of ASCII alone: in Unicode's capitals "lıſt" would become LIST. */
function toUpperCase(command: string): string {
  return command.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function skipSpaces(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === 0x20) at++;
  return at;
}

function wordEnd(line: string, from: number): number {
  const end = line.indexOf(" ", from);
  return end < 0 ? line.length : end;
}
