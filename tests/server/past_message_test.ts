import { assertEquals } from "@std/assert/equals";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { parseMessageId } from "../../server/history/message_ids.ts";
import type { StoredMessage } from "../../server/history/store.ts";
import { StoreError } from "../../server/history/store_error.ts";
import { FailingStore } from "../fakes/failing_store.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { come } from "./resumable.ts";

const CAPABILITIES = "message-tags draft/message-redaction chat/edit";

/** What becomes of a message, and what is told of it. */
const CHANGES = [
  { command: "REDACT", forbidden: "REDACT_FORBIDDEN", end: "" },
  { command: "EDITMSG", forbidden: "EDIT_FORBIDDEN", end: " :new" },
] as const;

async function join(
  server: TestServer,
  nick: string,
  channels = "#a",
): Promise<FakeConn> {
  return await server.join(nick, { capabilities: CAPABILITIES, channels });
}

/** Says something, and gives the id by which another heard it. */
async function said(
  server: TestServer,
  from: FakeConn,
  to: FakeConn,
  line: string,
): Promise<string> {
  to.takeLines();
  await server.ask(from, line);
  return idOf(to.takeLines().at(-1));
}

function idOf(line: string | undefined): string {
  return /msgid=([^\s;]+)/.exec(line ?? "")?.[1] ?? "";
}

function bodies(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/^@\S+ /, ""));
}

Deno.test("a message is its author's after a restart, if it is known by its secret", async (t) => {
  for (const { command, forbidden, end } of CHANGES) {
    await t.step(command, async () => {
      const store = new MemoryStore();
      let token = "";
      let id = "";
      {
        await using server = new TestServer({}, { store });
        const ann = await come(server, "ann", { channels: "#a" });
        const bob = await join(server, "bob");
        id = await said(server, ann.conn, bob, "PRIVMSG #a :old");
        token = ann.token;
      }
      await using server = new TestServer({}, { store, idPrefix: "next" });
      const bob = await join(server, "bob");
      const impostor = await join(server, "ann");
      const { conn } = await come(server, "ann2", {
        token,
        capabilities: CAPABILITIES,
        channels: "#a",
      });
      const line = `${command} #a ${id}${end}`;

      const refusal = await server.ask(impostor, line);
      bob.takeLines();
      const answer = await server.ask(conn, line);

      assertEquals(refusal[0]?.split(" ").slice(0, 6), [
        ":test.chat",
        "FAIL",
        command,
        forbidden,
        "#a",
        id,
      ]);
      const want = [`:ann2!ann2@192.0.2.1 ${line}`];
      assertEquals(bodies(answer), want);
      assertEquals(bodies(bob.takeLines()), want);
    });
  }
});

Deno.test("a direct message can be changed when the other is gone", async (t) => {
  for (const { command, end } of CHANGES) {
    await t.step(command, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann");
      const bob = await join(server, "bob");
      const id = await said(server, ann, bob, "PRIVMSG bob :old");
      await server.ask(bob, "QUIT");
      const line = `${command} BOB ${id}${end}`;

      const answer = await server.ask(ann, line);

      assertEquals(bodies(answer), [
        `:ann!ann@192.0.2.1 ${command} bob ${id}${end}`,
      ]);
      const { store } = server.server.hub.history;
      assertEquals(
        store.find(parseMessageId(id)!)?.message.params,
        command === "REDACT" ? undefined : ["bob", "new"],
      );
    });
  }
});

Deno.test("a direct message to who had a nick before is not found under it", async (t) => {
  for (const { command, end } of CHANGES) {
    await t.step(command, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann");
      const bob = await join(server, "bob");
      const id = await said(server, ann, bob, "PRIVMSG bob :old");
      await server.ask(bob, "QUIT");
      const next = await join(server, "bob");

      const [answer] = await server.ask(ann, `${command} bob ${id}${end}`);

      assertEquals(answer?.split(" ")[3], "UNKNOWN_MSGID");
      assertEquals(next.takeLines(), []);
    });
  }
});

Deno.test("a change that cannot be stored is told to nobody but who wanted it", async (t) => {
  for (const { command, end } of CHANGES) {
    await t.step(command, async () => {
      const store = new FailingStore();
      await using server = new TestServer({}, { store });
      const ann = await join(server, "ann");
      const bob = await join(server, "bob");
      const id = await said(server, ann, bob, "PRIVMSG #a :old");
      store.isFull = true;

      const answer = await server.ask(ann, `${command} #a ${id}${end}`);

      assertEquals(answer, [
        `:test.chat FAIL ${command} NOT_STORED #a ${id} :Cannot store what is said as the disk is full`,
      ]);
      assertEquals(bob.takeLines(), []);
    });
  }
});

Deno.test("a message that cannot be read is not changed, and the asker is told why", async (t) => {
  class BrokenStore extends MemoryStore {
    override find(_id: number): StoredMessage | undefined {
      throw new StoreError("Cannot read what was said as the disk fails");
    }
  }
  for (const { command, end } of CHANGES) {
    await t.step(command, async () => {
      await using server = new TestServer({}, { store: new BrokenStore() });
      const ann = await join(server, "ann");

      assertEquals(await server.ask(ann, `${command} #a test-1${end}`), [
        `:test.chat FAIL ${command} NOT_STORED #a test-1 :Cannot read what was said as the disk fails`,
      ]);
    });
  }
});

Deno.test("what is stored of a change is for those whom the message was for", async (t) => {
  for (const { command, end } of CHANGES) {
    await t.step(command, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann");
      const bob = await join(server, "bob");
      const id = await said(server, bob, ann, "PRIVMSG @#a :old");

      const [answer] = await server.ask(bob, `${command} #a ${id}${end}`);

      const { kind, least, author } = server.server.hub.history
        .find(idOf(answer))!;
      const { identity } = server.server.hub.registry.session("bob")!;
      assertEquals({ kind, least, author }, {
        kind: "event",
        least: "@",
        author: identity,
      });
    });
  }
});

Deno.test("an author without the rank learns that an operator took its message back", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  const id = await said(server, bob, ann, "PRIVMSG @#a :old");

  await server.ask(ann, `REDACT #a ${id}`);

  assertEquals(bodies(bob.takeLines()), [
    `:ann!ann@192.0.2.1 REDACT @#a ${id}`,
  ]);
});

Deno.test("a member changes nothing of before it joined where history begins there", async () => {
  await using server = new TestServer({ historyFromJoin: true });
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  const id = await said(server, ann, bob, "PRIVMSG #a :old");
  const cleo = await join(server, "cleo");
  await server.ask(ann, "MODE #a +o cleo");

  const [answer] = await server.ask(cleo, `REDACT #a ${id}`);

  assertEquals(answer?.split(" ")[3], "UNKNOWN_MSGID");
});
