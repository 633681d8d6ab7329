/** The flags of `chat serve` that say what is kept. */
export interface HistoryFlags {
  readonly db?: string | undefined;
  readonly ephemeral?: boolean | undefined;
  readonly historyDays?: number | undefined;
  readonly historyMessages?: number | undefined;
  readonly historyFromJoin?: boolean | undefined;
  readonly hold?: string | undefined;
}

/** What a server keeps, where and how long; checked. */
export interface HistoryOptions {
  /** The file that what is said is kept in; `undefined`: none, in memory. */
  readonly dbPath: string | undefined;
  /** How long messages are kept. */
  readonly historyDays: number;
  /** How many messages of each channel and conversation are kept. */
  readonly historyMessages: number;
  /** Whether members of a channel read only what was said since they came. */
  readonly historyFromJoin: boolean;
  /** How long a lost session waits for its client to come back, in ms. */
  readonly holdMs: number;
}

/** What `resolveHistory` has to know besides the flags. */
export interface HistoryFlagDeps {
  readonly port: number;
  /** Gives the folder for what programs keep; `undefined`: there is none. */
  readonly dataFolder: () => string | undefined;
}

const DEFAULT_HOLD = "2m";
/** Who is held takes a nick, and memory. */
const MAX_HOLD_MS = 24 * 60 * 60 * 1_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * Checks the flags that say what is kept, and fills in the defaults.
 *
 * @throws {RangeError} If a value cannot be used, with a sentence that says why.
 */
export function resolveHistory(
  flags: HistoryFlags,
  deps: HistoryFlagDeps,
): HistoryOptions {
  return {
    dbPath: findFile(flags, deps),
    historyDays: checkCount("--history-days", flags.historyDays ?? 365, {
      least: 1,
      most: 36_500,
    }),
    historyMessages: checkCount(
      "--history-messages",
      flags.historyMessages ?? 100_000,
      { least: 1, most: 100_000_000 },
    ),
    historyFromJoin: flags.historyFromJoin === true,
    holdMs: readHold(flags.hold || DEFAULT_HOLD),
  };
}

/**
 * Gives back a whole number of a range.
 *
 * @throws {RangeError} If it is none.
 */
export function checkCount(
  flag: string,
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(
    `Cannot use ${flag} ${value} as it takes a whole number from ${least} to ${most}`,
  );
}

function findFile(
  { db, ephemeral }: HistoryFlags,
  { port, dataFolder }: HistoryFlagDeps,
): string | undefined {
  if (!db) {
    // A free port is another one at the next start.
    if (ephemeral === true || port === 0) return undefined;
    const folder = dataFolder();
    if (folder !== undefined) return `${folder}/server-${port}.db`;
    throw new RangeError(
      "Cannot tell where to keep what is said as you have no home folder: " +
        "name a file with --db, or keep nothing with --ephemeral",
    );
  }
  if (ephemeral === true) {
    throw new RangeError(
      "Cannot use --db and --ephemeral together as the one keeps what the " +
        "other does not",
    );
  }
  if (!/\p{Cc}/u.test(db)) return db;
  throw new RangeError("Cannot use the --db as it has a control character");
}

function readHold(text: string): number {
  const [, count, unit = ""] = /^(\d{1,9})([smh]?)$/.exec(text) ?? [];
  const ms = Number(count) * (UNIT_MS[unit] ?? (Number(count) === 0 ? 1 : NaN));
  if (ms <= MAX_HOLD_MS) return ms;
  throw new RangeError(
    `Cannot use --hold "${text}" as it takes a time such as 90s, 2m or 1h, ` +
      "24h at most, or 0",
  );
}
