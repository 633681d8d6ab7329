import { byteLength, MAX_LINE_BYTES } from "../protocol/limits.ts";
import { toServerName } from "../protocol/names.ts";
import { toVisible } from "../protocol/visible.ts";
import {
  checkCount,
  type HistoryFlags,
  type HistoryOptions,
  resolveHistory,
} from "./resolve_history.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";
import { type Oper, readOpers } from "./opers.ts";

/** The flags of `chat serve`, as the command line or the environment gives them. */
export interface ServeFlags extends HistoryFlags {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly name?: string | undefined;
  readonly backlog?: number | undefined;
  readonly maxClients?: number | undefined;
  readonly password?: string | undefined;
  readonly motd?: string | undefined;
  readonly admin?: string | undefined;
  /** Several from the command line, or all in one from the environment. */
  readonly oper?: string | readonly string[] | undefined;
  /** `false` from `--no-console`. */
  readonly console?: boolean | undefined;
  /** `true` from the environment. */
  readonly noConsole?: boolean | undefined;
  /** `false` from `--no-throttle`. */
  readonly throttle?: boolean | undefined;
  /** `true` from the environment. */
  readonly noThrottle?: boolean | undefined;
  readonly logLevel?: string | undefined;
}

/** What a server is to be; checked. */
export interface ServerOptions extends HistoryOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Name or address to listen on; `undefined` for all interfaces. */
  readonly host: string | undefined;
  /** The name on the wire; has a dot. */
  readonly serverName: string;
  /** The name that people see; ISUPPORT `NETWORK`. */
  readonly network: string;
  /** Connections that may wait to be accepted. */
  readonly backlog: number;
  /** Connections that may be open at once. */
  readonly maxClients: number;
  readonly password: string | undefined;
  /** The message of the day, line by line; none if empty. */
  readonly motd: readonly string[];
  /** Who runs the server; told by ADMIN. */
  readonly admin: string | undefined;
  /** Who may become operator of the server. */
  readonly opers: readonly Oper[];
  readonly hasConsole: boolean;
  readonly hasThrottle: boolean;
  readonly logLevel: LogLevel;
}

/** What `resolveServerOptions` asks the machine for. */
export interface ServerOptionDeps {
  readonly hostname: () => string;
  readonly readTextFile: (path: string) => string;
  /** Gives the folder for what programs keep; `undefined`: there is none. */
  readonly dataFolder: () => string | undefined;
}

/** The channel that everybody finds, and the console speaks in. */
export const LOBBY = "#lobby";

/** Every client is sent it at once, when it comes. */
const MAX_MOTD_BYTES = 32 * 1024;
const MAX_NAME_CHARACTERS = 63;
/** What fits numeric 259 behind the longest names. */
const MAX_ADMIN_BYTES = 256;
/** What fits a line behind `PASS :`. */
const MAX_PASSWORD_BYTES = MAX_LINE_BYTES - "PASS :\r\n".length;

/**
 * Checks the flags and fills in the defaults.
 *
 * @throws {RangeError} If a value cannot be used, with a sentence that says why.
 */
export function resolveServerOptions(
  flags: ServeFlags,
  deps: ServerOptionDeps,
): ServerOptions {
  const network = checkName(flags.name ?? deps.hostname());
  const port = checkCount("--port", flags.port ?? 8080, {
    least: 0,
    most: 65_535,
  });
  return {
    port,
    host: checkHost(flags.host),
    serverName: toServerName(network),
    network,
    backlog: checkCount("--backlog", flags.backlog ?? 511, {
      least: 1,
      most: 65_535,
    }),
    maxClients: checkCount("--max-clients", flags.maxClients ?? 10_000, {
      least: 1,
      most: 1_000_000,
    }),
    password: checkPassword(flags.password || undefined),
    motd: readMotd(flags.motd ?? "", deps),
    admin: checkAdmin(flags.admin?.trim() || undefined),
    opers: readOpers(flags.oper),
    hasConsole: flags.console !== false && flags.noConsole !== true,
    hasThrottle: flags.throttle !== false && flags.noThrottle !== true,
    logLevel: checkLogLevel(flags.logLevel ?? "info"),
    ...resolveHistory(flags, { port, dataFolder: deps.dataFolder }),
  };
}

function checkHost(host: string | undefined): string | undefined {
  if (host === undefined || host === "*") return undefined;
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  if (/^[\w.:%-]+$/.test(bare)) return bare;
  throw new RangeError(
    `Cannot use --host "${host}" as it is neither a host name nor an address`,
  );
}

function checkName(name: string): string {
  const trimmed = name.trim();
  if (
    trimmed !== "" && !/\p{C}/u.test(trimmed) &&
    [...trimmed].length <= MAX_NAME_CHARACTERS
  ) return trimmed;
  throw new RangeError(
    `Cannot use --name "${name}" as a name has 1 to ${MAX_NAME_CHARACTERS} visible characters`,
  );
}

/** A client has to be able to say it in one line. */
function checkPassword(password: string | undefined): string | undefined {
  if (password === undefined) return undefined;
  // deno-lint-ignore no-control-regex
  if (/[\0\r\n]/.test(password)) {
    throw new RangeError(
      "Cannot use the --password as it has a line break in it",
    );
  }
  if (byteLength(password) > MAX_PASSWORD_BYTES) {
    throw new RangeError(
      `Cannot use the --password as it has more than ${MAX_PASSWORD_BYTES} bytes`,
    );
  }
  return password;
}

function checkAdmin(admin: string | undefined): string | undefined {
  if (admin === undefined) return undefined;
  if (!/\p{Cc}/u.test(admin) && byteLength(admin) <= MAX_ADMIN_BYTES) {
    return admin;
  }
  throw new RangeError(
    `Cannot use --admin "${
      toVisible(admin)
    }" as it takes one line of ${MAX_ADMIN_BYTES} bytes at most`,
  );
}

/**
 * Gives the message of the day, line by line.
 *
 * @param motd The text, or `@` and the name of a file.
 * @throws {RangeError} If it is too long or cannot be read.
 */
export function readMotd(
  motd: string,
  { readTextFile }: Pick<ServerOptionDeps, "readTextFile">,
): readonly string[] {
  const text = motd.startsWith("@") ? readFile(motd.slice(1)) : motd;
  if (byteLength(text) > MAX_MOTD_BYTES) {
    throw new RangeError(
      `Cannot use the --motd as it is longer than ${MAX_MOTD_BYTES} bytes`,
    );
  }
  const lines = text.replaceAll("\0", "").trimEnd().split(/\r\n|\r|\n/);
  return lines.length === 1 && lines[0] === "" ? [] : lines;

  function readFile(path: string): string {
    try {
      return readTextFile(path);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new RangeError(
        `Cannot use --motd "@${path}" as the file cannot be read: ${why}`,
        { cause },
      );
    }
  }
}

function checkLogLevel(level: string): LogLevel {
  const known = LOG_LEVELS.find((known) => known === level);
  if (known !== undefined) return known;
  throw new RangeError(
    `Cannot use --log-level "${level}" as it is none of ${
      LOG_LEVELS.join(", ")
    }`,
  );
}
