import { assertEquals } from "@std/assert/equals";
import { LastNicks } from "../../../server/history/last_nicks.ts";
import { MemoryStore } from "../../../server/history/memory_store.ts";
import { createOutgoing } from "../../../server/outgoing.ts";

/** Makes what `one` (ann), or `other` (bob), says, under the nicks of then. */
function said(id: number, source: string, target: string) {
  const parts = { time: 0, source: `${source}!u@h`, msgid: `test-${id}` };
  const message = createOutgoing("PRIVMSG", [target, "hi"], parts);
  return { ...message, msgid: parts.msgid };
}

Deno.test("LastNicks.find() gives the nick of the last message, as it is stored or noted", async (t) => {
  const rows = [
    { name: "as stored", notes: [], want: ["ann", "bob"] },
    {
      name: "as said by one",
      notes: [["one", "anna", "rob"]],
      want: ["anna", "rob"],
    },
    {
      name: "as said by the other",
      notes: [["one", "anna", "rob"], ["other", "robert", "ann"]],
      want: ["ann", "robert"],
    },
  ];
  for (const { name, notes, want } of rows) {
    await t.step(name, () => {
      const store = new MemoryStore();
      const place = store.openConversation("one", "other");
      const message = said(1, "ann", "bob");
      store.append({ id: 1, place, kind: "said", author: "one", message });
      const nicks = new LastNicks(store);
      const find = (identity: string) => nicks.find({ place, identity });

      assertEquals([find("one"), find("other")], ["ann", "bob"]);
      for (const [author = "", source = "", target = ""] of notes) {
        nicks.note(place, said(2, source, target), author);
      }

      assertEquals([find("one"), find("other")], want);
    });
  }
});

Deno.test("LastNicks.find() reads a conversation once", () => {
  const store = new MemoryStore();
  const place = store.openConversation("one", "other");
  const message = said(1, "ann", "bob");
  store.append({ id: 1, place, kind: "said", author: "one", message });
  const list = store.list.bind(store);
  let count = 0;
  store.list = (query) => {
    count++;
    return list(query);
  };
  const nicks = new LastNicks(store);

  for (let time = 0; time < 3; time++) nicks.find({ place, identity: "other" });

  assertEquals(count, 1);
});

Deno.test("LastNicks.find() gives nothing where nothing is left", () => {
  const store = new MemoryStore();
  const place = store.openConversation("one", "other");

  assertEquals(
    new LastNicks(store).find({ place, identity: "other" }),
    undefined,
  );
});
