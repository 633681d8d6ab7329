import { assertEquals } from "@std/assert/equals";
import { assertNotEquals } from "@std/assert/not-equals";
import { message, testStores } from "./open_stores.ts";

const ODD = "a\0b\ud800 '\"é東";

testStores("gives each channel a place of its own", ({ store, twice }) => {
  const { place, name, state } = store.openChannel("#Lobby");
  const other = store.openChannel("#other").place;

  assertEquals({ name, state }, { name: "#Lobby", state: undefined });
  assertNotEquals(place, other);
  for (const current of twice()) {
    assertEquals(current.openChannel("#lobby").place, place);
    assertEquals(current.findChannel("#LOBBY")?.name, "#Lobby");
    assertEquals(current.findChannel("#none"), undefined);
    assertEquals(current.channels(), []);
  }
});

testStores("keeps what a channel is like", ({ store, twice }) => {
  const { place } = store.openChannel("#a");
  store.openChannel("#b");

  store.saveChannel(place, ODD);
  store.saveChannel(77, "nowhere");

  for (const current of twice()) {
    assertEquals(current.channels(), [{ place, name: "#a", state: ODD }]);
    assertEquals(current.findChannel("#a")?.state, ODD);
  }
});

testStores(
  "keeps a channel of which nothing is to be known",
  ({ store, twice }) => {
    const { place } = store.openChannel("#a");
    store.saveChannel(place, "");
    assertEquals(store.findChannel("#a")?.state, "");

    store.saveChannel(place, undefined);

    for (const current of twice()) {
      assertEquals(current.channels(), []);
      assertEquals(current.findChannel("#a")?.place, place);
    }
  },
);

testStores("renames a channel", ({ store, twice }) => {
  const { place } = store.openChannel("#a");
  store.saveChannel(place, "state");

  store.renameChannel(place, "#B");
  store.renameChannel(77, "#nowhere");

  for (const current of twice()) {
    assertEquals(current.findChannel("#a"), undefined);
    const want = { place, name: "#B", state: "state" };
    assertEquals(current.findChannel("#b"), want);
    assertEquals(current.channels(), [want]);
    assertEquals(current.findChannel("#nowhere"), undefined);
  }
});

testStores(
  "renames a channel to its own name in other letters",
  ({ store, twice }) => {
    const { place } = store.openChannel("#a");

    store.renameChannel(place, "#A");

    for (const current of twice()) {
      assertEquals(current.findChannel("#a")?.name, "#A");
    }
  },
);

testStores(
  "renames a channel to one that is there: that is found no more",
  ({ store, twice }) => {
    const { place } = store.openChannel("#a");
    const taken = store.openChannel("#b");

    store.renameChannel(place, "#b");
    store.closeChannel(taken.place);

    for (const current of twice()) {
      assertEquals(current.findChannel("#b")?.place, place);
      assertEquals(current.findChannel("#a"), undefined);
    }
  },
);

testStores(
  "closes a channel: the next of that name is another",
  ({ store, twice }) => {
    const { place } = store.openChannel("#a");
    store.saveChannel(place, "state");

    store.closeChannel(place);
    store.closeChannel(77);

    assertEquals(store.findChannel("#a"), undefined);
    assertEquals(store.channels(), []);
    const next = store.openChannel("#A");
    assertNotEquals(next.place, place);
    for (const current of twice()) {
      assertEquals(current.findChannel("#a"), {
        place: next.place,
        name: "#A",
        state: undefined,
      });
    }
  },
);

testStores("gives each two a place of their own", ({ store, twice }) => {
  const channel = store.openChannel("#a").place;
  assertEquals(store.findConversation("a", "b"), undefined);
  const ab = store.openConversation("a", "b");
  const ac = store.openConversation("a", "c");
  const aa = store.openConversation("a", "a");

  assertEquals(new Set([channel, ab, ac, aa]).size, 4);
  for (const current of twice()) {
    assertEquals(current.openConversation("b", "a"), ab);
    assertEquals(current.findConversation("a", "b"), ab);
    assertEquals(current.findConversation("c", "b"), undefined);
    assertEquals(
      current.conversations("a"),
      new Map([[ab, "b"], [ac, "c"], [aa, "a"]]),
    );
    assertEquals(current.conversations("b"), new Map([[ab, "a"]]));
    assertEquals(current.conversations("d"), new Map());
    assertEquals(current.channels(), []);
  }
});

testStores(
  "gives no place the number of one of before",
  ({ store, reopen }) => {
    const { place } = store.openChannel("#a");
    store.append(message(1, { place: place + 5 }));
    store.append(message(2, { place }));

    const later = reopen();
    const used = new Set([place, later.openChannel("#b").place]);
    used.add(later.openConversation("a", "b"));

    assertEquals(used.size, 3);
  },
);

testStores("keeps who may come back", ({ store, twice }) => {
  store.saveIdentity("one", "hash 1");
  store.saveIdentity("two", "hash 2");
  store.saveIdentity("three", "hash 2");

  for (const current of twice()) {
    assertEquals(current.findIdentity("hash 1"), "one");
    assertEquals(current.findIdentity("hash 2"), "three");
    assertEquals(current.findIdentity("hash 3"), undefined);
  }
});

testStores("keeps read marks", ({ store, twice }) => {
  store.saveMark("a", "#x", 5);
  store.saveMark("a", "#y", 6);
  store.saveMark("b", "#x", 7);
  store.saveMark("a", "#x", 1_763_000_000_000);
  store.saveMark("a", "#y", undefined);
  store.saveMark("a", "#none", undefined);

  for (const current of twice()) {
    assertEquals(current.marks("a"), new Map([["#x", 1_763_000_000_000]]));
    assertEquals(current.marks("b"), new Map([["#x", 7]]));
    assertEquals(current.marks("c"), new Map());
  }
});

testStores("keeps values, also such as it has itself", ({ store, twice }) => {
  store.append(message(9));
  store.saveValue("a", "1");
  store.saveValue("a", ODD);
  store.saveValue("last id", "77");
  store.saveValue("indexed", "88");

  for (const current of twice()) {
    assertEquals(current.value("a"), ODD);
    assertEquals(current.value("b"), undefined);
    assertEquals(current.lastId, 9);
    const query = { terms: [], places: new Map([[1, 0]]), limit: 1 };
    assertEquals(current.search(query), [message(9)]);
  }
});

testStores(
  "names the conversations that were begun last, newest first",
  ({ store, twice }) => {
    const places = Array.from(
      { length: 600 },
      (_, index) => store.openConversation("a", `b${index}`),
    );

    for (const current of twice()) {
      const found = [...current.conversations("a").keys()];
      assertEquals(found, places.slice(100).reverse());
    }
  },
);

testStores("finds with whom somebody speaks", ({ store, twice }) => {
  const place = store.openConversation("a", "b");
  const self = store.openConversation("c", "c");

  for (const current of twice()) {
    assertEquals(current.findPartner(place, "a"), "b");
    assertEquals(current.findPartner(place, "b"), "a");
    assertEquals(current.findPartner(place, "c"), undefined);
    assertEquals(current.findPartner(self, "c"), "c");
    assertEquals(current.findPartner(99, "a"), undefined);
  }
});
