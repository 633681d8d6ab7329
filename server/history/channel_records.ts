import { isChannelName } from "../../protocol/names.ts";
import { toVisible } from "../../protocol/visible.ts";
import type { Channel, ListMode } from "../channel.ts";
import type { Hub } from "../hub.ts";
import type { ChannelKeeper } from "../registry.ts";
import {
  type ChannelRecord,
  formatRecord,
  parseRecord,
} from "./channel_record.ts";
import type { Store, StoredChannel } from "./store.ts";
import { StoreError } from "./store_error.ts";

/** How long a channel of before waits for its people, in milliseconds. */
export const CHANNEL_WAIT_MS = 10 * 60_000;

/**
 * How long a private channel waits for its people when the last one has left:
 * else its history would be lost overnight. One that only they can enter waits
 * less: nobody else can make use of its name.
 */
export const PRIVATE_WAIT_MS = 7 * 24 * 3_600_000;
export const INVITE_ONLY_WAIT_MS = 24 * 3_600_000;

/** Private channels that wait at once; more than these end the oldest. */
const MAX_WAITING = 1_000;

/**
 * Keeps what the channels are like, so that they are there again after a
 * restart, and decides whose history a name is: that of a public channel belongs
 * to its name, that of another ends with the channel.
 */
export class ChannelRecords implements ChannelKeeper {
  readonly #hub: Hub;
  /** Written at the end of this turn, each once. */
  readonly #dirty = new Set<Channel>();
  /** What was written last. */
  readonly #saved = new WeakMap<Channel, string>();
  /** Channels that wait for their people, and until when, in ms since 1970. */
  readonly #waiting = new Map<Channel, number>();
  /** Channels that send others on. */
  readonly #forwarding = new Set<Channel>();
  /** What the disk did not take, in its order; the last of each kind and place. */
  readonly #undone = new Map<string, (store: Store) => void>();
  /** Whether what happens to channels now is no change of theirs. */
  #isFrozen = true;
  /** Whether a channel is to end, and not to wait once more. */
  #isEnding = false;

  constructor(hub: Hub) {
    this.#hub = hub;
    hub.history.onCommit = () => this.#saveAll();
    hub.history.onOpen = () => this.#catchUp();
  }

  /** Opens the channels that there were, and begins to keep them. */
  restore(): void {
    const { registry, clock, log } = this.#hub;
    const now = clock.now();
    const forwards = new Map<Channel, string>();
    for (const { name, place, state } of this.#readAll()) {
      const record = parseRecord(state ?? "");
      if (record === undefined || !isChannelName(name)) {
        const shown = toVisible(name);
        log("warn", `Cannot restore ${shown} as its record is damaged`);
        continue;
      }
      const { createdAt, forward } = record;
      const channel = registry.openChannel(name, { createdAt });
      channel.place = place;
      apply(record, channel);
      this.#waiting.set(
        channel,
        now + Math.max(CHANNEL_WAIT_MS, waitMs(channel)),
      );
      if (forward !== undefined) forwards.set(channel, forward);
    }
    for (const [channel, name] of forwards) {
      channel.forward = registry.channel(name);
      this.#forwarding.add(channel);
    }
    this.#isFrozen = false;
  }

  #readAll(): readonly StoredChannel[] {
    try {
      return this.#hub.history.store.channels();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#hub.log("error", `${error.message}: the channels are not restored`);
      return [];
    }
  }

  /** Ends the channels whose people did not come back in time. */
  sweep(now: number): void {
    for (const [channel, until] of this.#waiting) {
      if (now >= until) this.#giveUp(channel);
    }
  }

  #giveUp(channel: Channel): void {
    this.#waiting.delete(channel);
    channel.awaited = undefined;
    // From now on it is as any other: it may be that somebody is in it.
    this.onChange(channel);
    this.#isEnding = true;
    this.#hub.registry.closeIfEmpty(channel);
    this.#isEnding = false;
  }

  onEmpty(channel: Channel): boolean {
    const ms = waitMs(channel);
    const isOver = this.#isFrozen || this.#isEnding || ms === 0;
    if (isOver || channel.place === undefined) return false;
    channel.awaitPeople();
    if (channel.flags.has("i") && channel.awaited?.size === 0) {
      // Nobody could ever come in.
      channel.awaited = undefined;
      return false;
    }
    this.#waiting.delete(channel);
    this.#waiting.set(channel, this.#hub.clock.now() + ms);
    this.onChange(channel);
    if (this.#waiting.size > MAX_WAITING) {
      const [oldest] = this.#waiting.keys();
      this.#giveUp(oldest!);
    }
    return true;
  }

  /** Keeps the channels as they are now: all leave as the server ends. */
  freeze(): void {
    this.#saveAll();
    this.#isFrozen = true;
  }

  onChange(channel: Channel): void {
    // A topic that could not be stored may be taken back when all have left.
    if (this.#isFrozen || !channel.isOpen) return;
    this.#catchUp();
    if (channel.forward === undefined) this.#forwarding.delete(channel);
    else this.#forwarding.add(channel);
    this.#dirty.add(channel);
    // The turn is to be stored, be it that nothing is said in it.
    this.#hub.history.change(() => {});
  }

  onRename(channel: Channel): void {
    this.onChange(channel);
    this.#changeForwardsTo(channel);
    const { place, name } = channel;
    if (place === undefined) return;
    this.#do(`rename ${place}`, (store) => store.renameChannel(place, name));
  }

  onEnd(channel: Channel): void {
    const { isPrivate, place } = channel;
    this.#dirty.delete(channel);
    this.#waiting.delete(channel);
    this.#forwarding.delete(channel);
    this.#changeForwardsTo(channel);
    if (this.#isFrozen || place === undefined) return;
    this.#do(
      `end ${place}`,
      (store) =>
        isPrivate
          ? store.closeChannel(place)
          : store.saveChannel(place, undefined),
    );
  }

  /** A forward is kept by its name, but is to that very channel. */
  #changeForwardsTo(channel: Channel): void {
    for (const other of this.#forwarding) {
      if (other.forward === channel) this.onChange(other);
    }
  }

  #do(key: string, change: (store: Store) => void): void {
    this.#hub.history.change(change, () => {
      this.#undone.delete(key);
      this.#undone.set(key, change);
    });
  }

  /**
   * Does what the disk did not take before. At once, as it decides in which
   * place is stored what comes next.
   */
  #catchUp(): void {
    if (this.#undone.size === 0) return;
    const undone = [...this.#undone];
    this.#undone.clear();
    for (const [key, change] of undone) this.#do(key, change);
  }

  #saveAll(): void {
    const { history, options } = this.#hub;
    const keepsAll = options.historyFromJoin;
    const channels = [...this.#dirty];
    this.#dirty.clear();
    for (const channel of channels) {
      const state = formatRecord(channel, { keepsAll });
      if (this.#saved.get(channel) === state) continue;
      this.#saved.set(channel, state);
      history.change(
        (store) => store.saveChannel(history.placeOf(channel), state),
        () => {
          this.#saved.delete(channel);
          if (channel.isOpen) this.#dirty.add(channel);
        },
      );
    }
  }
}

/** How long a channel waits once it is empty, in ms; 0: not at all. */
function waitMs({ flags, isPrivate }: Channel): number {
  if (!isPrivate) return 0;
  return flags.has("i") ? INVITE_ONLY_WAIT_MS : PRIVATE_WAIT_MS;
}

function apply(record: ChannelRecord, channel: Channel): void {
  const { flags, topic, key, limit, masks, members } = record;
  channel.flags.clear();
  for (const flag of flags) channel.flags.add(flag);
  channel.topic = topic;
  channel.key = key;
  channel.limit = limit;
  for (const mode of Object.keys(masks) as ListMode[]) {
    for (const entry of masks[mode]) {
      const list = channel.masks[mode];
      if (!list.has(entry.mask)) list.add(entry);
    }
  }
  channel.awaited = new Map(members);
}
