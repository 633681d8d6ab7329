/**
 * The load: members of channels that send and receive over plain IRC.
 *
 * Takes one argument, a `LoadRequest` as JSON, and prints `LoadEvent`s. First
 * it sends at full speed, with a bounded number of messages under way, and
 * counts deliveries; then it sends at a steady rate messages that carry the
 * time, and measures how long each delivery took. No choice in it is random.
 *
 * @module
 */

import type { LoadEvent, LoadRequest } from "./load.ts";
import { LoadChannel } from "./load_channel.ts";
import { inGroups, openMembers, toMessages } from "./member.ts";

/** How long to wait for what is still under way when sending has stopped. */
const DRAIN_MS = 20_000;
const TEXT = "The quick brown fox jumps over the lazy dog and runs away.";

function report(event: LoadEvent): void {
  console.log(JSON.stringify(event));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function openChannels(
  request: LoadRequest,
  onFailure: (error: unknown) => void,
): Promise<LoadChannel[]> {
  const { channels, membersPerChannel, port } = request;
  const nicks = Array.from(
    { length: channels * membersPerChannel },
    (_, index) => `m${String(index).padStart(5, "0")}`,
  );
  const { hasSendIds = false } = request;
  const members = await openMembers(port, {
    nicks,
    onFailure,
    ...(hasSendIds && { capabilities: "chat/send-id" }),
  });
  let sent = 0;
  // As those of chat join: the clock, and then digits in no order.
  const makeSendId = () => {
    const rest = (++sent * 2_654_435_761 % 2 ** 32).toString(16);
    const time = Date.now().toString(16).padStart(12, "0");
    return `@chat/send-id=${time}${rest.padStart(20, "0")} `;
  };
  const opened = Array.from({ length: channels }, (_, index) => {
    const start = index * membersPerChannel;
    return new LoadChannel(`#load${index}`, {
      members: members.slice(start, start + membersPerChannel),
      senders: request.sendersPerChannel,
      ...(hasSendIds && { makeTags: makeSendId }),
    });
  });
  const joins = opened.flatMap(({ name, members }) =>
    members.map((member) => () => member.join(name))
  );
  await inGroups(joins, (join) => join());
  await Promise.all(members.map((member) => member.settle()));
  return opened;
}

function sum(channels: readonly LoadChannel[], of: "received" | "missing") {
  return channels.reduce((total, channel) => total + channel[of], 0);
}

async function drain(channels: readonly LoadChannel[]): Promise<void> {
  const deadline = performance.now() + DRAIN_MS;
  while (sum(channels, "missing") > 0 && performance.now() < deadline) {
    await sleep(10);
  }
}

async function measureThroughput(
  channels: readonly LoadChannel[],
  { warmUpMs, throughputMs }: LoadRequest,
): Promise<void> {
  for (const channel of channels) channel.countLines();
  for (const channel of channels) channel.startBusy(TEXT);
  await sleep(warmUpMs);
  report({ event: "throughput_begin" });
  const begin = { at: performance.now(), received: sum(channels, "received") };
  await sleep(throughputMs);
  report({
    event: "throughput_end",
    deliveries: sum(channels, "received") - begin.received,
    seconds: (performance.now() - begin.at) / 1000,
  });
  for (const channel of channels) channel.stopBusy();
  await drain(channels);
}

async function measureLatency(
  channels: readonly LoadChannel[],
  { latencyMs, latencyRate }: LoadRequest,
): Promise<void> {
  const latencies: number[] = [];
  for (const channel of channels) {
    for (const member of channel.members) {
      member.onChunk = toMessages(({ params }) => {
        channel.received++;
        latencies.push(performance.now() - Number.parseFloat(params[1] ?? ""));
      });
    }
  }
  const fanOut = channels[0]?.fanOut ?? 1;
  const messages = Math.round(latencyRate / fanOut * latencyMs / 1000);
  const begin = performance.now();
  for (let index = 0; index < messages; index++) {
    const due = begin + index * latencyMs / messages;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    const text = `${performance.now().toFixed(3)} ${TEXT}`;
    channels[index % channels.length]?.send(text);
  }
  await drain(channels);
  latencies.sort((a, b) => a - b);
  const percentile = (part: number) =>
    latencies[Math.floor((latencies.length - 1) * part)] ?? NaN;
  report({
    event: "latency",
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  });
}

async function run(request: LoadRequest): Promise<void> {
  const failure = Promise.withResolvers<never>();
  const channels = await Promise.race([
    failure.promise,
    openChannels(request, failure.reject),
  ]);
  const measured = (async () => {
    await measureThroughput(channels, request);
    await measureLatency(channels, request);
  })();
  await Promise.race([failure.promise, measured]);
  report({ event: "done", missing: sum(channels, "missing") });
  for (const { members } of channels) {
    for (const member of members) member.close();
  }
}

await run(JSON.parse(Deno.args[0] ?? ""));
