import { isChannelTarget } from "../protocol/names.ts";
import { toChannelName } from "./channel_name.ts";
import {
  type JoinFlags,
  type JoinOptions,
  resolveJoinOptions,
} from "./options.ts";
import { type PipedDeps, runPiped, untilSignal } from "./piped.ts";
import type { ByteReader } from "./read_lines.ts";
import { readText } from "./read_text.ts";

/** The values of `chat send`'s flags as a command-line parser gives them. */
export type SendFlags = Omit<JoinFlags, "channel" | "once" | "quiet">;

/** What stands behind `chat send` on its command line. */
export interface SendArguments {
  /** As in `parseAddress`. */
  readonly address: string | undefined;
  /** A channel or a nick. */
  readonly target: string | undefined;
  /** The words of the text; none or `-`: it is read from standard input. */
  readonly words: readonly string[];
}

/** What `chat send` was told to do. */
export interface SendOptions extends Omit<JoinOptions, "channels"> {
  readonly target: string;
  /** Missing: it is read from standard input. */
  readonly text?: string;
}

/** What `chat send` needs from outside. */
export interface SendDeps extends Omit<PipedDeps, "input"> {
  readonly stdin: ByteReader;
}

const HOW = "write chat send host:8080 '#channel' text";

/** More characters than any server allows in a nick. */
const MAX_TARGET_CHARACTERS = 100;

/**
 * Checks what `chat send` was given on its command line or in its environment.
 *
 * @throws {RangeError} If a value cannot be used; its message says what can.
 */
export function resolveSendOptions(
  { address, target = "", words }: SendArguments,
  flags: SendFlags,
): SendOptions {
  const { channels: _, ...options } = resolveJoinOptions(address, flags);
  if (!options.address) {
    throw new RangeError(`Cannot send as there is no address: ${HOW}`);
  }
  const text = words.join(" ");
  return {
    ...options,
    target: toTarget(target),
    ...(text !== "" && text !== "-" && { text }),
  };
}

/**
 * Runs `chat send`: delivers one message, and leaves.
 *
 * It enters the channel first, as most channels take nothing from outside. As
 * with `runJoin`, the program has to be ended by `Deno.exit`.
 *
 * @returns The exit code: 0 if the message was delivered.
 * @throws {JoinError} For a failure that has to be expected; exit code 1.
 * @throws {RangeError} If there is no text; exit code 2.
 */
export function runSend(options: SendOptions, deps: SendDeps): Promise<number> {
  const { text: given, target, ...rest } = options;
  return untilSignal(async () => {
    const text = given ?? await readText(deps.stdin, deps.signal);
    if (text.trim() === "") {
      throw new RangeError(
        `Cannot send as there is no text: ${HOW}, or write it to standard input`,
      );
    }
    const channels = isChannelTarget(target) ? [target] : [];
    return await runPiped(
      { ...rest, channels, target, once: true },
      { ...deps, input: ReadableStream.from([text]) },
    );
  }, deps.signal);
}

function toTarget(word: string): string {
  if (isChannelTarget(word)) return toChannelName(word);
  const isNick = /^[^\s:,\p{C}][^\s,\p{C}]*$/u.test(word) &&
    word.length <= MAX_TARGET_CHARACTERS;
  if (isNick) return word;
  throw new RangeError(
    `Cannot send to "${word}" as it is neither a channel nor a nick: ${HOW}`,
  );
}
