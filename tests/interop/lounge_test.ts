import { assertEquals } from "@std/assert/equals";
import { isInstalled } from "../e2e/installed.ts";
import { startServer } from "../e2e/program.ts";
import { RawClient } from "../e2e/raw_client.ts";
import { Lounge } from "./lounge.ts";

const hasLounge = await isInstalled("thelounge");

/** `lou`, who uses The Lounge, and `bob`, both in #lobby. */
interface Chat {
  readonly lou: Lounge;
  readonly bob: RawClient;
  /** The number that The Lounge gave to #lobby. */
  readonly lobby: number;
}

function test(name: string, run: (chat: Chat) => Promise<void>): void {
  Deno.test({
    name: `The Lounge ${name}`,
    ignore: !hasLounge,
    async fn() {
      await using server = await startServer();
      const { port } = server;
      await using bob = await RawClient.join(
        port,
        "bob",
        "echo-message server-time",
      );
      await using lou = await Lounge.start();
      lou.emit("network:new", {
        name: "ours",
        host: "127.0.0.1",
        port,
        nick: "lou",
        username: "lou",
        realname: "Lou",
        join: "#lobby",
      });
      const { network } = await lou.waitFor("network");
      const lobby: number = network.channels[1].id;
      await lou.waitForMessage({ chan: lobby, type: "join" });
      await run({ lou, bob, lobby });
    },
  });
}

test("connects, joins, and relays both ways", async ({ lou, bob, lobby }) => {
  await bob.sendLines("PRIVMSG #lobby :hello lou");
  const heard = await lou.waitForMessage({ chan: lobby, text: "hello lou" });
  lou.emit("input", { target: lobby, text: "hello bob 🙂" });
  await bob.waitFor(/:lou!\S+ PRIVMSG #lobby :hello bob 🙂\r/);
  const said = await lou.waitForMessage({ chan: lobby, text: "hello bob 🙂" });

  const [, time] = /@time=(\S+) :bob!\S+ PRIVMSG #lobby :hello lou\r/
    .exec(bob.text) ?? [];
  assertEquals(heard.from.nick, "bob");
  assertEquals(heard.time, time);
  assertEquals(said.from.nick, "lou");
  assertEquals(said.self, true);
});

test("shows the topic, the members, and a kick", async ({ lou, bob, lobby }) => {
  await bob.sendLines("TOPIC #lobby :все сюда", "JOIN #bobs");
  await lou.waitFor("topic", ({ chan }) => chan === lobby);
  await bob.waitFor(/ 366 bob #bobs /);
  lou.emit("input", { target: lobby, text: "/join #bobs" });
  const { chan } = await lou.waitFor(
    "join",
    ({ chan }) => chan.name === "#bobs",
  );
  await bob.waitFor(/:lou!\S+ JOIN #bobs\r/);
  lou.emit("names", { target: chan.id });
  const { users } = await lou.waitFor(
    "names",
    ({ id, users }) => id === chan.id && users.length === 2,
  );
  await bob.sendLines("KICK #bobs lou :not here");
  const kick = await lou.waitForMessage({ chan: chan.id, type: "kick" });

  // deno-lint-ignore no-explicit-any
  const members = users.map(({ nick, modes }: any) => [nick, ...modes]);
  assertEquals(members, [["bob", "@"], ["lou"]]);
  assertEquals(kick.from.nick, "bob");
  assertEquals(kick.text, "not here");
});

test("tells who somebody is, and lists channels", async ({ lou, bob, lobby }) => {
  await bob.sendLines("TOPIC #lobby :for all");
  lou.emit("input", { target: lobby, text: "/whois bob" });
  const { whois } = await lou.waitForMessage({ type: "whois" });
  lou.emit("input", { target: lobby, text: "/list" });
  const { data } = await lou.waitFor(
    "msg:special",
    ({ data }) => Array.isArray(data),
  );
  const [{ channel, num_users, topic }] = data;

  const { nick, real_name, channels } = whois;
  assertEquals([nick, real_name, channels], ["bob", "bob", "#lobby"]);
  assertEquals(data.length, 1);
  assertEquals([channel, num_users, topic], ["#lobby", 2, "for all"]);
});
