import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { DatabaseSync } from "node:sqlite";
import { Random } from "../fuzz/random.ts";
import { Crowd } from "./crowd.ts";
import {
  programArguments,
  type RunningServer,
  startListening,
} from "./program.ts";
import { RoughProxy } from "./rough_proxy.ts";

const PEOPLE = 10;
const EACH = 1_000;
const ALL = PEOPLE * EACH;
const KILLS = 20;

function start(db: string, port = 0): Promise<RunningServer> {
  const flags = ["--port", String(port), "--no-console", "--db", db];
  return startListening({ args: programArguments(["serve", ...flags]) });
}

/** What everybody is to say, in the order of each. */
function sayAll({ members }: Crowd): void {
  for (const { nick, link } of members) {
    for (let count = 0; count < EACH; count++) {
      link.say("#lobby", `${nick}: ${count}`);
    }
  }
}

/** Checks that all heard all, once, in one order, and that it is on disk. */
function check({ members }: Crowd, db: string): void {
  const [first] = members;
  const texts = first!.heard.map(({ text }) => text);
  assertEquals(members.flatMap(({ refused }) => refused), []);
  assertEquals(texts.length, ALL);
  assertEquals(new Set(texts).size, ALL);
  for (const { nick, heard } of members) {
    assertEquals(heard.length, ALL);
    // Not assertEquals: ten thousand lines of a difference help nobody.
    const at = heard.findIndex(({ id, text }, index) =>
      id !== first!.heard[index]?.id || text !== texts[index]
    );
    assertEquals(
      at < 0 ? undefined : [nick, heard[at], first!.heard[at]],
      undefined,
    );
    const own = texts.filter((text) => text.startsWith(`${nick}:`));
    assertEquals(own, own.map((_, count) => `${nick}: ${count}`));
  }
  const database = new DatabaseSync(db, { readOnly: true });
  const stored = database.prepare(
    "SELECT body FROM message WHERE kind = 1 ORDER BY id",
  ).all().map(({ body }) => String(body));
  database.close();
  assertEquals(stored.length, ALL);
  assert(stored.every((body, index) => body.includes(`"${texts[index]}"`)));
}

Deno.test("kill -9 of the server at twenty moments loses and doubles nothing", async () => {
  const folder = await Deno.makeTempDir({ dir: "/tmp" });
  const db = `${folder}/chat.db`;
  const seed = Number(Deno.env.get("FUZZ_SEED") ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const random = new Random(seed);
  let server = await start(db);
  const { port } = server;
  try {
    await using crowd = await Crowd.join(PEOPLE, () => port);
    sayAll(crowd);
    for (let kill = 0; kill < KILLS; kill++) {
      const moment = Math.floor((kill + random.below(100) / 100) * ALL / KILLS);
      await crowd.until(`${moment} are said`, () => crowd.echoed >= moment);
      server.process.kill("SIGKILL");
      await server.ended;
      server = await start(db, port);
    }
    await crowd.settled(ALL);

    check(crowd, db);
  } finally {
    await server.stop();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a network that drops, delays and half-closes loses and doubles nothing", async () => {
  const folder = await Deno.makeTempDir({ dir: "/tmp" });
  const db = `${folder}/chat.db`;
  const seed = Number(Deno.env.get("FUZZ_SEED") ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const server = await start(db);
  try {
    await using proxy = new RoughProxy(server.port, new Random(seed));
    await using crowd = await Crowd.join(PEOPLE, () => proxy.port);
    proxy.isRough = true;
    sayAll(crowd);
    await crowd.settled(ALL);

    assert(proxy.broken >= 20, `only ${proxy.broken} connections were broken`);
    check(crowd, db);
  } finally {
    await server.stop();
    await Deno.remove(folder, { recursive: true });
  }
});
