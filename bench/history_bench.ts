/**
 * What it costs to keep what is said, and how fast it is found again.
 *
 * ```sh
 * npm run bench:history            # or: deno task bench:history
 * npm run bench:history -- --quick # a smaller run, for a first look
 * ```
 *
 * The first table has the messages per second that the server takes in and hands
 * on, kept in memory and on disk, in turns, each message with a send id. What is
 * said comes into the index for searches later, when there is less to do: that
 * is not in these figures (see server/history/sqlite_index.ts). The second has searches in a database of a million messages, with the plan of the
 * query; the last the time from the start of a process to its start-up lines on
 * an empty database and on that one.
 *
 * A delivery that is lost or doubled means exit code 1.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { startServer } from "../tests/e2e/program.ts";
import { makeHistory } from "./make_history.ts";
import { type LoadResult, measureLoad } from "./measure.ts";
import { benchSearches, explainSearch } from "./search_bench.ts";
import { formatTable } from "./table.ts";

const SCENARIOS = [
  { channels: 1, membersPerChannel: 10, sendersPerChannel: 10 },
  { channels: 1, membersPerChannel: 100, sendersPerChannel: 10 },
  { channels: 20, membersPerChannel: 10, sendersPerChannel: 5 },
];

/** How much to measure. */
interface Plan {
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly throughputMs: number;
  readonly latencyMs: number;
  readonly messages: number;
  readonly starts: number;
}

const FULL: Plan = {
  rounds: 3,
  warmUpMs: 1_000,
  throughputMs: 4_000,
  latencyMs: 1_000,
  messages: 1_000_000,
  starts: 5,
};

const QUICK: Plan = {
  rounds: 1,
  warmUpMs: 500,
  throughputMs: 1_500,
  latencyMs: 500,
  messages: 100_000,
  starts: 3,
};

const LATENCY_RATE = 2_000;

/** What a run has. */
interface Run {
  readonly plan: Plan;
  /** A folder for databases. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Prints what storing costs; resolves to whether nothing got lost. */
async function benchThroughput(run: Run): Promise<boolean> {
  const rows = [[
    "channels × members",
    "kept",
    "messages/s",
    "× memory",
    "CPU µs/message",
    "p50 ms",
    "p99 ms",
  ]];
  let isComplete = true;
  let count = 0;
  for (const scenario of SCENARIOS) {
    const name = `${scenario.channels} × ${scenario.membersPerChannel}`;
    const results = { "in memory": [], "on disk": [] } as Record<
      "in memory" | "on disk",
      LoadResult[]
    >;
    // In turns, so that what else the machine does hits both.
    for (let round = 0; round < run.plan.rounds; round++) {
      for (const kept of ["in memory", "on disk"] as const) {
        console.error(`Measuring ${name}, ${kept} ...`);
        const flags = kept === "in memory"
          ? ["--ephemeral"]
          : ["--db", `${run.folder}/load${++count}.db`];
        const result = await measureLoad({
          name: kept,
          start: (signal) =>
            startServer(["--no-throttle", ...flags], { signal }),
        }, {
          ...scenario,
          ...run.plan,
          latencyRate: LATENCY_RATE,
          hasSendIds: true,
          signal: run.signal,
        });
        results[kept].push(result);
        if (result.missing !== 0) {
          isComplete = false;
          console.error(`Deliveries missing: ${result.missing}`);
        }
      }
    }
    const fanOut = scenario.membersPerChannel - 1;
    const perSecond = (kept: keyof typeof results) =>
      median(results[kept].map((r) => r.deliveriesPerSecond)) / fanOut;
    for (const kept of ["in memory", "on disk"] as const) {
      const all = results[kept];
      const cpu = median(all.map((r) => r.cpuMicrosecondsPerDelivery ?? NaN));
      rows.push([
        name,
        kept,
        Math.round(perSecond(kept)).toLocaleString("en"),
        (perSecond(kept) / perSecond("in memory")).toFixed(2),
        Number.isNaN(cpu) ? "n/a" : (cpu * fanOut).toFixed(1),
        median(all.map(({ p50Ms }) => p50Ms)).toFixed(1),
        median(all.map(({ p99Ms }) => p99Ms)).toFixed(1),
      ]);
    }
  }
  console.log(`\n${formatTable(rows)}\n`);
  return isComplete;
}

/** Prints how long a server takes to start on an empty and on a big database. */
async function benchStarts(run: Run, path: string): Promise<void> {
  const times: Record<string, number[]> = { empty: [], big: [] };
  for (let round = 0; round < run.plan.starts; round++) {
    for (const [name, all] of Object.entries(times)) {
      console.error(`Starting on the ${name} database ...`);
      const file = name === "big" ? path : `${run.folder}/empty${round}.db`;
      const begin = performance.now();
      await using _ = await startServer(["--db", file], { signal: run.signal });
      all.push(performance.now() - begin);
    }
  }
  const rows = [["database", "start-up ms"]];
  for (const [name, all] of Object.entries(times)) {
    rows.push([name, median(all).toFixed(0)]);
  }
  console.log(`\n${formatTable(rows)}\n`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** Does what the command line says and resolves to the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { _: words, quick, ...others } = parseArgs([...args], {
    boolean: ["quick"],
  });
  if (words.length > 0 || Object.keys(others).length > 0) {
    console.error("Usage: history_bench.ts [--quick]");
    return 2;
  }
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  Deno.addSignalListener("SIGINT", onSignal);
  const folder = await Deno.makeTempDir();
  const run = { plan: quick ? QUICK : FULL, folder, signal: stop.signal };
  try {
    const isComplete = await benchThroughput(run);
    const { messages } = run.plan;
    console.error(`Making ${messages.toLocaleString("en")} messages ...`);
    const path = `${folder}/big.db`;
    makeHistory(path, messages);
    const { size } = await Deno.stat(path);
    const count = messages.toLocaleString("en");
    console.log(`${count} messages, ${(size / 2 ** 20).toFixed(0)} MiB`);
    console.log(`\n${formatTable(benchSearches(path))}\n`);
    console.log(explainSearch(path).join("\n"));
    await benchStarts(run, path);
    const cores = navigator.hardwareConcurrency;
    console.log(`Deno ${Deno.version.deno}, ${cores} cores`);
    return isComplete ? 0 : 1;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return 130;
  } finally {
    Deno.removeSignalListener("SIGINT", onSignal);
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) Deno.exitCode = await main(Deno.args);
