import { tooLongPart } from "../protocol/limits.ts";
import { foldName, isNick, toNick } from "../protocol/names.ts";
import { type Address, parseAddress } from "./address.ts";
import { toChannelName } from "./channel_name.ts";

/** The values of `chat join`'s flags as a command-line parser gives them. */
export interface JoinFlags {
  readonly name?: string | undefined;
  /** Each may hold several, separated by commas. */
  readonly channel?: string | readonly string[] | undefined;
  readonly password?: string | undefined;
  /** `account:password`, or the account alone. */
  readonly sasl?: string | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly once?: boolean | undefined;
}

/** An account on a server, to which one logs in by SASL. */
export interface Account {
  readonly account: string;
  /** Missing: asked for on a terminal, else wrong usage. */
  readonly password?: string;
}

/** What `chat join` was told to do. */
export interface JoinOptions {
  /** Missing: asked for on a terminal, else wrong usage. */
  readonly address?: Pick<Address, "host" | "port">;
  /** The nick. Missing: asked for on a terminal, else the login name. */
  readonly name?: string;
  /** At least one, no two the same. */
  readonly channels: readonly string[];
  readonly password?: string;
  /** The account to log in to. */
  readonly sasl?: Account;
  /** Line mode, and JSON on standard output. */
  readonly json: boolean;
  /** Line mode, and nothing but messages on standard output. */
  readonly quiet?: boolean;
  /** Line mode, and nothing of others on standard output. */
  readonly once?: boolean;
}

const DEFAULT_CHANNEL = "#lobby";

/**
 * Checks what `chat join` was given on its command line or in its environment.
 *
 * @param address As in `parseAddress`; its channels come first.
 * @throws {RangeError} If a value cannot be used; its message says what can.
 */
export function resolveJoinOptions(
  address: string | undefined,
  flags: JoinFlags,
): JoinOptions {
  const server = address === undefined ? undefined : parseAddress(address);
  const channels = resolveChannels(server?.channels ?? [], flags.channel);
  const { name } = flags;
  if (name !== undefined) checkName(name);
  const password = readPassword(flags.password ?? "");
  return {
    ...(server && { address: { host: server.host, port: server.port } }),
    ...(name !== undefined && { name }),
    channels,
    ...(password !== "" && { password }),
    ...(flags.sasl && { sasl: readAccount(flags.sasl) }),
    json: flags.json ?? false,
    ...(flags.quiet && { quiet: true }),
    ...(flags.once && { once: true }),
  };
}

/**
 * Checks a nick that a person gave.
 *
 * @throws {RangeError} If it is none; its message says what is.
 */
export function checkName(name: string): void {
  if (isNick(name)) return;
  const near = toNick(name);
  throw new RangeError(
    `Cannot use "${name}" as a name as only letters, digits and ` +
      "-_[]\\`^{|} are allowed (32 at most, no digit or - first)" +
      (near === undefined ? "" : `: "${near}" would do`),
  );
}

/**
 * Reads a password that a person gave: pasted or read from a file, it may have
 * line breaks at its end, which are dropped.
 *
 * @throws {RangeError} If no line of the protocol can carry it; its message does
 * not tell the password.
 */
export function readPassword(text: string): string {
  const password = text.replace(/[\r\n]+$/, "");
  // (RFC 1459, 2.3.1)
  if (/[\0\r\n]/.test(password)) {
    throw new RangeError(
      "Cannot use the password as it holds a line break or a NUL",
    );
  }
  if (tooLongPart(`PASS :${password}`) !== undefined) {
    throw new RangeError("Cannot use the password as it is too long");
  }
  return password;
}

/**
 * Reads an account with or without its password, as `readPassword` reads one.
 *
 * @throws {RangeError} If it cannot be used; its message does not tell it.
 */
function readAccount(text: string): Account {
  const all = readPassword(text);
  const colon = all.indexOf(":");
  const account = colon < 0 ? all : all.slice(0, colon);
  if (account === "") {
    throw new RangeError(
      "Cannot log in as no account is named: write --sasl account:password",
    );
  }
  return colon < 0 ? { account } : { account, password: all.slice(colon + 1) };
}

function resolveChannels(
  fromAddress: readonly string[],
  flag: JoinFlags["channel"],
): string[] {
  const flags = typeof flag === "string" ? [flag] : flag ?? [];
  const names = flags.flatMap((value) => value.split(","))
    .map((name) => name.trim()).filter((name) => name !== "");
  const channels = new Map<string, string>();
  for (const name of [...fromAddress, ...names.map(toChannelName)]) {
    if (!channels.has(foldName(name))) channels.set(foldName(name), name);
  }
  return channels.size === 0 ? [DEFAULT_CHANNEL] : [...channels.values()];
}
