import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { openConsole } from "./open_console.ts";

Deno.test("/names tells who is here and where", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  await server.join("ann", { channels: "#lobby,#a" });
  await server.join("bob", { channels: "", address: "2001:db8::1" });
  await server.ask(await server.connect(), "NICK early");

  assertEquals(await console.type("/names"), [
    "-- 2 here",
    "-- ann (192.0.2.1) #lobby #a",
    "-- bob (2001:db8::1)",
  ]);
});

Deno.test("/kick closes a connection, and everybody concerned is told why", async (t) => {
  const rows = [
    ["/kick ann", "Kicked"],
    ["/kick ANN  too loud ", "Kicked: too loud"],
    ["/KICK ann a\0b", "Kicked: a␀b"],
  ] as const;
  for (const [line, reason] of rows) {
    await t.step(JSON.stringify(line), async () => {
      await using server = new TestServer();
      const console = openConsole(server);
      const bob = await server.join("bob");
      const ann = await server.join("ann");
      bob.takeLines();

      assertEquals(await console.type(line), [`-- ann left (${reason})`]);

      assertEquals(ann.takeLines(), [`ERROR :Closing link: ${reason}`]);
      assertEquals(bob.takeLines(), [`:ann!ann@192.0.2.1 QUIT :${reason}`]);
      await server.clock.advance(500);
      assertEquals(ann.isClosed, true);
    });
  }
});

Deno.test("/kick tells of somebody who was not in the lobby, and of nobody", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  await server.join("ann", { channels: "#a" });

  assertEquals(await console.type("/kick ann", "/kick Ann", "/kick"), [
    "-- ann was kicked",
    "-- There is no Ann here",
    "-- Usage: /kick nick [reason]",
  ]);
});

Deno.test("/announce is a notice to everybody, once", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const ann = await server.join("ann", { channels: "#lobby,#a" });
  const bob = await server.join("bob", { channels: "" });
  console.take();

  assertEquals(await console.type("/announce  back at 8 ", "/announce"), [
    "-- Announced to 2: back at 8",
    "-- Usage: /announce text",
  ]);
  assertEquals(ann.takeLines(), [":test.chat NOTICE ann :back at 8"]);
  assertEquals(bob.takeLines(), [":test.chat NOTICE bob :back at 8"]);
});

Deno.test("/quit stops the server and tells why", async (t) => {
  const rows = [
    ["/quit", "Server is shutting down"],
    ["/quit back at 8", "Server is shutting down: back at 8"],
    ["/quit a\0b\rc", "Server is shutting down: a␀b␍c"],
  ] as const;
  for (const [line, reason] of rows) {
    await t.step(JSON.stringify(line), async () => {
      await using server = new TestServer();
      const console = openConsole(server);
      const ann = await server.join("ann");

      await console.type(line);

      assertEquals(ann.takeLines(), [`ERROR :Closing link: ${reason}`]);
    });
  }
});

Deno.test("/help lists every command, and what is none is said so", async () => {
  await using server = new TestServer();
  const console = openConsole(server);

  const help = await console.type("/help");
  const words = help.map((line) => line.split(" ")[1]);
  assertEquals(words, [
    "/help",
    "/names",
    "/kick",
    "/announce",
    "/quit",
    "text",
  ]);
  assertEquals(await console.type("/frob x", "/"), [
    "-- There is no /frob: /help lists what there is",
    "-- There is no /: /help lists what there is",
  ]);
});
