import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** More names than a client is sent before it reads. */
const MEMBERS = 4_000;

/** A channel with many members and an operator. */
async function crowded(server: TestServer): Promise<FakeConn> {
  const op = await server.join("op", { channels: "#big" });
  const { registry } = server.server.hub;
  const member = registry.session("op")!;
  const channel = registry.channel("#big")!;
  // One session in many places would do for NAMES, but not for a Map.
  for (let count = 0; count < MEMBERS; count++) {
    const crowd = Object.create(member, {
      nick: { value: `member-${count}` },
      target: { value: `member-${count}` },
      variant: { value: member.variant },
      outbox: { value: { push: () => {} } },
      capabilities: { value: new Set() },
      isVisibleTo: { value: () => true },
    });
    channel.members.set(crowd, {
      isOperator: false,
      isHalfOperator: false,
      hasVoice: false,
      joinedId: 0,
    });
  }
  return op;
}

Deno.test("NAMES behind JOIN ends with who is put out meanwhile", async () => {
  await using server = new TestServer();
  const op = await crowded(server);
  const bob = await server.join("bob", { channels: "" });
  bob.stall();
  bob.sendLines("JOIN #big");
  await settle();

  await server.ask(op, "MODE #big +s", "KICK #big bob");
  bob.unstall();
  await settle();
  await server.clock.advance(1_000);
  const lines = bob.takeLines();
  const kickedAt = lines.findIndex((line) => line.includes(" KICK #big bob "));
  const later = lines.slice(kickedAt + 1);

  assertEquals(kickedAt > 0, true);
  assertEquals(later.filter((line) => line.includes(" 353 ")), []);
});

Deno.test("LIST meets a channel once that gets another name meanwhile", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#first" });
  const { registry } = server.server.hub;
  for (let count = 0; count < 600; count++) {
    registry.openChannel(`#c${count}`, { createdAt: 0 })
      .join(registry.session("ann")!);
  }
  const bob = await server.join("bob", { channels: "" });

  bob.sendLines("LIST");
  await settle();
  await server.ask(ann, "RENAME #first #last");
  await server.clock.advance(1_000);

  const listed = bob.takeLines().filter((line) => line.includes(" 322 "))
    .map((line) => line.split(" ")[3]);
  assertEquals(listed.filter((name) => /first|last/.test(name!)).length, 1);
  assertEquals(listed.length, 601);
});
