import { assertEquals } from "@std/assert/equals";
import type {
  RangeQuery,
  StoredMessage,
} from "../../../server/history/store.ts";
import { idsOf, message, testStores } from "./open_stores.ts";

const ALL: RangeQuery = {
  places: [1],
  kinds: ["said", "event", "tags"],
  limit: 100,
  end: "newest",
};

testStores(
  "gives back what was appended, at once and later",
  async ({ store, twice }, t) => {
    const rows: readonly (readonly [string, StoredMessage])[] = [
      ["a plain one", message(1)],
      ["of the server", message(2, { author: "" })],
      [
        "without a source",
        (() => {
          const { source: _, ...rest } = message(3).message;
          return { ...message(3), message: rest };
        })(),
      ],
      [
        "with tags",
        message(4, {
          message: { tags: new Map([["+a", ""], ["b", "c; \\ d"]]) },
        }),
      ],
      [
        "with lines",
        message(5, {
          message: {
            params: ["#x"],
            lines: [{ text: "a", concat: false }, { text: "", concat: true }],
          },
        }),
      ],
      [
        "with a display name",
        message(6, {
          message: { displayName: "Class 5b" },
        }),
      ],
      ["for those with a rank", message(7, { least: "@" })],
      ["with a send id", message(8, { sendId: "0".repeat(31) + "a" })],
      [
        "an event",
        message(9, {
          kind: "event",
          message: { command: "JOIN", params: ["#x", "*", "Ann"] },
        }),
      ],
      [
        "tags alone",
        message(10, {
          kind: "tags",
          message: {
            command: "TAGMSG",
            params: ["#x"],
            tags: new Map([["+draft/react", "👍"]]),
          },
        }),
      ],
      [
        "with the id of another row",
        message(11, { message: { msgid: "s-1" } }),
      ],
      ["without params", message(12, { message: { params: [] } })],
      ["with a NUL", message(13, { text: "a\0b", author: "a.b" })],
      ["with half a character", message(14, { text: "a\ud800b\udc00" })],
      ["with quotes and all", message(15, { text: `'"\\\r\n\u2028%;--` })],
      ["of signs of all kinds", message(16, { text: "東京 👩‍👩‍👧 e\u0301" })],
      ["as long as can be", message(17, { text: "é\0x".repeat(10_000) })],
      ["empty", message(18, { text: "" })],
      ["from far away", message(2 ** 52, { place: 2 ** 40, time: 2 ** 45 })],
    ];
    for (const [, row] of rows) store.append(row);
    for (const current of twice()) {
      for (const [name, row] of rows) {
        await t.step(name, () => {
          assertEquals(current.find(row.id), row);
        });
      }
    }
  },
);

testStores("forgets whether it was stored before it was sent", ({ store }) => {
  store.append(message(1, { message: { isStored: true } }));

  assertEquals(store.find(1), message(1));
});

testStores("lists ranges, oldest first", async ({ store, twice }, t) => {
  const kinds = ["said", "event", "tags"] as const;
  for (let id = 10; id <= 90; id += 10) {
    store.append(message(id, { kind: kinds[id / 10 % 3]! }));
    store.append(message(id + 1, { place: 2 }));
  }
  store.append(message(99, { place: 3 }));
  const rows: readonly (readonly [string, Partial<RangeQuery>, number[]])[] = [
    ["all", {}, [10, 20, 30, 40, 50, 60, 70, 80, 90]],
    ["the newest", { limit: 3 }, [70, 80, 90]],
    ["the oldest", { limit: 3, end: "oldest" }, [10, 20, 30]],
    ["as many as there are", { limit: 9 }, [
      10,
      20,
      30,
      40,
      50,
      60,
      70,
      80,
      90,
    ]],
    ["none", { limit: 0 }, []],
    ["none of the oldest", { limit: 0, end: "oldest" }, []],
    ["after one", { after: 70 }, [80, 90]],
    ["after one that is not there", { after: 75 }, [80, 90]],
    ["after the last", { after: 90 }, []],
    ["before one", { before: 30 }, [10, 20]],
    ["before one that is not there", { before: 25 }, [10, 20]],
    ["before the first", { before: 10 }, []],
    ["between two", { after: 30, before: 60 }, [40, 50]],
    ["the newest between two", { after: 20, before: 70, limit: 2 }, [50, 60]],
    ["the oldest between two", {
      after: 20,
      before: 70,
      limit: 2,
      end: "oldest",
    }, [30, 40]],
    ["bounds the wrong way round", { after: 60, before: 30 }, []],
    ["neighbours", { after: 30, before: 40 }, []],
    ["one kind", { kinds: ["said"] }, [30, 60, 90]],
    ["the newest of one kind", { kinds: ["event"], limit: 2 }, [40, 70]],
    ["the newest of two kinds", { kinds: ["event", "tags"], limit: 3 }, [
      50,
      70,
      80,
    ]],
    ["a kind twice", { kinds: ["said", "said"] }, [30, 60, 90]],
    ["no kind", { kinds: [] }, []],
    ["no place", { places: [] }, []],
    ["a place that is not", { places: [7] }, []],
    ["two places", { places: [1, 3], limit: 2 }, [90, 99]],
    ["the oldest of two places", {
      places: [2, 1],
      limit: 4,
      end: "oldest",
    }, [10, 11, 20, 21]],
    ["a place twice", { places: [3, 3] }, [99]],
  ];
  for (const current of twice()) {
    for (const [name, query, want] of rows) {
      await t.step(name, () => {
        assertEquals(idsOf(current.list({ ...ALL, ...query })), want);
      });
    }
  }
});

testStores("lists whole messages", ({ store }) => {
  store.append(message(1, { sendId: "f".repeat(32) }));

  assertEquals(store.list(ALL), [message(1, { sendId: "f".repeat(32) })]);
});

testStores("takes a message out", ({ store, twice }) => {
  for (const id of [1, 2, 3]) store.append(message(id));

  store.remove(2);
  store.remove(2);
  store.remove(77);

  for (const current of twice()) {
    assertEquals(current.find(2), undefined);
    assertEquals(idsOf(current.list(ALL)), [1, 3]);
  }
});

testStores("writes a message down anew", ({ store, twice }) => {
  store.append(message(1, { sendId: "a".repeat(32) }));
  store.append(message(2));

  const changed = message(1, {
    text: "changed",
    sendId: "a".repeat(32),
    message: { tags: new Map([["chat/edited", ""]]) },
  });
  store.replace(changed);
  store.replace(message(77));

  for (const current of twice()) {
    assertEquals(current.find(1), changed);
    assertEquals(idsOf(current.list(ALL)), [1, 2]);
  }
});
