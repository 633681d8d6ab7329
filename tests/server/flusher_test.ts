import { assertEquals } from "@std/assert/equals";
import { assertNotEquals } from "@std/assert/not-equals";
import { assertStrictEquals } from "@std/assert/strict-equals";
import { Flusher, SpoolSet } from "../../server/flusher.ts";
import { Outbox } from "../../server/outbox.ts";
import { Spool } from "../../server/spool.ts";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

/** A flusher whose turns the test ends. */
function createFlusher() {
  const deferred: (() => void)[] = [];
  const flusher = new Flusher((callback) => void deferred.push(callback));
  const endTurn = () => {
    for (const callback of deferred.splice(0)) callback();
  };
  return { deferred, endTurn, flusher };
}

Deno.test("Flusher schedules one end of turn, however much is pushed", () => {
  const { deferred, endTurn, flusher } = createFlusher();
  const spools = [new Spool(), new Spool()];

  for (const spool of [...spools, ...spools]) flusher.append(spool, "x");
  assertEquals(deferred.length, 1);
  endTurn();
  flusher.append(spools[0]!, "x");

  assertEquals(deferred.length, 1);
});

Deno.test("Flusher ends the turn of every spool that was used", () => {
  const { endTurn, flusher } = createFlusher();
  const spools = [new Spool(), new Spool()];
  for (const spool of spools) flusher.append(spool, "x");

  endTurn();

  assertEquals(spools.map(({ isUsed }) => isUsed), [false, false]);
});

Deno.test("Flusher flushes each outbox once a turn", async () => {
  const { endTurn, flusher } = createFlusher();
  const writes: string[] = [];
  const spool = new Spool();
  for (const name of ["a", "b"]) {
    const outbox = new Outbox({
      flusher,
      maxBytes: 1_000,
      write(bytes) {
        writes.push(`${name}: ${new TextDecoder().decode(bytes)}`);
        return Promise.resolve(bytes.length);
      },
      onOverflow() {},
      onError() {},
    });
    for (const text of ["1", "2"]) {
      flusher.append(spool, text);
      outbox.push(spool);
    }
  }

  endTurn();
  await settle();

  assertEquals(writes, ["a: 12", "b: 12"]);
});

Deno.test("SpoolSet.get() gives one spool for each key", () => {
  const spools = new SpoolSet();

  assertStrictEquals(spools.get(3), spools.get(3));
  assertNotEquals(spools.get(3), undefined);
  assertEquals(spools.get(3) === spools.get(4), false);
});

Deno.test("members with the same capabilities are sent the very same bytes", async () => {
  await using server = new TestServer();
  const options = { capabilities: "server-time message-tags" };
  const ann = await server.join("ann");
  const tagged = [
    await server.join("bob", options),
    await server.join("cleo", options),
  ];
  const plain = [await server.join("dan"), await server.join("eve")];
  const buffers = [...tagged, ...plain].map((conn) => {
    const seen: ArrayBufferLike[] = [];
    const write = conn.write.bind(conn);
    conn.write = (bytes) => {
      seen.push(bytes.buffer);
      return write(bytes);
    };
    return seen;
  });

  ann.sendLines("PRIVMSG #lobby :one");
  await settle();

  const [bob, cleo, dan, eve] = buffers;
  assertEquals(bob?.length, 1);
  assertStrictEquals(bob?.[0], cleo?.[0]);
  assertStrictEquals(dan?.[0], eve?.[0]);
  assertEquals(bob?.[0] === dan?.[0], false);
});

Deno.test("Flusher.turnEnd() resolves once the turn is stored, be it that nothing is sent", async () => {
  const { deferred, endTurn, flusher } = createFlusher();
  const done: string[] = [];
  flusher.store = () => {
    done.push("stored");
    return true;
  };
  void flusher.turnEnd().then(() => done.push("one"));
  void flusher.turnEnd().then(() => done.push("other"));
  await settle();
  assertEquals([deferred.length, done.length], [1, 0]);

  endTurn();
  await settle();

  assertEquals(done, ["stored", "one", "other"]);
});
