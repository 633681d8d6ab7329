import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const CAPABILITIES = "draft/metadata-2";

/** Makes keys that differ. */
const keys = (count: number, prefix = "k") =>
  Array.from({ length: count }, (_, n) => `${prefix}${n}`);

/** Subscribes to many keys, as many at once as a command takes. */
async function subscribe(
  server: TestServer,
  conn: FakeConn,
  all: readonly string[],
): Promise<string[]> {
  const answer = [];
  for (let start = 0; start < all.length; start += 10) {
    const some = all.slice(start, start + 10).join(" ");
    answer.push(...await server.ask(conn, `METADATA * SUB ${some}`));
  }
  return answer;
}

Deno.test("METADATA SUB, UNSUB and SUBS answer", async (t) => {
  const tooMany = (key: string) =>
    `FAIL METADATA TOO_MANY_SUBS ${key} :Too many subscriptions`;
  const invalid = (key: string) =>
    `FAIL METADATA KEY_INVALID ${key} :That is no key`;
  const rows = [
    {
      name: "SUB with the keys in their order",
      lines: ["SUB b a"],
      want: ["770 ann b :a"],
    },
    {
      name: "SUB of what is subscribed to, once",
      lines: ["SUB a", "SUB b a a"],
      want: ["770 ann b :a"],
    },
    {
      name: "SUB of what is no key with a failure, and goes on",
      lines: ["SUB a $b C :d e"],
      want: [invalid("$b"), invalid("C"), invalid("*"), "770 ann :a"],
    },
    {
      name: "SUB of nothing but what is no key",
      lines: ["SUB $a"],
      want: [invalid("$a")],
    },
    {
      name: "SUB up to the limit, and no further",
      lines: [
        ...[0, 1, 2, 3].map((n) => `SUB ${keys(12, `k${n}`).join(" ")}`),
        "SUB a b c d",
      ],
      want: [tooMany("c"), "770 ann a :b"],
    },
    {
      name: "SUB at the limit not even with what is subscribed to",
      lines: [
        ...[0, 1, 2, 3, 4].map((n) => `SUB ${keys(10, `k${n}`).join(" ")}`),
        "SUB k00",
      ],
      want: [tooMany("k00")],
    },
    {
      name: "UNSUB with all keys, subscribed to or not, once",
      lines: ["SUB a b", "UNSUB b c c $d"],
      want: [invalid("$d"), "771 ann b :c"],
    },
    {
      name: "SUBS with what is left",
      lines: ["SUB a b c", "UNSUB b", "SUBS"],
      want: ["772 ann a :c"],
    },
    { name: "SUBS with nothing", lines: ["SUBS"], want: [] },
    {
      name: "SUBS with no more than 15 parameters a line",
      lines: [
        `SUB ${keys(10, "a").join(" ")}`,
        `SUB ${keys(6, "b").join(" ")}`,
        "SUBS",
      ],
      want: [
        `772 ann ${keys(10, "a").join(" ")} b0 b1 b2 :b3`,
        "772 ann b4 :b5",
      ],
    },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({ hasThrottle: false });
      const ann = await server.join("ann", { capabilities: CAPABILITIES });
      const commands = lines.map((line) => `METADATA * ${line}`);
      await server.ask(ann, ...commands.slice(0, -1));

      assertEquals(
        await server.ask(ann, commands.at(-1)!),
        want.map((line) => `:test.chat ${line}`),
      );
    });
  }
});

Deno.test("METADATA SUB, UNSUB and SUBS are about oneself alone", async (t) => {
  for (const line of ["SUB a", "UNSUB a", "SUBS"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      await server.join("bob");

      for (const target of ["bob", "#lobby"]) {
        assertEquals(await server.ask(ann, `METADATA ${target} ${line}`), [
          `:test.chat FAIL METADATA INVALID_TARGET ${target} :Invalid target`,
        ]);
      }
    });
  }
});

Deno.test("METADATA SUBS is a batch, and its lines are not too long", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: `batch ${CAPABILITIES}`,
  });
  const all = keys(50).map((key) => key.padEnd(40, "x"));
  await subscribe(server, ann, all);

  const answer = await server.ask(ann, "METADATA * SUBS");

  assertEquals(/ BATCH \+\S+ metadata-subs$/.test(answer[0]!), true);
  assertEquals(/ BATCH -\S+$/.test(answer.at(-1)!), true);
  const told = answer.slice(1, -1).map((line) => line.split(" 772 ann ")[1]!);
  assertEquals(
    told.flatMap((line) => line.replace(":", "").split(" ")),
    all,
  );
  const tooLong = answer.filter((line) => byteLength(line) > 510);
  assertEquals(tooLong, []);
});

Deno.test("METADATA SUB is followed by the values of new keys, of all that one is told of", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", { channels: "#b" });
  const far = await server.join("far", { channels: "#c" });
  const watched = await server.join("watched", { channels: "#c" });
  for (const conn of [bob, far, watched]) {
    await server.ask(conn, "METADATA * SET url x", "METADATA * SET old x");
  }
  await server.ask(bob, "METADATA #b SET url y");
  const ann = await server.join("ann", {
    capabilities: CAPABILITIES,
    channels: "#b",
  });
  await server.ask(
    ann,
    "METADATA * SET url own",
    "METADATA * SUB old",
    "MONITOR + watched",
  );

  assertEquals(await server.ask(ann, "METADATA * SUB url old"), [
    ":test.chat 770 ann url :old",
    ":test.chat METADATA ann url * own",
    ":test.chat METADATA #b url * y",
    ":test.chat METADATA bob url * x",
    ":test.chat METADATA watched url * x",
  ]);
});
