import type { ChannelFlag, ListMode } from "./channel.ts";
import type { SettingMode } from "./mode_settings.ts";
import { type Rank, RANKS } from "./ranks.ts";
import type { UserMode } from "./session.ts";

/** A mode of a channel: how it takes its parameter. (modern.ircdocs.horse, "MODE message") */
export type ChannelMode =
  /** A list of masks; without a parameter it is shown. */
  | { readonly kind: "list"; readonly mode: ListMode }
  /** A value: a parameter to set it and to take it away, or to set it only. */
  | { readonly kind: "always" | "set"; readonly mode: SettingMode }
  /** On or off. */
  | { readonly kind: "flag"; readonly mode: ChannelFlag }
  /** A rank of a member. */
  | { readonly kind: "rank"; readonly mode: Rank["mode"]; readonly rank: Rank };

/** How a mode takes its parameter. */
export type ModeKind = ChannelMode["kind"];

const LISTS: readonly ListMode[] = ["I", "b", "e"];
const FLAGS: readonly ChannelFlag[] = ["C", "U", "i", "m", "n", "s", "t"];
const USER_FLAGS: readonly UserMode[] = ["B", "R", "T", "i", "o", "w"];

const ROWS: readonly ChannelMode[] = [
  ...LISTS.map((mode) => ({ kind: "list", mode }) as const),
  { kind: "always", mode: "k" },
  { kind: "set", mode: "f" },
  { kind: "set", mode: "l" },
  ...FLAGS.map((mode) => ({ kind: "flag", mode }) as const),
  ...RANKS.map((rank) => ({ kind: "rank", mode: rank.mode, rank }) as const),
];

/** Every mode of a channel, by its letter. */
export const CHANNEL_MODES: ReadonlyMap<string, ChannelMode> = new Map(
  ROWS.map((row) => [row.mode, row]),
);

/** The letters of all user modes, as numeric 004 tells them. */
export const USER_MODES: string = USER_FLAGS.join("");

/** Gives the letters of the channel modes of some kinds, in order. */
export function modesOf(...kinds: readonly ModeKind[]): string {
  return ROWS.filter(({ kind }) => kinds.includes(kind))
    .map(({ mode }) => mode).sort().join("");
}

/** Whether a change of a mode takes a parameter. */
export function takesParam(kind: ModeKind | undefined, on: boolean): boolean {
  return kind !== undefined && kind !== "flag" && (kind !== "set" || on);
}

/** Whether a letter is a user mode. */
export function isUserMode(mode: string): mode is UserMode {
  return (USER_FLAGS as readonly string[]).includes(mode);
}
