import { assertEquals } from "@std/assert/equals";
import { MemoryStore } from "../../server/history/memory_store.ts";
import type { SearchQuery, StoredMessage } from "../../server/history/store.ts";
import { StoreError } from "../../server/history/store_error.ts";
import { TestServer } from "../fakes/test_server.ts";
import { join } from "./search_talk.ts";

Deno.test("SEARCH is refused with the reason", async (t) => {
  const rows = [
    { line: "SEARCH 10 *", want: "461 ann SEARCH :Not enough parameters" },
    {
      line: "SEARCH 0 * :x",
      want: "INVALID_PARAMS 0 :The limit is no number above 0",
    },
    {
      line: "SEARCH -1 * :x",
      want: "INVALID_PARAMS -1 :The limit is no number above 0",
    },
    {
      line: "SEARCH 1e3 * :x",
      want: "INVALID_PARAMS 1e3 :The limit is no number above 0",
    },
    {
      line: "SEARCH 9999999999 * :x",
      want: "INVALID_PARAMS 9999999999 :The limit is no number above 0",
    },
    {
      line: "SEARCH 10 yesterday :x",
      want:
        "INVALID_PARAMS yesterday :This is neither an id of a message nor *",
    },
    {
      line: "SEARCH 10 * :",
      want:
        "INVALID_QUERY * :There is nothing to search for: a word has a letter or a digit",
    },
    {
      line: 'SEARCH 10 * :x "y',
      want: 'INVALID_QUERY "y :"y has no closing "',
    },
    {
      line: "SEARCH 10 * :x in:#no",
      want: "INVALID_QUERY in:#no :in:#no is nothing that you can read",
    },
    {
      line: "SEARCH 10 * :x in:#secret",
      want: "INVALID_QUERY in:#secret :in:#secret is nothing that you can read",
    },
    {
      line: "SEARCH 10 * :x in:nobody",
      want: "INVALID_QUERY in:nobody :in:nobody is nothing that you can read",
    },
  ];
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann");
      const bob = await join(server, "bob", { channels: "#secret" });
      await server.ask(bob, "MODE #secret +s");

      const expected = want.startsWith("461") ? want : `FAIL SEARCH ${want}`;
      assertEquals(await server.ask(ann, line), [`:test.chat ${expected}`]);
    });
  }
});

Deno.test("SEARCH asks for the capabilities that its answer needs", async (t) => {
  for (const capabilities of ["batch", "chat/search", "message-tags"]) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann", { capabilities });

      assertEquals(await server.ask(ann, "SEARCH 1 * :x"), [
        ":test.chat FAIL SEARCH CAPABILITIES_NEEDED chat/search batch :Ask for these capabilities first, or say: /msg chat search words",
      ]);
    });
  }
});

Deno.test("SEARCH says so if the store cannot be read", async () => {
  class BrokenStore extends MemoryStore {
    override search(_query: SearchQuery): StoredMessage[] {
      throw new StoreError("Cannot read what was said as the disk fails");
    }
  }
  await using server = new TestServer({}, { store: new BrokenStore() });
  const ann = await join(server, "ann");

  assertEquals(await server.ask(ann, "SEARCH 1 * :x"), [
    ":test.chat FAIL SEARCH SEARCH_ERROR :Cannot read what was said as the disk fails",
  ]);
  assertEquals(await server.ask(ann, "PRIVMSG chat :search x"), [
    ":chat!chat@test.chat NOTICE ann :Cannot search: Cannot read what was said as the disk fails",
  ]);
});

Deno.test("SEARCH counts as three messages where somebody sends too fast", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  await server.clock.advance(60_000);

  const lines = await server.ask(
    ann,
    ...Array<string>(10).fill("SEARCH 1 * :x"),
  );

  assertEquals(lines.length / 2, 7);
});
