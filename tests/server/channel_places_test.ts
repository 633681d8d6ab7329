import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import {
  INVITE_ONLY_WAIT_MS,
  PRIVATE_WAIT_MS,
} from "../../server/history/channel_records.ts";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { StoreError } from "../../server/history/store_error.ts";
import { TestServer } from "../fakes/test_server.ts";
import { come, restart } from "./resumable.ts";

/** A store that cannot keep what becomes of channels while it is full. */
class StuckStore extends MemoryStore {
  isFull = false;

  override openChannel(name: string) {
    this.#check();
    return super.openChannel(name);
  }

  override saveChannel(place: number, state: string | undefined): void {
    this.#check();
    super.saveChannel(place, state);
  }

  override renameChannel(place: number, name: string): void {
    this.#check();
    super.renameChannel(place, name);
  }

  override closeChannel(place: number): void {
    this.#check();
    super.closeChannel(place);
  }

  override commit(): void {
    this.#check();
  }

  #check(): void {
    if (this.isFull) throw new StoreError("Cannot store as the disk is full");
  }
}

/** Gives the texts that are stored for the channel of a name. */
function textsOf(store: MemoryStore, name: string): string[] {
  const place = store.findChannel(name)?.place;
  if (place === undefined) return [];
  const found = store.list({
    places: [place],
    kinds: ["said"],
    limit: 100,
    end: "newest",
  });
  return found.map(({ message }) => message.params[1]!);
}

Deno.test("the history of a public channel belongs to its name, that of an invite-only one ends with it", async (t) => {
  const cases = [
    { name: "public", mode: "+m", want: ["old", "new"] },
    { name: "invite-only", mode: "+i", want: ["new"] },
  ];
  for (const { name, mode, want } of cases) {
    await t.step(name, async () => {
      const store = new MemoryStore();
      await using server = new TestServer({}, { store });
      const ann = await server.join("ann", { channels: "#a" });
      await server.ask(ann, `MODE #a ${mode}`, "PRIVMSG #a :old", "PART #a");

      const bob = await server.join("bob", { channels: "#A" });
      await server.ask(bob, "PRIVMSG #a :new");

      assertEquals(textsOf(store, "#a"), want);
      assertEquals(
        (await server.ask(bob, "MODE #a"))[0],
        ":test.chat 324 bob #A :+nt",
      );
    });
  }
});

Deno.test("a private channel ends the same by QUIT, KICK and the end of its wait", async (t) => {
  const cases = [
    { name: "QUIT", lines: ["QUIT"] },
    { name: "KICK", lines: ["KICK #a ann"] },
    { name: "JOIN 0", lines: ["JOIN 0"] },
  ];
  for (const { name, lines } of cases) {
    await t.step(name, async () => {
      const store = new MemoryStore();
      await using server = new TestServer({}, { store });
      const ann = await server.join("ann", { channels: "#a" });
      await server.ask(ann, "MODE #a +i", "PRIVMSG #a :old");

      await server.ask(ann, ...lines);

      assertEquals(store.findChannel("#a"), undefined);
    });
  }
  await t.step("the end of its wait", async () => {
    const store = new MemoryStore();
    const first = new TestServer({}, { store });
    const ann = await first.join("ann", { channels: "#a" });
    await first.ask(ann, "MODE #a +s", "PRIVMSG #a :old");
    await using second = await restart(first, store);
    const before = textsOf(store, "#a");

    second.clock.sleep(PRIVATE_WAIT_MS);
    await second.clock.advance(1_000);

    assertEquals(before, ["old"]);
    assertEquals(store.findChannel("#a"), undefined);
    assertEquals(store.channels().map(({ name }) => name), []);
  });
});

Deno.test("a private channel waits as it was when the last one has left", async (t) => {
  const cases = [
    { mode: "+s", join: "#a", ms: PRIVATE_WAIT_MS },
    { mode: "+k pw", join: "#a pw", ms: PRIVATE_WAIT_MS },
    { mode: "+i", join: "#a", ms: INVITE_ONLY_WAIT_MS },
  ];
  for (const { mode, join, ms } of cases) {
    await t.step(mode, async () => {
      const store = new MemoryStore();
      await using server = new TestServer({}, { store });
      const { conn: ann } = await come(server, "ann", { channels: "#a" });
      const { conn: eve } = await come(server, "eve", { channels: "" });
      await server.ask(ann, `MODE #a ${mode}`, "PRIVMSG #a :old", "PART #a");

      const early = await server.ask(eve, "JOIN #a", "PART #a");
      server.clock.sleep(ms - 2_000);
      await server.ask(ann, `JOIN ${join}`, "PRIVMSG #a :new");
      const names = await server.ask(ann, "NAMES #a", "PART #a");

      assertEquals(/JOIN/.test(early[0] ?? ""), mode === "+s");
      assertEquals(
        names[0],
        `:test.chat 353 ann ${mode === "+s" ? "@" : "="} #a :@ann`,
      );
      assertEquals(textsOf(store, "#a"), ["old", "new"]);
      server.clock.sleep(ms);
      await server.clock.advance(1_000);
      assertEquals(store.findChannel("#a"), undefined);
      assertEquals(
        (await server.ask(eve, "JOIN #a"))[1],
        ":test.chat 353 eve = #a :@eve",
      );
    });
  }
});

Deno.test("who comes first to a private channel that no operator may come back to runs it, but not its past", async () => {
  const store = new MemoryStore();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann", { channels: "#a" });
  await server.ask(
    ann,
    "MODE #a +k pw",
    "PRIVMSG @#a :for operators",
    "PART #a",
  );
  await server.clock.advance(1_000);

  const { conn: eve } = await come(server, "eve", {
    channels: "#a pw",
    capabilities: "draft/chathistory",
  });

  const names = await server.ask(eve, "NAMES #a");
  assertEquals(names[0], ":test.chat 353 eve = #a :@eve");
  assertEquals(await server.ask(eve, "CHATHISTORY LATEST #a * 9"), []);
});

Deno.test("RENAME takes the history along, and the old name is free for another", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await come(first, "ann", { channels: "#a" });
  const bob = await come(first, "bob", { channels: "#c" });
  await first.ask(bob.conn, "JOIN #a");
  await first.ask(ann.conn, "PRIVMSG #a :said", "JOIN #c", "RENAME #a #b");
  await first.ask(bob.conn, "JOIN #a", "PRIVMSG #a :another");

  const texts = [textsOf(store, "#a"), textsOf(store, "#b")];
  await using second = await restart(first, store);
  const back = await come(second, "ann", { token: ann.token, channels: "#b" });

  assertEquals(texts, [["another"], ["said"]]);
  assertEquals(
    (await second.ask(back.conn, "NAMES #b"))[0],
    ":test.chat 353 ann = #b :@ann",
  );
});

Deno.test("a forward follows a channel to its new name", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await come(first, "ann", { channels: "#a,#b" });
  await first.ask(ann.conn, "MODE #a +if #b", "RENAME #b #bee");

  await using second = await restart(first, store);
  const eve = await second.join("eve");

  assertEquals(
    (await second.ask(eve, "JOIN #a"))[0],
    ":test.chat 470 eve #a #bee :Forwarding to another channel",
  );
});

Deno.test("a forward does not go to another channel that has the name later", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await come(first, "ann", { channels: "#a,#b" });
  await first.ask(ann.conn, "MODE #a +if #b", "PART #b");
  await first.join("eve", { channels: "#b" });

  await using second = await restart(first, store);
  const bob = await second.join("bob");

  assertEquals(await second.ask(bob, "JOIN #a"), [
    ":test.chat 473 bob #a :Cannot join channel (+i)",
  ]);
});

Deno.test("what the disk did not take of channels is done before what comes next", async (t) => {
  for (const isEarly of [false, true]) {
    const name = isEarly
      ? "for channels that were made meanwhile"
      : "for channels that are made later";
    await t.step(name, async () => {
      const store = new StuckStore();
      await using server = new TestServer({}, { store });
      const ann = await server.join("ann", { channels: "#s,#p,#old,#t" });
      await server.ask(ann, "MODE #s +i", "PRIVMSG #s :secret");
      await server.ask(ann, "MODE #t +i", "PRIVMSG #t :secret");
      await server.ask(ann, "PRIVMSG #old :x");
      const bob = await server.join("bob");

      store.isFull = true;
      await server.ask(ann, "PART #s,#p", "RENAME #old #new", "MODE #new +m");
      await server.ask(ann, "RENAME #t #u", "PART #u");
      if (isEarly) await server.ask(bob, "JOIN #s,#old,#t,#u");
      store.isFull = false;
      await server.ask(bob, "JOIN #s,#old,#t,#u");
      for (const channel of ["#s", "#old", "#t", "#u"]) {
        await server.ask(bob, `PRIVMSG ${channel} :another`);
      }

      for (const channel of ["#s", "#old", "#t", "#u"]) {
        assertEquals(textsOf(store, channel), ["another"], channel);
      }
      assertEquals(textsOf(store, "#new"), ["x"]);
      await server.ask(ann, "TOPIC #new :again");
      const kept = store.channels().map(({ name }) => name).sort();
      assertEquals(kept.filter((name) => name !== "#lobby"), [
        "#new",
        "#old",
        "#s",
        "#t",
        "#u",
      ]);
      const state = store.findChannel("#new")?.state ?? "";
      assertMatch(state, /"flags":"mnt"/);
    });
  }
});

Deno.test("a channel that ended in a turn that was lost is not kept by what is taken back", async () => {
  const store = new class extends MemoryStore {
    failures = 0;
    override commit(): void {
      if (this.failures-- > 0) throw new StoreError("Cannot store for once");
    }
  }();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann", { channels: "#a" });
  await server.ask(ann, "MODE #a +i");

  store.failures = 1;
  await server.ask(ann, "TOPIC #a :tea", "PART #a");
  await server.ask(ann, "JOIN #b");

  assertEquals(store.findChannel("#a"), undefined);
  assertEquals(store.channels().map(({ name }) => name), ["#b"]);
});

Deno.test("what the disk did not take of channels is kept at the end of the server", async () => {
  const store = new StuckStore();
  const first = new TestServer({}, { store });
  const ann = await first.join("ann", { channels: "#a" });

  store.isFull = true;
  await first.ask(ann, "MODE #a +m");
  store.isFull = false;
  await using second = await restart(first, store);
  const eve = await second.join("eve");

  assertEquals(
    (await second.ask(eve, "MODE #a"))[0],
    ":test.chat 324 eve #a :+mnt",
  );
});

Deno.test("a place that was lost with its turn is opened anew", async () => {
  const store = new class extends MemoryStore {
    isFull = false;
    override commit(): void {
      if (!this.isFull) return;
      // As a transaction does: what was opened in it is not there.
      this.closeChannel(this.openChannel("#a").place);
      throw new StoreError("Cannot store as the disk is full");
    }
  }();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann");

  store.isFull = true;
  await server.ask(ann, "JOIN #a");
  store.isFull = false;
  await server.ask(ann, "PRIVMSG #a :hi");

  assertEquals(textsOf(store, "#a"), ["hi"]);
});
