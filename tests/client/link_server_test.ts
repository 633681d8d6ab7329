import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { Random } from "../fuzz/random.ts";
import { KeptServer } from "./kept_server.ts";

Deno.test("a hiccup of the network: others see nothing, and nothing is lost", async () => {
  await using chat = new KeptServer();
  const ann = await chat.join("ann");
  const bob = await chat.join("bob");
  bob.link.say("#lobby", "one");
  await chat.rest();
  for (const person of [ann, bob]) person.takeOthers();

  ann.wire?.cut();
  await chat.rest();
  ann.link.say("#lobby", "mine");
  bob.link.say("#lobby", "two");
  bob.link.say("ann", "psst");
  await chat.rest();
  await chat.pass(1_000);

  assertEquals(ann.heard, ["bob: two", "ann: mine"]);
  assertEquals(bob.heard, ["bob: two", "ann: mine"]);
  assertEquals(ann.whispers, ["bob > ann: psst"]);
  assertEquals(ann.takeOthers(), [
    "disconnected",
    "reconnected",
    "join ann",
    "gap",
    "gap",
  ]);
  assertEquals(bob.takeOthers(), []);
});

Deno.test("a restart of the server: everybody is back, and nothing is lost", async () => {
  await using chat = new KeptServer();
  const ann = await chat.join("ann");
  const bob = await chat.join("bob");
  const eve = await chat.join("eve");
  const people = [ann, bob, eve];
  ann.link.say("#lobby", "one");
  ann.link.send("TOPIC", "#lobby", "all of it");
  await chat.rest();
  for (const person of people) person.takeOthers();

  await chat.kill();
  ann.link.say("#lobby", "two\nlines");
  bob.link.say("eve", "psst");
  chat.restart();
  for (let second = 0; second < 10; second++) await chat.pass(1_000);

  for (const { heard } of people) assertEquals(heard, ["ann: two\nlines"]);
  assertEquals(people.map(({ whispers }) => whispers), [
    [],
    ["bob > eve: psst"],
    ["bob > eve: psst"],
  ]);
  for (const { link } of people) {
    assertEquals(
      [...link.state.channels.get("#lobby")?.members.keys() ?? []].sort(),
      ["ann", "bob", "eve"],
    );
  }
  for (const person of people) {
    assertEquals(
      person.takeOthers().filter((event) => event !== "gap"),
      ["disconnected", "reconnected", `join ${person.nick}`],
    );
  }
});

Deno.test("a restart in which nobody says anything is told in three events", async (t) => {
  for (const end of ["kill", "stop"] as const) {
    await t.step(end, async () => {
      await using chat = new KeptServer();
      const people = [await chat.join("ann"), await chat.join("bob")];
      for (const person of people) person.takeOthers();
      await chat[end]();
      await chat.pass(20_000);
      chat.restart();
      for (let second = 0; second < 150; second++) await chat.pass(1_000);

      for (const person of people) {
        assertEquals(person.takeOthers(), [
          "disconnected",
          "reconnected",
          `join ${person.nick}`,
        ]);
      }
    });
  }
});

Deno.test("connections that break at random: all is told once, in one order", async (t) => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await t.step(`seed ${seed}`, async () => {
      const random = new Random(seed);
      await using chat = new KeptServer(seed);
      const people = [];
      for (const nick of ["ann", "bob", "eve"]) {
        people.push(await chat.join(nick));
      }
      const said: string[] = [];
      const whispered: string[] = [];
      for (let round = 0; round < 60; round++) {
        for (const { nick, link } of people) {
          for (let count = random.below(5); count > 0; count--) {
            link.say("#lobby", `${nick} ${round} ${count}`);
            said.push(`${nick}: ${nick} ${round} ${count}`);
          }
          if (random.oneIn(3)) {
            const other = random.pick(
              people.filter((one) => one.nick !== nick),
            );
            link.say(other.nick, `psst ${round}`);
            whispered.push(`${nick} > ${other.nick}: psst ${round}`);
          }
        }
        if (random.oneIn(3)) random.pick(people).wire?.cut();
        for (let turn = random.below(4); turn > 0; turn--) await settle();
        if (random.oneIn(10)) {
          await chat.kill();
          chat.restart();
        }
        if (random.oneIn(2)) random.pick(people).wire?.cut();
        if (random.oneIn(3)) await chat.pass(random.below(5_000));
      }
      for (let second = 0; second < 120; second++) await chat.pass(1_000);

      // After a restart somebody may not be back yet: the sender is told.
      const refused = people.flatMap(({ refused }) => refused);
      for (const { nick, whispers } of people) {
        const own = whispered.filter((text) =>
          (text.startsWith(`${nick} `) || text.includes(`> ${nick}:`)) &&
          !refused.includes(text)
        );
        assertEquals(whispers.sort(), own.sort());
      }
      const [first, ...others] = people.map(({ heard }) => heard);
      assertEquals([...first ?? []].sort(), said.sort());
      for (const heard of others) assertEquals(heard, first);
      assertEquals(
        people.flatMap(({ events }) =>
          events.filter(({ type }) => type === "error")
        ),
        [],
      );
    });
  }
});
