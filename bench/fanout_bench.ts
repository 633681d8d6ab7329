/**
 * How fast the server hands on what is said in a channel, next to a naive
 * server that awaits each member's write in turn.
 *
 * ```sh
 * npm run bench                # or: deno task bench
 * npm run bench -- --quick     # a smaller run, for a first look
 * ```
 *
 * Server and load generator are processes of their own on this machine, and
 * every server gets the same load in the same run. The tables show:
 *
 * - deliveries/s: messages that arrived at a member. Each channel has up to 200
 *   messages under way, from senders that write several at once; a fast server
 *   may wait for the load generator, so look at the CPU time, too;
 * - CPU µs/delivery: the server's CPU time, all its threads (Linux only);
 * - p50, p99: milliseconds from sending to arrival at 20,000 deliveries a
 *   second, what the load generator needs for its part included;
 * - KiB/idle connection: how much the server grows with each registered
 *   connection that says nothing (Linux only).
 *
 * Every delivery is counted: one lost or doubled means exit code 1.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { measureIdleBytes, measureLoad } from "./measure.ts";
import { CHAT, type Contender, NAIVE, NGIRCD } from "./servers.ts";
import { formatTable } from "./table.ts";

const HELP = `Usage: fanout_bench.ts [--quick] [--ngircd]

Measures chat's server next to a naive one and prints a table.

  --quick   a smaller run: less time, fewer idle connections
  --ngircd  measure an installed ngircd, too (needs --allow-run=ngircd)
  --help    show this help`;

const SCENARIOS = [
  { channels: 1, membersPerChannel: 100, sendersPerChannel: 10 },
  { channels: 1, membersPerChannel: 1_000, sendersPerChannel: 10 },
  { channels: 100, membersPerChannel: 10, sendersPerChannel: 2 },
];

const LATENCY_RATE = 20_000;

/** What ends it, and the processes that it started. */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM"];

/** How much to measure. */
interface Plan {
  readonly warmUpMs: number;
  readonly throughputMs: number;
  readonly latencyMs: number;
  readonly idleConnections: number;
}

const FULL: Plan = {
  warmUpMs: 2_000,
  throughputMs: 5_000,
  latencyMs: 5_000,
  idleConnections: 2_000,
};

const QUICK: Plan = {
  warmUpMs: 500,
  throughputMs: 1_000,
  latencyMs: 1_000,
  idleConnections: 500,
};

/** What to run. */
interface Run {
  /** The first one is the baseline. */
  readonly contenders: readonly Contender[];
  readonly plan: Plan;
  readonly signal: AbortSignal;
}

/** Prints the table of all scenarios; resolves to whether nothing got lost. */
async function benchLoads({ contenders, plan, signal }: Run): Promise<boolean> {
  const rows = [[
    "channels × members",
    "server",
    "deliveries/s",
    "× naive",
    "CPU µs/delivery",
    "p50 ms",
    "p99 ms",
  ]];
  let isComplete = true;
  for (const scenario of SCENARIOS) {
    const name = `${scenario.channels} × ${scenario.membersPerChannel}`;
    let baseline: number | undefined;
    for (const contender of contenders) {
      console.error(`Measuring ${contender.name}, ${name} ...`);
      const result = await measureLoad(contender, {
        ...scenario,
        ...plan,
        latencyRate: LATENCY_RATE,
        signal,
      });
      baseline ??= result.deliveriesPerSecond;
      if (result.missing !== 0) {
        isComplete = false;
        console.error(`Deliveries missing: ${result.missing}`);
      }
      rows.push([
        name,
        contender.name,
        Math.round(result.deliveriesPerSecond).toLocaleString("en"),
        (result.deliveriesPerSecond / baseline).toFixed(1),
        result.cpuMicrosecondsPerDelivery?.toFixed(2) ?? "n/a",
        result.p50Ms.toFixed(1),
        result.p99Ms.toFixed(1),
      ]);
    }
  }
  console.log(`\n${formatTable(rows)}\n`);
  return isComplete;
}

/** Prints the table of the memory that idle connections need. */
async function benchMemory({ contenders, plan, signal }: Run): Promise<void> {
  const rows = [["server", "KiB/idle connection"]];
  const connections = plan.idleConnections;
  for (const contender of contenders) {
    console.error(`Measuring ${contender.name}, idle connections ...`);
    const bytes = await measureIdleBytes(contender, { connections, signal });
    const kib = bytes === undefined ? "n/a" : (bytes / 1024).toFixed(1);
    rows.push([contender.name, kib]);
  }
  console.log(`\n${formatTable(rows)}\n`);
}

/** Does what the command line says and resolves to the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const flags = parseArgs([...args], { boolean: ["quick", "ngircd", "help"] });
  const { _: words, quick, ngircd, help, ...others } = flags;
  const [unknown] = [...Object.keys(others).map((key) => `--${key}`), ...words];
  if (unknown !== undefined) {
    console.error(`Cannot start as the option is unknown: "${unknown}"`);
    return 2;
  }
  if (help) {
    console.log(HELP);
    return 0;
  }
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const name of SIGNALS) Deno.addSignalListener(name, onSignal);
  const run: Run = {
    contenders: [NAIVE, CHAT, ...(ngircd ? [NGIRCD] : [])],
    plan: quick ? QUICK : FULL,
    signal: stop.signal,
  };
  try {
    const isComplete = await benchLoads(run);
    await benchMemory(run);
    const cores = navigator.hardwareConcurrency;
    console.log(`Deno ${Deno.version.deno}, ${cores} cores`);
    return isComplete ? 0 : 1;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return 130;
  } finally {
    for (const name of SIGNALS) Deno.removeSignalListener(name, onSignal);
  }
}

if (import.meta.main) Deno.exitCode = await main(Deno.args);
