import { toVisible } from "../protocol/visible.ts";

/** How much the server tells, from little to much. */
export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;

/** One of `LOG_LEVELS`. */
export type LogLevel = typeof LOG_LEVELS[number];

/** Takes one line for the person who runs the server. */
export type Log = (level: LogLevel, text: string) => void;

/**
 * Makes a log.
 *
 * @param level The most talkative level that is still written.
 * @param write Takes a finished line, without its line end and with nothing in
 * it that could control a terminal.
 */
export function createLog(
  level: LogLevel,
  write: (line: string) => void,
): Log {
  const most = LOG_LEVELS.indexOf(level);
  return (of, text) => {
    if (LOG_LEVELS.indexOf(of) <= most) write(`${of}: ${toVisible(text)}`);
  };
}
