import type { ByteWriter } from "./event_output.ts";
import { runFollower } from "./follower.ts";
import type { LinkDeps } from "./link.ts";
import {
  type JoinFlags,
  type JoinOptions,
  resolveJoinOptions,
} from "./options.ts";
import { completeOptions, type PipedDeps, untilSignal } from "./piped.ts";

/** The values of `chat tail`'s flags as a command-line parser gives them. */
export type TailFlags = Omit<JoinFlags, "channel" | "once">;

/** What stands behind `chat tail` on its command line. */
export interface TailArguments {
  /** As in `parseAddress`. */
  readonly address: string | undefined;
  /** None: those of the address, else #lobby. */
  readonly channels: readonly string[];
}

/**
 * Checks what `chat tail` was given on its command line or in its environment.
 *
 * @throws {RangeError} If a value cannot be used; its message says what can.
 */
export function resolveTailOptions(
  { address, channels }: TailArguments,
  flags: TailFlags,
): JoinOptions {
  const options = resolveJoinOptions(address, { ...flags, channel: channels });
  if (options.address) return options;
  throw new RangeError(
    "Cannot follow a channel as there is no address: write chat tail " +
      "host:8080 '#channel'",
  );
}

/** What `chat tail` needs from outside. */
export interface TailDeps
  extends LinkDeps, Pick<PipedDeps, "loginName" | "signal"> {
  readonly stdout: ByteWriter;
  readonly stderr: ByteWriter;
}

/**
 * Runs `chat tail`: prints what is said, until a signal ends it, nobody reads
 * what it prints, or the server wants it no more. A connection that is lost is
 * made anew, and what was said meanwhile is printed first.
 *
 * @returns The exit code.
 * @throws {JoinError} For a failure that has to be expected; exit code 1.
 */
export async function runTail(
  options: JoinOptions,
  deps: TailDeps,
): Promise<number> {
  const known = completeOptions(options, deps.loginName);
  return await untilSignal(() => runFollower(known, deps), deps.signal);
}
