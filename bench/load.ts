/** What the load generator is asked for: its one argument, as JSON. */
export interface LoadRequest {
  readonly port: number;
  readonly channels: number;
  /** Members of each channel; every member is in one channel. */
  readonly membersPerChannel: number;
  /** How many of a channel's members send. */
  readonly sendersPerChannel: number;
  /** How long to send at full speed before measuring. */
  readonly warmUpMs: number;
  /** How long to measure at full speed. */
  readonly throughputMs: number;
  /** How long to measure latency. */
  readonly latencyMs: number;
  /** The rate of deliveries per second at which latency is measured. */
  readonly latencyRate: number;
  /** Whether each message has a send id, as those of `chat join` have. */
  readonly hasSendIds?: boolean;
}

/**
 * What the load generator says: one JSON object a line on standard output.
 * Between `throughput_begin` and `throughput_end` the server's CPU time counts.
 */
export type LoadEvent =
  | { readonly event: "throughput_begin" }
  | {
    readonly event: "throughput_end";
    readonly deliveries: number;
    readonly seconds: number;
  }
  | {
    readonly event: "latency";
    readonly p50Ms: number;
    readonly p99Ms: number;
  }
  /** Deliveries that should have arrived and did not, or came twice (below 0). */
  | { readonly event: "done"; readonly missing: number };
