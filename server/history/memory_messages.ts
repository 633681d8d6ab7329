import { textOf } from "../outgoing.ts";
import { IdList } from "./id_list.ts";
import { hasPhrases, saidBy, wantedOf } from "./search_match.ts";
import { searchedWords } from "./search_words.ts";
import {
  MESSAGE_KINDS,
  type PruneLimits,
  type RangeQuery,
  type SearchQuery,
  type StoredMessage,
} from "./store.ts";

/** What a message takes besides its text, about. */
const MESSAGE_BYTES = 500;

/** A message in memory. */
interface Entry {
  readonly stored: StoredMessage;
  readonly bytes: number;
  /** What it is found by; made when it is first looked for. */
  words?: string;
}

/** How messages are kept in memory. */
export interface MemoryMessagesOptions {
  /** What all of them may take, about. */
  readonly maxBytes: number;
  /** Called when the last message of a place is gone. */
  readonly onEmpty: (place: number) => void;
}

/** Messages in memory, the oldest of which go when there are too many. */
export class MemoryMessages {
  lastId = 0;
  readonly #maxBytes: number;
  readonly #onEmpty: (place: number) => void;
  /** In their order. */
  readonly #entries = new Map<number, Entry>();
  readonly #sent = new Map<string, number>();
  readonly #all = new IdList();
  readonly #said = new IdList();
  readonly #lists = new Map<string, IdList>();
  #bytes = 0;

  constructor({ maxBytes, onEmpty }: MemoryMessagesOptions) {
    this.#maxBytes = maxBytes;
    this.#onEmpty = onEmpty;
  }

  append(stored: StoredMessage): void {
    const { id, place, kind, sendId } = stored;
    this.lastId = id;
    this.#set(stored);
    if (sendId !== undefined) this.#sent.set(sendId, id);
    this.#all.push(id);
    if (kind === "said") this.#said.push(id);
    const key = `${place},${kind}`;
    const list = this.#lists.get(key) ?? new IdList();
    list.push(id);
    this.#lists.set(key, list);
    while (this.#bytes > this.#maxBytes) {
      this.remove(this.#all.at(0)!);
    }
  }

  replace(stored: StoredMessage): void {
    if (!this.#entries.has(stored.id)) return;
    this.#bytes -= this.#entries.get(stored.id)!.bytes;
    this.#set(stored);
  }

  remove(id: number): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    const { place, kind, sendId } = entry.stored;
    this.#entries.delete(id);
    this.#bytes -= entry.bytes;
    if (sendId !== undefined) this.#sent.delete(sendId);
    this.#all.remove(id);
    if (kind === "said") this.#said.remove(id);
    const key = `${place},${kind}`;
    const list = this.#lists.get(key);
    list?.remove(id);
    if (list?.size !== 0) return;
    this.#lists.delete(key);
    if (this.#listsOf(place).length === 0) this.#onEmpty(place);
  }

  /** Takes out all messages of a place. */
  removePlace(place: number): void {
    for (const list of this.#listsOf(place)) {
      while (list.size > 0) this.remove(list.at(0)!);
    }
  }

  find(id: number): StoredMessage | undefined {
    return this.#entries.get(id)?.stored;
  }

  findSent(sendId: string): StoredMessage | undefined {
    const id = this.#sent.get(sendId);
    return id === undefined ? undefined : this.find(id);
  }

  list(query: RangeQuery): StoredMessage[] {
    const { after = 0, before = Infinity, limit, end } = query;
    if (limit <= 0) return [];
    const ids = [...new Set(query.places)].flatMap((place) =>
      [...new Set(query.kinds)].flatMap((kind) =>
        this.#lists.get(`${place},${kind}`)
          ?.between(after, before, { limit, end }) ?? []
      )
    ).sort((a, b) => a - b);
    const wanted = end === "newest"
      ? ids.slice(Math.max(0, ids.length - limit))
      : ids.slice(0, limit);
    return wanted.map((id) => this.find(id)!);
  }

  /** Ids rise with the time, so halving is enough. */
  firstSince(time: number): number | undefined {
    let low = 0;
    let high = this.#all.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.find(this.#all.at(middle)!)!.message.time < time) {
        low = middle + 1;
      } else high = middle;
    }
    return this.#all.at(low);
  }

  search(query: SearchQuery): StoredMessage[] {
    const { places, after = 0, before = Infinity, limit } = query;
    const found: StoredMessage[] = [];
    const wanted = wantedOf(query);
    if (wanted === undefined || limit <= 0) return found;
    for (let at = this.#said.countBelow(before) - 1; at >= 0; at--) {
      const id = this.#said.at(at)!;
      if (id <= after) break;
      const entry = this.#entries.get(id)!;
      const { place, message } = entry.stored;
      if (!(id > (places.get(place) ?? Infinity))) continue;
      if (wanted.from !== undefined && saidBy(message) !== wanted.from) {
        continue;
      }
      entry.words ??= searchedWords(message);
      if (!hasPhrases(wanted, entry.words)) continue;
      found.push(entry.stored);
      if (found.length >= limit) break;
    }
    return found;
  }

  prune({ before, perPlace, limit }: PruneLimits): boolean {
    let left = limit;
    const end = this.firstSince(before) ?? Infinity;
    for (let id = this.#all.at(0); id !== undefined && id < end;) {
      if (left-- <= 0) return true;
      this.remove(id);
      id = this.#all.at(0);
    }
    for (const list of this.#lists.values()) {
      while (list.size > perPlace) {
        if (left-- <= 0) return true;
        this.remove(list.at(0)!);
      }
    }
    return false;
  }

  #listsOf(place: number): IdList[] {
    return MESSAGE_KINDS.map((kind) => this.#lists.get(`${place},${kind}`))
      .filter((list) => list !== undefined);
  }

  #set(stored: StoredMessage): void {
    const { isStored: _, ...message } = stored.message;
    const bytes = MESSAGE_BYTES + 2 * textOf(message).length;
    this.#bytes += bytes;
    this.#entries.set(stored.id, { stored: { ...stored, message }, bytes });
  }
}
