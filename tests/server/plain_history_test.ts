import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { sayInTurn } from "./history_talk.ts";

Deno.test("a person at nc reads what was said before, each line with its time, shortly after the server's name", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: "batch draft/multiline",
  });
  await sayInTurn(server, ann, { target: "#lobby", texts: ["hello"] });
  await server.ask(
    ann,
    "PRIVMSG #lobby :\x01ACTION waves\x01",
    "BATCH +1 draft/multiline #lobby",
    "@batch=1 PRIVMSG #lobby :one",
    "@batch=1 PRIVMSG #lobby :two",
    "BATCH -1",
  );
  await server.clock.advance(60_000);
  const nc = await server.connect();

  const atOnce = await server.ask(nc, "Bob");
  await server.clock.advance(1_000);

  assertEquals(atOnce, ["test"]);
  assertEquals(nc.takeLines(), [
    "[00:00] ann: hello",
    "[00:00] * ann waves",
    "[00:00] ann: one",
    "[00:00] ann: two",
  ]);
  await server.ask(ann, "JOIN #b", "PRIVMSG #b :in b");
  assertEquals((await server.ask(nc, "/join #b")).slice(-3), [
    "-- here: @ann Bob",
    "[00:01] ann: in b",
    "-- Bob left #lobby",
  ]);
});
