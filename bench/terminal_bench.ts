/**
 * How fast `chat join` shows a flood, and how soon what is typed meanwhile is to
 * be seen, next to a naive client that paints a frame for each message.
 *
 * ```sh
 * npm run bench:terminal              # or: deno task bench:terminal
 * npm run bench:terminal -- --quick   # a smaller run, for a first look
 * ```
 *
 * A server in a worker lets one client into a channel and sends messages as fast
 * as the client takes them; the client is all of `chat join` but its device. In
 * place of a terminal, a pipe to `cat` takes what is written: it is faster than
 * terminals are, so that it is the client that is measured, and what a terminal
 * has to do for each write comes on top. The naive client lays its rows out as
 * chat does, and knows nothing of buffers, mentions or capabilities; it is
 * simpler, and a key never waits for more than one message. The table shows, of
 * each client in the same run:
 *
 * - messages/s: from the first message that was written to the last;
 * - writes/message, bytes/message: what a terminal has to deal with;
 * - key p50, p99, max: milliseconds from a key to the write that shows it, of
 *   keys typed one after the other, 20 ms apart, while the flood lasts.
 *
 * Each message is counted: one lost or doubled means exit code 1.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { MeasuredTerminal, type TerminalResult } from "./measured_terminal.ts";
import { formatTable } from "./table.ts";
import { CHAT, NAIVE, type TerminalClient } from "./terminal_clients.ts";

const HELP = `Usage: terminal_bench.ts [--quick]

Measures chat join under a flood next to a naive client and prints a table.

  --quick  a smaller run
  --help   show this help`;

const MESSAGES = 200_000;
const QUICK_MESSAGES = 20_000;

/** So many before, so that everything is compiled. */
const WARM_UP_MESSAGES = 10_000;

/** Runs one client until it has shown a flood. */
async function measure(
  client: TerminalClient,
  messages: number,
): Promise<TerminalResult> {
  const worker = new Worker(import.meta.resolve("./flood_worker.ts"), {
    type: "module",
  });
  try {
    const started = Promise.withResolvers<number>();
    worker.onmessage = ({ data }) => started.resolve(data);
    worker.postMessage({ messages });
    const port = await started.promise;
    await using device = new MeasuredTerminal(messages);
    const stop = new AbortController();
    const running = client.run({ port, device, signal: stop.signal });
    await Promise.race([device.done, running]);
    stop.abort();
    return device.result;
  } finally {
    worker.terminate();
  }
}

/** The value that so many of a hundred are below. */
function percentile(sorted: readonly number[], percent: number): number {
  const index = Math.ceil(sorted.length * percent / 100) - 1;
  return sorted[Math.max(0, index)] ?? NaN;
}

/** Prints the table; resolves to whether nothing got lost. */
async function bench(messages: number): Promise<boolean> {
  const rows = [[
    "client",
    "messages/s",
    "× naive",
    "writes/message",
    "bytes/message",
    "key p50 ms",
    "key p99 ms",
    "key max ms",
    "keys",
  ]];
  let baseline: number | undefined;
  let isComplete = true;
  for (const client of [NAIVE, CHAT]) {
    console.error(`Measuring ${client.name} ...`);
    await measure(client, WARM_UP_MESSAGES);
    const result = await measure(client, messages);
    baseline ??= result.messagesPerSecond;
    if (result.missing !== 0) {
      isComplete = false;
      console.error(`Messages missing: ${result.missing}`);
    }
    const keyMs = result.keyMs.toSorted((a, b) => a - b);
    rows.push([
      client.name,
      Math.round(result.messagesPerSecond).toLocaleString("en"),
      (result.messagesPerSecond / baseline).toFixed(1),
      (result.writes / messages).toFixed(3),
      (result.bytes / messages).toFixed(0),
      ...[50, 99, 100].map((percent) => percentile(keyMs, percent).toFixed(1)),
      String(keyMs.length),
    ]);
  }
  console.log(`\n${formatTable(rows)}\n`);
  const cores = navigator.hardwareConcurrency;
  console.log(
    `${messages} messages, Deno ${Deno.version.deno}, ${cores} cores`,
  );
  return isComplete;
}

/** Does what the command line says and resolves to the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const flags = parseArgs([...args], { boolean: ["quick", "help"] });
  const { _: words, quick, help, ...others } = flags;
  const [unknown] = [...Object.keys(others).map((key) => `--${key}`), ...words];
  if (unknown !== undefined) {
    console.error(`Cannot start as the option is unknown: "${unknown}"`);
    return 2;
  }
  if (help) {
    console.log(HELP);
    return 0;
  }
  return await bench(quick ? QUICK_MESSAGES : MESSAGES) ? 0 : 1;
}

// What was asked to end need not be waited for.
if (import.meta.main) Deno.exit(await main(Deno.args));
