import { assertEquals } from "@std/assert/equals";
import { LinkRig } from "./link_rig.ts";

Deno.test("Link enters its channels again, in their order, with their keys", async () => {
  const rig = new LinkRig();
  await rig.join({ channels: ["#a", "#b key", "#c", "#d"] });
  await rig.answer(":bob MODE #d +k d-key", ":ann!a@h PART #c");

  assertEquals(await rig.reconnect(), [
    "JOIN #a",
    "JOIN #b,#d key,d-key",
  ]);
});

Deno.test("Link enters many channels with few lines", async () => {
  const rig = new LinkRig();
  const channels = Array.from({ length: 23 }, (_, index) => `#c${index}`);
  await rig.join({ channels });
  const lines = await rig.reconnect();

  assertEquals(lines.length, 3);
  assertEquals(
    lines.flatMap((line) => line.replace("JOIN ", "").split(",")),
    channels,
  );
});

Deno.test("Link enters what it has asked for and not been let into yet", async () => {
  const rig = new LinkRig();
  await rig.join();
  rig.link.send("JOIN", "#b", "key");
  rig.link.send("JOIN", "#c");
  await rig.answer(":irc 473 ann #c :Cannot join channel (+i)");

  assertEquals(await rig.reconnect(), ["JOIN #a", "JOIN #b key"]);
});

Deno.test("Link does not ask again for what is no channel", async () => {
  const rig = new LinkRig();
  await rig.join();
  rig.link.send("JOIN", "0");
  rig.link.send("JOIN", "bob,#b", "one,two");

  assertEquals(await rig.reconnect(), ["JOIN #a", "JOIN #b two"]);
});

Deno.test("Link does not enter what was left", async () => {
  const rig = new LinkRig();
  await rig.join({ channels: ["#a", "#b", "#c"] });
  rig.link.send("JOIN", "#b");
  rig.link.send("JOIN", "#c");
  await rig.answer(":ann!a@h PART #b", ":bob KICK #c ann :out");

  assertEquals(await rig.reconnect(), ["JOIN #a"]);
});

Deno.test("Link keeps what it knows of a channel, and tells no news that is none", async () => {
  const rig = new LinkRig();
  const { state } = await rig.join();
  await rig.answer(
    ":irc 332 ann #a :All about a",
    ":irc 353 ann = #a :@bob ann",
    ":irc 366 ann #a :End",
  );
  rig.takeEvents();
  await rig.cut();
  assertEquals(state.channels.get("#a")?.topic, "All about a");
  await rig.redial();
  await rig.readmit();
  await rig.answer(":irc 372 ann :- Message of the day", ":irc 376 ann :End");
  await rig.answer(
    ":ann!a@h JOIN #a",
    ":irc 332 ann #a :All about a",
    ":irc 353 ann = #a :carol ann",
    ":irc 366 ann #a :End",
  );

  assertEquals(rig.takeEvents(), [
    "disconnected (it broke the connection off)",
    "reconnected",
    "own join again #a",
  ]);
  const members = [...state.channels.get("#a")?.members.values() ?? []];
  assertEquals(members.map(({ nick }) => nick), ["ann", "carol"]);
  await rig.answer(":irc 353 ann = #a :carol", ":irc 366 ann #a :End");
  assertEquals(rig.takeEvents(), ["names #a"]);
});

Deno.test("Link tells of a topic that was changed meanwhile", async () => {
  const rig = new LinkRig();
  await rig.join();
  await rig.reconnect();
  rig.takeEvents();
  await rig.answer(":ann!a@h JOIN #a", ":irc 332 ann #a :News");

  assertEquals(rig.takeEvents(), ["own join again #a", "topic #a: News"]);
});

Deno.test("Link leaves a channel that does not let it in again", async () => {
  const rig = new LinkRig();
  const link = await rig.join({ channels: ["#a", "#b"] });
  await rig.cut();
  link.say("#b", "hi");
  rig.takeEvents();
  await rig.redial();
  await rig.readmit();
  const said = await rig.answer(
    ":irc 477 ann #a :Cannot join channel (+r) - log in first",
    ":ann!a@h JOIN #b",
  );

  assertEquals(rig.takeEvents(), [
    "reconnected",
    "error: #a: Cannot join channel (+r) - log in first",
    "own part #a: ",
    "own join again #b",
  ]);
  assertEquals([...link.state.channels.keys()], ["#b"]);
  assertEquals(said, ["@label=m1 PRIVMSG #b :hi"]);
});

Deno.test("Link says again that we are away", async () => {
  const rig = new LinkRig();
  await rig.join({ channels: [] });
  rig.link.send("AWAY", "lunch");
  assertEquals(await rig.reconnect(), ["AWAY :lunch"]);
  rig.link.send("AWAY");
  await rig.answer();

  assertEquals(await rig.reconnect(), []);
});

Deno.test("Link does not wait for ever to be let into a channel", async () => {
  const rig = new LinkRig();
  const link = await rig.join();
  await rig.cut();
  link.say("bob", "hi");
  await rig.redial();
  await rig.readmit();
  await rig.clock.advance(9_999);
  assertEquals(rig.conn.takeLines(), []);
  await rig.clock.advance(1);

  assertEquals(rig.conn.takeLines(), ["@label=m1 PRIVMSG bob :hi"]);
  await rig.answer(":irc 473 ann #a :Cannot join channel (+i)");
  assertEquals(link.state.channels.size, 0);
});

Deno.test("Link comes back with a numbered nick, and takes its own back", async () => {
  const rig = new LinkRig();
  await rig.join({ channels: [] });
  await rig.cut();
  await rig.redial();
  assertEquals(
    await rig.answer(":irc 433 * ann :Nickname is already in use"),
    ["NICK ann2"],
  );
  await rig.readmit({ nick: "ann2" });
  assertEquals(rig.link.state.nick, "ann2");
  rig.takeEvents();

  await rig.clock.advance(60_000);
  assertEquals(rig.conn.takeLines(), ["NICK ann"]);
  await rig.answer(":irc 433 ann2 ann :Nickname is already in use");
  assertEquals(rig.takeEvents(), []);
  await rig.clock.advance(60_000);
  assertEquals(rig.conn.takeLines(), ["NICK ann"]);
  await rig.answer(":ann2!a@h NICK ann");
  assertEquals(rig.takeEvents(), ["own nick"]);
  await rig.clock.advance(80_000);
  assertEquals(rig.conn.takeLines(), []);
});

Deno.test("Link takes its nick back as soon as it is free", async () => {
  const rig = new LinkRig();
  await rig.join();
  await rig.cut();
  await rig.redial();
  await rig.answer(":irc 433 * ann :In use");
  await rig.readmit({ nick: "ann2" });
  await rig.answer(":ann2!a@h JOIN #a");

  assertEquals(await rig.answer(":ann!a@h QUIT :Ping timeout"), ["NICK ann"]);
});

Deno.test("Link leaves a nick alone that the person gives up", async () => {
  const rig = new LinkRig();
  await rig.join({ channels: [] });
  await rig.cut();
  await rig.redial();
  await rig.answer(":irc 433 * ann :In use");
  await rig.readmit({ nick: "ann2" });
  rig.takeEvents();
  rig.link.send("NICK", "bob");
  await rig.answer(":irc 433 ann2 bob :In use");
  assertEquals(rig.takeEvents(), ["error: bob: In use"]);
  await rig.answer(":ann2!a@h NICK carol");
  await rig.clock.advance(80_000);
  assertEquals(rig.conn.takeLines(), []);

  await rig.cut();
  await rig.redial();
  assertEquals(rig.conn.output.includes("NICK carol"), true);
});

Deno.test("Link tells that another nick is refused while it asks for its own", async () => {
  const rig = new LinkRig();
  await rig.join({ channels: [] });
  await rig.cut();
  await rig.redial();
  await rig.answer(":irc 433 * ann :In use");
  await rig.readmit({ nick: "ann2" });
  rig.takeEvents();
  await rig.clock.advance(60_000);
  rig.link.send("NICK", "bob");
  await rig.answer(
    ":irc 433 ann2 bob :In use",
    ":irc 433 ann2 ANN :In use",
  );

  assertEquals(rig.takeEvents(), ["error: bob: In use"]);
});

Deno.test("Link asks for its nick for a while, and then no more", async () => {
  const rig = new LinkRig();
  await rig.join({ channels: [] });
  await rig.cut();
  await rig.redial();
  await rig.answer(":irc 433 * ann :In use");
  await rig.readmit({ nick: "ann2" });
  let count = 0;
  for (let minute = 0; minute < 30; minute++) {
    await rig.clock.advance(60_000);
    const asked = rig.conn.takeLines().filter((line) => line === "NICK ann");
    count += asked.length;
    const refused = asked.map(() => ":irc 433 ann2 ann :In use");
    await rig.answer("PONG irc :alive", ...refused);
  }

  assertEquals(count, 15);
});
