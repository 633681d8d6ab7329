import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("extended-monitor tells what becomes of those who are monitored", async (t) => {
  const source = ":bob!bob@192.0.2.1";
  const away = { line: "AWAY :tea", news: `${source} AWAY :tea` };
  const setname = { line: "SETNAME :Bob B", news: `${source} SETNAME :Bob B` };
  const rows = [
    { ...away, capabilities: "extended-monitor away-notify", isTold: true },
    { ...away, capabilities: "extended-monitor", isTold: false },
    { ...away, capabilities: "away-notify", isTold: false },
    { ...away, capabilities: "extended-monitor setname", isTold: false },
    { ...setname, capabilities: "extended-monitor setname", isTold: true },
    { ...setname, capabilities: "extended-monitor", isTold: false },
    { ...setname, capabilities: "setname", isTold: false },
  ];
  for (const { line, news, capabilities, isTold } of rows) {
    await t.step(`${line} with ${capabilities}`, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities, channels: "" });
      const bob = await server.join("bob");
      await server.ask(ann, "MONITOR + BOB");
      ann.takeLines();

      await server.ask(bob, line);

      assertEquals(ann.takeLines(), isTold ? [news] : []);
    });
  }
});

Deno.test("extended-monitor tells once what is known of a shared channel, too", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "extended-monitor away-notify",
    channels: "#a,#b",
  });
  const bob = await server.join("bob", { channels: "#a,#b" });
  await server.ask(ann, "MONITOR + bob");
  ann.takeLines();

  await server.ask(bob, "AWAY :tea");

  assertEquals(ann.takeLines(), [":bob!bob@192.0.2.1 AWAY :tea"]);
});

Deno.test("extended-monitor tells oneself nothing of oneself", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "extended-monitor away-notify",
  });
  await server.ask(ann, "MONITOR + ann");

  assertEquals(
    (await server.ask(ann, "AWAY :tea")).map((line) => line.split(" ")[1]),
    ["306"],
  );
});

Deno.test("extended-monitor ends with the monitoring, and follows the nick", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "extended-monitor away-notify",
    channels: "",
  });
  const bob = await server.join("bob");
  await server.ask(ann, "MONITOR + bob,rob");
  await server.ask(bob, "NICK rob");
  ann.takeLines();

  await server.ask(bob, "AWAY :tea");
  assertEquals(ann.takeLines(), [":rob!bob@192.0.2.1 AWAY :tea"]);
  await server.ask(ann, "MONITOR - rob");
  await server.ask(bob, "AWAY");
  assertEquals(ann.takeLines(), []);
});
