import type { Handler } from "./context.ts";

/** One command. */
export interface CommandRow {
  readonly handler: Handler;
  readonly minParams: number;
  /**
   * When it can be used: by the registered, at any time, or at any time and as
   * the first word of a connection, which is then taken for IRC.
   */
  readonly phase: "registered" | "any" | "opening";
  /** Its parameters and what it does. */
  readonly help: Help;
}

/** Commands by their names. */
export type CommandTable = Readonly<Record<string, CommandRow>>;

type Help = readonly [params: string, text: string];

/** Makes the row of a command for those who are registered. */
export function command(
  handler: Handler,
  minParams: number,
  ...help: Help
): CommandRow {
  return { handler, minParams, phase: "registered", help };
}

/** Makes the row of a command that can be used before the registration, too. */
export function anytime(
  handler: Handler,
  minParams: number,
  ...help: Help
): CommandRow {
  return { handler, minParams, phase: "any", help };
}

/** Makes the row of a command that a connection can begin with. */
export function early(
  handler: Handler,
  minParams: number,
  ...help: Help
): CommandRow {
  return { handler, minParams, phase: "opening", help };
}
