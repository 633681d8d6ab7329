import { MemoryMessages } from "./memory_messages.ts";
import { MemoryPlaces } from "./memory_places.ts";
import type {
  PruneLimits,
  RangeQuery,
  SearchQuery,
  Store,
  StoredChannel,
  StoredMessage,
} from "./store.ts";

/** What messages may take, whatever is to be kept. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Identities, and those of them who have read marks, that are remembered. */
const MAX_IDENTITIES = 100_000;

/** Keeps what was said until the server ends. */
export class MemoryStore implements Store {
  readonly path = undefined;
  readonly #messages: MemoryMessages;
  readonly #places: MemoryPlaces;
  readonly #identities = new Map<string, string>();
  readonly #marks = new Map<string, Map<string, number>>();
  readonly #values = new Map<string, string>();

  /** @param options `maxBytes`: what messages may take, about. */
  constructor({ maxBytes = MAX_BYTES }: { readonly maxBytes?: number } = {}) {
    this.#messages = new MemoryMessages({
      maxBytes,
      onEmpty: (place) => this.#places.forget(place),
    });
    this.#places = new MemoryPlaces({
      onForget: (place) => this.#messages.removePlace(place),
    });
  }

  get lastId(): number {
    return this.#messages.lastId;
  }

  append(message: StoredMessage): void {
    this.#messages.append(message);
    this.#places.note(message);
  }

  commit(): void {}

  replace(message: StoredMessage): void {
    this.#messages.replace(message);
  }

  remove(id: number): void {
    this.#messages.remove(id);
  }

  find(id: number): StoredMessage | undefined {
    return this.#messages.find(id);
  }

  findSent(sendId: string): StoredMessage | undefined {
    return this.#messages.findSent(sendId);
  }

  list(query: RangeQuery): StoredMessage[] {
    return this.#messages.list(query);
  }

  firstSince(time: number): number | undefined {
    return this.#messages.firstSince(time);
  }

  prepareSearch(): boolean {
    return false;
  }

  search(query: SearchQuery): StoredMessage[] {
    return this.#messages.search(query);
  }

  tidy(): boolean {
    return false;
  }

  prune(limits: PruneLimits): boolean {
    return this.#messages.prune(limits);
  }

  findChannel(name: string): StoredChannel | undefined {
    return this.#places.findChannel(name);
  }

  openChannel(name: string): StoredChannel {
    return this.#places.openChannel(name);
  }

  channels(): StoredChannel[] {
    return this.#places.channels();
  }

  saveChannel(place: number, state: string | undefined): void {
    this.#places.saveChannel(place, state);
  }

  renameChannel(place: number, name: string): void {
    this.#places.renameChannel(place, name);
  }

  closeChannel(place: number): void {
    this.#places.closeChannel(place);
  }

  findConversation(one: string, other: string): number | undefined {
    return this.#places.findConversation(one, other);
  }

  openConversation(one: string, other: string): number {
    return this.#places.openConversation(one, other);
  }

  conversations(identity: string): Map<number, string> {
    return this.#places.conversations(identity);
  }

  findPartner(place: number, identity: string): string | undefined {
    return this.#places.findPartner(place, identity);
  }

  saveIdentity(identity: string, secretHash: string): void {
    keep(this.#identities, secretHash, identity);
  }

  findIdentity(secretHash: string): string | undefined {
    return this.#identities.get(secretHash);
  }

  marks(identity: string): Map<string, number> {
    return new Map(this.#marks.get(identity));
  }

  saveMark(identity: string, target: string, time: number | undefined): void {
    const marks = this.#marks.get(identity) ?? new Map<string, number>();
    if (time === undefined) marks.delete(target);
    else marks.set(target, time);
    keep(this.#marks, identity, marks);
  }

  value(name: string): string | undefined {
    return this.#values.get(name);
  }

  saveValue(name: string, value: string): void {
    this.#values.set(name, value);
  }

  close(): void {}
}

/** Sets a value; where there are too many, the one goes that came first. */
function keep<Value>(
  map: Map<string, Value>,
  key: string,
  value: Value,
): void {
  map.set(key, value);
  if (map.size <= MAX_IDENTITIES) return;
  const [oldest] = map.keys();
  map.delete(oldest!);
}
