import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const START = ":test.chat 321 ann Channel :Users  Name";
const END = ":test.chat 323 ann :End of /LIST";

/** Asks for a list and gives the channels of the answer. */
async function list(
  server: TestServer,
  conn: FakeConn,
  params: string,
): Promise<string[]> {
  const lines = await server.ask(conn, `LIST ${params}`.trim());
  assertEquals(lines[0], START);
  assertEquals(lines.at(-1), END);
  return lines.slice(1, -1).map((line) => line.split(" ")[3]!);
}

/** Lets time pass; all stay. */
async function pass(
  server: TestServer,
  seconds: number,
  ...conns: readonly FakeConn[]
): Promise<void> {
  for (let left = seconds; left > 0; left -= 30) {
    await server.clock.advance(30_000);
    for (const conn of conns) await server.ask(conn, "PONG 1");
  }
}

Deno.test("LIST lists all channels that somebody is in, or those it is asked for", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#b,#a" });
  await server.join("bob", { channels: "#a" });
  await server.ask(ann, "TOPIC #a :about a");
  const lobby = ":test.chat 322 ann #lobby 0 :";
  const b = ":test.chat 322 ann #b 1 :";
  const a = ":test.chat 322 ann #a 2 :about a";

  assertEquals(await server.ask(ann, "LIST"), [START, b, a, END]);
  assertEquals(await server.ask(ann, "LIST #A,#no,#a"), [START, a, END]);
  assertEquals(await server.ask(ann, "LIST #a,#b,#lobby"), [
    START,
    a,
    b,
    lobby,
    END,
  ]);
  assertEquals(await server.ask(ann, "LIST #no"), [START, END]);
});

Deno.test("LIST filters by name, members, and age of channel and topic", async (t) => {
  const rows: [params: string, want: string[]][] = [
    [":", ["#ann", "#bob", "#both"]],
    [",", ["#ann", "#bob", "#both"]],
    ["*", ["#ann", "#bob", "#both"]],
    ["#*", ["#ann", "#bob", "#both"]],
    ["*NN", ["#ann"]],
    ["#b*", ["#bob", "#both"]],
    ["#bo?", ["#bob"]],
    ["#bo?,*nn", ["#ann", "#bob"]],
    ["#ann,*th", ["#ann", "#both"]],
    ["!#b*", ["#ann"]],
    ["!*nn,!*ob", ["#both"]],
    ["!*", []],
    ["#b*,!*ob", ["#both"]],
    [">0", ["#ann", "#bob", "#both"]],
    [">1", ["#both"]],
    ["<2", ["#ann", "#bob"]],
    ["<1", []],
    [">0,<2", ["#ann", "#bob"]],
    ["C>2", ["#ann"]],
    ["C<2", ["#bob", "#both"]],
    ["C<1", ["#both"]],
    ["C<0", []],
    ["c>0,c<10", ["#ann", "#bob"]],
    ["T>2", []],
    ["T<2", ["#ann", "#bob"]],
    ["T<1", ["#bob"]],
    ["T>0", ["#ann"]],
    ["t<10,!*b", ["#ann"]],
    ["#ann,#bob T<1", ["#bob"]],
    ["#ann >1", []],
    ["#ann TEST.chat", ["#ann"]],
    [">1 test.chat", ["#both"]],
    [">", []],
    ["<x", []],
    ["C>", []],
    ["T>1.5", []],
    ["ann", []],
    ["<99999999999999999999999", ["#ann", "#bob", "#both"]],
  ];
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", { channels: "#ann" });
  const bob = await server.join("bob", { channels: "" });
  await pass(server, 90, ann, bob);
  await server.ask(ann, "TOPIC #ann :one");
  await server.ask(bob, "JOIN #bob");
  await pass(server, 60, ann, bob);
  await server.ask(ann, "JOIN #both");
  await server.ask(bob, "JOIN #both", "TOPIC #bob :two");
  for (const [params, want] of rows) {
    await t.step(params, async () => {
      assertEquals((await list(server, ann, params)).sort(), want);
    });
  }
});

Deno.test("LIST shows a secret channel to members and the server's operators alone", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", { channels: "#a,#s" });
  await server.ask(bob, "MODE #s +s");
  const ann = await server.join("ann", { channels: "" });

  assertEquals(await list(server, ann, ""), ["#a"]);
  for (const params of ["#s", "#S,*s", "<9 #s"]) {
    assertEquals(await list(server, ann, params), []);
  }
  const { hub } = server.server;
  hub.census.setMode(hub.registry.session("ann")!, "o", true);
  assertEquals(await list(server, ann, ""), ["#a", "#s"]);
  assertEquals(await list(server, ann, "#s"), ["#s"]);
  hub.census.setMode(hub.registry.session("ann")!, "o", false);
  await server.ask(ann, "JOIN #s");
  assertEquals(await list(server, ann, "*s"), ["#s"]);
});

Deno.test("LIST of many channels serves others in between, and comes whole", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const { registry } = server.server.hub;
  const ann = await server.join("ann", { channels: "" });
  const bob = await server.join("bob", { channels: "" });
  const session = registry.session("bob")!;
  for (let number = 0; number < 1_000; number++) {
    registry.openChannel(`#c${number}`, { createdAt: 0 }).join(session);
  }

  const first = await server.ask(ann, "LIST");
  assertEquals(await server.ask(bob, "PING 1"), [
    ":test.chat PONG test.chat :1",
  ]);
  await server.clock.advance(10);

  const lines = [...first, ...ann.takeLines()];
  assertEquals(first.length < 300, true);
  assertEquals(lines.length, 1_002);
  assertEquals(lines.at(-1), END);
});

Deno.test("LIST answers under its label, as one batch", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    channels: "#a",
    capabilities: "batch labeled-response",
  });

  const lines = await server.ask(ann, "@label=1 LIST #a");

  assertEquals(lines.length, 5);
  assertEquals(
    /^@label=1 .* BATCH \+\S+ labeled-response$/.test(lines[0]!),
    true,
  );
  assertEquals(
    lines.slice(1, 4).every((line) => line.startsWith("@batch=")),
    true,
  );
});
