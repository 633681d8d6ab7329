import { MemoryStore } from "../../../server/history/memory_store.ts";
import { SqliteStore } from "../../../server/history/sqlite_store.ts";
import type { Store, StoredMessage } from "../../../server/history/store.ts";

/** A store of one kind. */
export interface OpenedStore {
  readonly store: Store;
  /** Commits, and where there is a file, closes it and opens it again. */
  readonly reopen: () => Store;
  /** Gives the store as it is, and then reopened. */
  readonly twice: () => Iterable<Store>;
}

const PREFIX = "start";

/** Makes what a store takes; of the nick `ann`, in place 1, unless it says else. */
export function message(
  id: number,
  { text = `text ${id}`, nick = "ann", time = id * 1_000, ...parts }:
    & Partial<Omit<StoredMessage, "message">>
    & {
      readonly text?: string;
      readonly nick?: string;
      readonly time?: number;
      readonly message?: Partial<StoredMessage["message"]>;
    } = {},
): StoredMessage {
  return {
    id,
    place: 1,
    kind: "said",
    author: "a.1",
    ...parts,
    message: {
      tags: new Map(),
      source: `${nick}!~user@host`,
      command: "PRIVMSG",
      params: ["#x", text],
      time,
      msgid: `${PREFIX}-${id.toString(36)}`,
      ...parts.message,
    },
  };
}

/** Tests that all kinds of store do something. */
export function testStores(
  name: string,
  test: (opened: OpenedStore, t: Deno.TestContext) => Promise<void> | void,
): void {
  Deno.test(`MemoryStore: ${name}`, async (t) => {
    const store = new MemoryStore();
    await test(openedStore(store, () => (store.commit(), store)), t);
  });
  Deno.test(`SqliteStore: ${name}`, async (t) => {
    const folder = Deno.makeTempDirSync();
    const open = () => new SqliteStore(`${folder}/a.db`, { now: () => 0 });
    let store = open();
    try {
      const reopen = () => {
        store.commit();
        store.close();
        return store = open();
      };
      await test(openedStore(store, reopen), t);
    } finally {
      store.close();
      Deno.removeSync(folder, { recursive: true });
    }
  });
}

/** Gives the ids of messages. */
export function idsOf(messages: readonly StoredMessage[]): number[] {
  return messages.map(({ id }) => id);
}

function openedStore(store: Store, reopen: () => Store): OpenedStore {
  return {
    store,
    reopen,
    *twice() {
      yield store;
      yield reopen();
    },
  };
}
