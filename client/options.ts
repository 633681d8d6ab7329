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
  readonly json?: boolean | undefined;
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
  /** Line mode, and JSON on standard output. */
  readonly json: boolean;
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
    json: flags.json ?? false,
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
