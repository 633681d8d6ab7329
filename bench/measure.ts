import { RunningProgram } from "../tests/e2e/program.ts";
import type { LoadEvent, LoadRequest } from "./load.ts";
import { openMembers } from "./member.ts";
import { readCpuSeconds, readResidentBytes } from "./process_stats.ts";
import { type Contender, scriptArguments } from "./servers.ts";

/** What was measured under load. */
export interface LoadResult {
  readonly deliveriesPerSecond: number;
  /** CPU time of the server; `undefined` where it cannot be known. */
  readonly cpuMicrosecondsPerDelivery: number | undefined;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Deliveries that got lost, or came twice (below 0). */
  readonly missing: number;
}

/** Measures one server under one load, each in a process of its own. */
export async function measureLoad(
  contender: Contender,
  { signal, ...load }: Omit<LoadRequest, "port"> & {
    readonly signal: AbortSignal;
  },
): Promise<LoadResult> {
  await using server = await contender.start(signal);
  const request: LoadRequest = { ...load, port: server.port };
  await using generator = new RunningProgram({
    args: scriptArguments("load_generator.ts", JSON.stringify(request)),
    signal,
  });
  const next = async <Name extends LoadEvent["event"]>(name: Name) => {
    const { input } = await generator.waitForLine(RegExp(`"event":"${name}"`));
    return JSON.parse(input) as Extract<LoadEvent, { event: Name }>;
  };
  await next("throughput_begin");
  const cpuBefore = await readCpuSeconds(server.process.pid);
  const { deliveries, seconds } = await next("throughput_end");
  const cpuAfter = await readCpuSeconds(server.process.pid);
  const { p50Ms, p99Ms } = await next("latency");
  const { missing } = await next("done");
  const cpuSeconds = cpuBefore === undefined || cpuAfter === undefined
    ? undefined
    : cpuAfter - cpuBefore;
  return {
    deliveriesPerSecond: deliveries / seconds,
    cpuMicrosecondsPerDelivery: cpuSeconds && cpuSeconds * 1e6 / deliveries,
    p50Ms,
    p99Ms,
    missing,
  };
}

/** Connections that are open before the memory is measured. */
const FIRST_CONNECTIONS = 200;

/** How long the server may tidy up before its memory is read. */
const SETTLE_MS = 2_000;

/**
 * Measures the memory that a server uses for a registered connection that says
 * nothing.
 *
 * @returns Bytes; `undefined` where they cannot be known.
 */
export async function measureIdleBytes(
  contender: Contender,
  { connections, signal }: {
    readonly connections: number;
    readonly signal: AbortSignal;
  },
): Promise<number | undefined> {
  await using server = await contender.start(signal);
  using opened = new DisposableStack();
  const failure = Promise.withResolvers<never>();
  const open = async (from: number, count: number) => {
    const nicks = Array.from(
      { length: count },
      (_, index) => `i${from + index}`,
    );
    const members = await Promise.race([
      failure.promise,
      openMembers(server.port, { nicks, onFailure: failure.reject }),
    ]);
    for (const member of members) opened.defer(() => member.close());
    await Promise.race([failure.promise, sleep(SETTLE_MS)]);
    return await readResidentBytes(server.process.pid);
  };
  const before = await open(0, FIRST_CONNECTIONS);
  const after = await open(FIRST_CONNECTIONS, connections);
  return before === undefined || after === undefined
    ? undefined
    : (after - before) / connections;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
