import { assertEquals } from "@std/assert/equals";
import { rehash } from "../../server/rehash.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** A server with an operator, ann. */
async function createServer(): Promise<{ server: TestServer; ann: FakeConn }> {
  const opers = [{ name: "a", password: "b" }];
  const server = new TestServer({ opers, motd: ["old"] });
  const ann = await server.join("ann", { channels: "" });
  await server.ask(ann, "OPER a b");
  return { server, ann };
}

/** Makes what REHASH reads unreadable. */
function spoil(server: TestServer, reason: string): void {
  Object.defineProperty(server, "motd", {
    get() {
      throw new RangeError(reason);
    },
  });
}

Deno.test("REHASH reads the message of the day anew", async () => {
  const { server, ann } = await createServer();
  await using _ = server;
  server.motd = ["new"];

  assertEquals(await server.ask(ann, "REHASH"), [
    ":test.chat 382 ann motd :Rehashing",
  ]);
  assertEquals(
    (await server.ask(ann, "MOTD"))[1],
    ":test.chat 372 ann :new",
  );
  assertEquals(server.log.at(-1), {
    level: "info",
    text: "REHASH by ann!ann@192.0.2.1: the message of the day was read anew",
  });
});

Deno.test("REHASH says why that failed, and keeps what there was", async (t) => {
  const rows = [
    { name: "a reason", reason: "Cannot use it", want: "Cannot use it" },
    { name: "a line break", reason: "no\nfile", want: "no␊file" },
    { name: "a long one", reason: "x".repeat(600), want: "x".repeat(300) },
  ];
  for (const { name, reason, want } of rows) {
    await t.step(name, async () => {
      const { server, ann } = await createServer();
      await using _ = server;
      spoil(server, reason);

      assertEquals(await server.ask(ann, "REHASH"), [
        `:test.chat FAIL REHASH CANNOT_REHASH :${want}`,
      ]);
      assertEquals(
        (await server.ask(ann, "MOTD"))[1],
        ":test.chat 372 ann :old",
      );
      assertEquals(server.log.filter(({ level }) => level === "warn"), [
        { level: "warn", text: `REHASH by ann!ann@192.0.2.1: ${reason}` },
      ]);
    });
  }
});

Deno.test("REHASH is for operators", async () => {
  const { server } = await createServer();
  await using _ = server;
  const bob = await server.join("bob");
  server.motd = ["new"];

  assertEquals(await server.ask(bob, "REHASH"), [
    ":test.chat 481 bob :Permission Denied- You're not an IRC operator",
  ]);
  assertEquals((await server.ask(bob, "MOTD"))[1], ":test.chat 372 bob :old");
});

Deno.test("rehash() gives why it failed, and throws what it does not expect", async () => {
  const { server } = await createServer();
  await using _ = server;
  const { hub } = server.server;

  assertEquals(rehash(hub, "SIGHUP"), undefined);
  spoil(server, "Cannot use it");
  assertEquals(rehash(hub, "SIGHUP"), "Cannot use it");
});
