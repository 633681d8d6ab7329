import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { MemoryStore } from "../../server/history/memory_store.ts";
import type { Store, StoredMessage } from "../../server/history/store.ts";
import { StoreError } from "../../server/history/store_error.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { testStores } from "./history/open_stores.ts";
import { come } from "./resumable.ts";

const ID = "0123456789abcdef0123456789abcdef";
const CAPABILITIES =
  "chat/send-id echo-message message-tags server-time batch labeled-response";
const TAG = `chat/send-id=${ID}`;

/** Starts a server on what is kept, with two who can be told all. */
async function start(
  store: Store,
  { idPrefix = "test", nick = "ann", channels = "#a" } = {},
): Promise<{ server: TestServer; ann: FakeConn; bob: FakeConn }> {
  const server = new TestServer({}, { store, idPrefix });
  const bob = await server.join("bob", {
    capabilities: "message-tags",
    channels,
  });
  const ann = await server.join(nick, {
    capabilities: `${CAPABILITIES} draft/multiline`,
    channels,
  });
  bob.takeLines();
  return { server, ann, bob };
}

const SENDS = [
  {
    name: "PRIVMSG to a channel",
    lines: [`@${TAG} PRIVMSG #a :hi`],
    again: [`@${TAG} PRIVMSG #A :hi`],
  },
  {
    name: "NOTICE",
    lines: [`@${TAG} NOTICE #a :hi`],
    again: [`@${TAG} NOTICE #a :hi`],
  },
  {
    name: "a direct message",
    lines: [`@${TAG} PRIVMSG bob :hi`],
    again: [`@${TAG} PRIVMSG Bob :hi`],
  },
  {
    name: "a message to some ranks",
    lines: [`@${TAG} PRIVMSG +@#a :hi`],
    again: [
      `@${TAG.toUpperCase().replace("CHAT/SEND-ID", "chat/send-id")} ` +
      "PRIVMSG +#A :hi",
    ],
  },
  {
    name: "several lines",
    lines: [
      `@${TAG} BATCH +1 draft/multiline #a`,
      "@batch=1 PRIVMSG #a :one",
      "@batch=1 PRIVMSG #a :two",
      "BATCH -1",
    ],
    again: [
      `@${TAG} BATCH +7 draft/multiline #a`,
      "@batch=7 PRIVMSG #a :o",
      "@batch=7;draft/multiline-concat PRIVMSG #a :ne",
      "@batch=7 PRIVMSG #a :two",
      "BATCH -7",
    ],
  },
];

testStores(
  "a message that is sent again is answered with the original, and reaches nobody",
  async ({ store, reopen }, t) => {
    for (const [index, { name, lines, again }] of SENDS.entries()) {
      const own = (text: string) =>
        text.replace(/[0-9a-fA-F]{32}/, (id) => `${index}${id.slice(1)}`)
          .replace(/#a/gi, (channel) => `${channel}${index}`);
      await t.step(name, async () => {
        const channels = own("#a");
        const { server, ann, bob } = await start(store, { channels });
        await using _ = server;

        const first = await server.ask(ann, ...lines.map(own));
        const heard = bob.takeLines();
        await server.clock.advance(5_000);
        const second = await server.ask(ann, ...again.map(own));

        assertEquals(second, first);
        assertMatch(first[0]!, /^@time=\S+;msgid=\S+ :ann!ann@/);
        assert(heard.length > 0);
        assertEquals(heard.filter((line) => line.includes("send-id")), []);
        assertEquals(bob.takeLines(), []);
      });
    }
    await t.step(
      "after a restart, under another nick, of somebody else",
      async () => {
        const { server, ann } = await start(store);
        const id = "f".repeat(32);
        const first = await server.ask(
          ann,
          `@chat/send-id=${id} PRIVMSG bob :x`,
        );
        await server.stop();
        const next = await start(reopen(), { idPrefix: "next", nick: "zoe" });
        await using _ = next.server;
        await next.server.ask(next.bob, "NICK robert");
        next.ann.takeLines();

        const second = await next.server.ask(
          next.ann,
          `@label=l7;chat/send-id=${id} PRIVMSG bob :x`,
        );

        assertEquals(second, [first[0]!.replace("@", "@label=l7;")]);
        assertEquals(
          next.bob.takeLines().filter((line) => line.includes("PRIVMSG")),
          [],
        );
      },
    );
  },
);

testStores(
  "an id that is another message's is refused, and so is what was taken back",
  async ({ store }, t) => {
    const { server, ann, bob } = await start(store);
    await using _ = server;
    const [echo] = await server.ask(ann, `@${TAG} PRIVMSG #a :hi`);
    bob.takeLines();
    const cases = [
      { name: "another text", line: "PRIVMSG #a :ho", target: "#a" },
      { name: "another target", line: "PRIVMSG bob :hi", target: "bob" },
      { name: "another audience", line: "PRIVMSG @#a :hi", target: "@#a" },
      { name: "another command", line: "NOTICE #a :hi", target: "#a" },
    ];
    for (const { name, line, target } of cases) {
      await t.step(name, async () => {
        const answer = await server.ask(ann, `@${TAG} ${line}`);

        assertEquals(answer.map((text) => text.replace(/^@\S+ /, "")), [
          `:test.chat FAIL ${
            line.split(" ", 1)[0]
          } SEND_ID_IN_USE ${target} :This id is that of another message`,
        ]);
        assertEquals(bob.takeLines(), []);
      });
    }
    await t.step("taken back", async () => {
      const msgid = /msgid=([^; ]+)/.exec(echo!)![1]!;
      await server.ask(ann, `REDACT #a ${msgid}`);
      bob.takeLines();

      const [answer] = await server.ask(ann, `@${TAG} PRIVMSG #a :hi`);

      assertMatch(answer!, / FAIL PRIVMSG SEND_ID_IN_USE #a :/);
      assertEquals(bob.takeLines(), []);
    });
  },
);

Deno.test("what is no send id, or is for several, is refused, and reaches nobody", async (t) => {
  const cases = [
    { tag: "chat/send-id", target: "#a" },
    { tag: "chat/send-id=", target: "#a" },
    { tag: `chat/send-id=${ID}0`, target: "#a" },
    { tag: `chat/send-id=${ID.slice(1)}`, target: "#a" },
    { tag: `chat/send-id=${ID.slice(1)}g`, target: "#a" },
    { tag: `chat/send-id=${"é".repeat(32)}`, target: "#a" },
    { tag: TAG, target: "#a,bob" },
  ];
  for (const { tag, target } of cases) {
    await t.step(`${tag} ${target}`, async () => {
      await using server = new TestServer();
      const bob = await server.join("bob", { channels: "#a" });
      const ann = await server.join("ann", {
        capabilities: "chat/send-id",
        channels: "#a",
      });
      bob.takeLines();

      assertEquals(await server.ask(ann, `@${tag} PRIVMSG ${target} :hi`), [
        `:test.chat FAIL PRIVMSG INVALID_SEND_ID ${target} ` +
        ":A send id has 32 hexadecimal digits, and one target",
      ]);
      assertEquals(bob.takeLines(), []);
    });
  }
});

Deno.test("without the capability the tag of a send id is a tag like any other", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", {
    capabilities: "message-tags",
    channels: "#a",
  });
  const ann = await server.join("ann", { channels: "#a" });
  bob.takeLines();

  await server.ask(ann, `@${TAG} PRIVMSG #a :hi`, `@${TAG} PRIVMSG #a :hi`);

  assertEquals(
    bob.takeLines().map((line) => line.replace(/msgid=\S+/, "msgid=M")),
    Array(2).fill("@msgid=M :ann!ann@192.0.2.1 PRIVMSG #a :hi"),
  );
});

Deno.test("a message that was edited since is answered as it is now", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: `${CAPABILITIES} chat/edit`,
    channels: "#a",
  });
  const [echo] = await server.ask(ann, `@${TAG} PRIVMSG #a :hi`);
  const msgid = /msgid=([^; ]+)/.exec(echo!)![1]!;
  await server.ask(ann, `EDITMSG #a ${msgid} :ho`);

  const [again] = await server.ask(ann, `@${TAG} PRIVMSG #a :hi`);

  assertMatch(again!, new RegExp(`msgid=${msgid}[; ].* PRIVMSG #a :?ho$`));
});

Deno.test("a message that waits to be said is said once, also if it is there twice", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", { channels: "#a" });
  const ann = await server.join("ann", {
    capabilities: "chat/send-id echo-message message-tags",
    channels: "#a",
  });
  bob.takeLines();

  const echoes = await server.ask(
    ann,
    ...Array<string>(5).fill(`@${TAG} PRIVMSG #a :hi`),
  );

  assertEquals(bob.takeLines(), [":ann!ann@192.0.2.1 PRIVMSG #a :hi"]);
  assertEquals([echoes.length, new Set(echoes).size], [5, 1]);
});

Deno.test("who resumes and sends again what was not echoed has it said once", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", { channels: "#a" });
  const capabilities = "chat/send-id echo-message";
  const ann = await come(server, "ann", { channels: "#a", capabilities });
  bob.takeLines();
  ann.conn.sendLines(`@${TAG} PRIVMSG #a :hi`);
  ann.conn.fail(new Deno.errors.ConnectionReset());

  const back = await come(server, "ann", { token: ann.token, capabilities });
  const echo = await server.ask(back.conn, `@${TAG} PRIVMSG #a :hi`);

  assertMatch(back.welcome.join("\n"), /RESUME SESSION ann/);
  assertEquals(echo, [":ann!ann@192.0.2.1 PRIVMSG #a :hi"]);
  assertEquals(bob.takeLines(), [":ann!ann@192.0.2.1 PRIVMSG #a :hi"]);
});

Deno.test("what cannot be looked up or stored is said to nobody, first or again", async (t) => {
  const failing = (failure: "findSent" | "commit") =>
    new class extends MemoryStore {
      isBroken = false;
      override findSent(sendId: string): StoredMessage | undefined {
        if (failure === "findSent") this.#check();
        return super.findSent(sendId);
      }
      override commit(): void {
        if (failure === "commit") this.#check();
      }
      #check(): void {
        if (this.isBroken) throw new StoreError("Cannot do as the disk is bad");
      }
    }();
  for (const failure of ["findSent", "commit"] as const) {
    await t.step(failure, async () => {
      const store = failing(failure);
      const { server, ann, bob } = await start(store);
      await using _ = server;

      store.isBroken = true;
      const answers = await server.ask(
        ann,
        `@${TAG} PRIVMSG #a :hi`,
        `@${TAG};label=l2 PRIVMSG #a :hi`,
      );

      const fail =
        ":test.chat FAIL PRIVMSG NOT_STORED #a :Cannot do as the disk is bad";
      assertEquals(
        answers.map((line) => line.replace(/time=[^; ]+[; ]?/, "")),
        [`@${fail}`, `@label=l2;${fail}`],
      );
      assertEquals(bob.takeLines(), []);
    });
  }
});
