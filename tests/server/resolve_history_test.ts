import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import {
  type HistoryFlags,
  type HistoryOptions,
  resolveHistory,
} from "../../server/resolve_history.ts";

function resolve(
  { port = 8080, folder = "/data/chat", ...flags }: HistoryFlags & {
    readonly port?: number;
    readonly folder?: string;
  },
): HistoryOptions {
  return resolveHistory(flags, {
    port,
    dataFolder: () => folder === "" ? undefined : folder,
  });
}

Deno.test("resolveHistory() takes good values", async (t) => {
  const rows: readonly [
    Parameters<typeof resolve>[0],
    Partial<HistoryOptions>,
  ][] = [
    [{}, { dbPath: "/data/chat/server-8080.db" }],
    [{ port: 6667 }, { dbPath: "/data/chat/server-6667.db" }],
    [{ port: 0 }, { dbPath: undefined }],
    [{ port: 0, folder: "" }, { dbPath: undefined }],
    [{ port: 0, db: "a.db" }, { dbPath: "a.db" }],
    [{ db: "/b c/ä.db" }, { dbPath: "/b c/ä.db" }],
    [{ db: "a.db", folder: "" }, { dbPath: "a.db" }],
    [{ db: "" }, { dbPath: "/data/chat/server-8080.db" }],
    [{ ephemeral: true }, { dbPath: undefined }],
    [{ ephemeral: true, folder: "" }, { dbPath: undefined }],
    [{ ephemeral: true, db: "" }, { dbPath: undefined }],
    [{ ephemeral: false, db: "a.db" }, { dbPath: "a.db" }],
    [{}, { historyDays: 365, historyMessages: 100_000 }],
    [{ historyDays: 1 }, { historyDays: 1 }],
    [{ historyDays: 36_500 }, { historyDays: 36_500 }],
    [{ historyMessages: 1 }, { historyMessages: 1 }],
    [{}, { historyFromJoin: false }],
    [{ historyFromJoin: true }, { historyFromJoin: true }],
    [{}, { holdMs: 120_000 }],
    [{ hold: "" }, { holdMs: 120_000 }],
    [{ hold: "0" }, { holdMs: 0 }],
    [{ hold: "0s" }, { holdMs: 0 }],
    [{ hold: "90s" }, { holdMs: 90_000 }],
    [{ hold: "5m" }, { holdMs: 300_000 }],
    [{ hold: "24h" }, { holdMs: 86_400_000 }],
  ];
  for (const [flags, want] of rows) {
    await t.step(JSON.stringify(flags), () => {
      const options = resolve(flags);

      assertEquals({ ...options, ...want }, options);
    });
  }
});

Deno.test("resolveHistory() refuses bad values with a sentence", async (t) => {
  const wrongHold = (hold: string): [HistoryFlags, string] => [
    { hold },
    `Cannot use --hold "${hold}" as it takes a time such as 90s, 2m or 1h, ` +
    "24h at most, or 0",
  ];
  const rows: readonly [Parameters<typeof resolve>[0], string][] = [
    [
      { db: "a.db", ephemeral: true },
      "Cannot use --db and --ephemeral together as the one keeps what the " +
      "other does not",
    ],
    [
      { db: "a\0.db" },
      "Cannot use the --db as it has a control character",
    ],
    [
      { folder: "" },
      "Cannot tell where to keep what is said as you have no home folder: " +
      "name a file with --db, or keep nothing with --ephemeral",
    ],
    [
      { historyDays: 0 },
      "Cannot use --history-days 0 as it takes a whole number from 1 to 36500",
    ],
    [
      { historyMessages: 0 },
      "Cannot use --history-messages 0 as it takes a whole number from 1 to " +
      "100000000",
    ],
    wrongHold("90"),
    wrongHold("-2m"),
    wrongHold("2 m"),
    wrongHold("1.5m"),
    wrongHold("soon"),
    wrongHold("m"),
    wrongHold("25h"),
    wrongHold("9999999999s"),
  ];
  for (const [flags, want] of rows) {
    await t.step(JSON.stringify(flags), () => {
      assertThrows(() => resolve(flags), RangeError, want);
    });
  }
});
