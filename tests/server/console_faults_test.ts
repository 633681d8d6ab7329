import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { openConsole } from "./open_console.ts";

async function* failingInput(...lines: string[]): AsyncGenerator<string> {
  await Promise.resolve();
  yield* lines;
  throw new TypeError("Is a directory (os error 21)");
}

Deno.test("an input that cannot be read ends the console alone", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const printed: string[] = [];

  await server.openConsole(failingInput("hi"), printed);

  assertEquals(printed, ["test: hi"]);
  assertEquals(ann.takeLines(), [":test.chat PRIVMSG #lobby :hi"]);
  assertEquals(server.log.filter(({ level }) => level !== "debug"), [{
    level: "warn",
    text:
      "The console cannot be read any more: TypeError: Is a directory (os error 21)",
  }]);
  await server.join("bob");
  assertEquals(printed.at(-1), "-- bob joined #lobby");
});

Deno.test("a bug that one line of the console meets ends nothing, and is logged", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const ann = await server.join("ann");
  const { hub } = server.server;
  const { nextMessageId } = hub;
  hub.nextMessageId = () => {
    throw new TypeError("a bug");
  };

  await console.type("one");
  hub.nextMessageId = nextMessageId;
  await console.type("two");

  assertEquals(ann.takeLines(), [":test.chat PRIVMSG #lobby :two"]);
  const errors = server.log.filter(({ level }) => level === "error");
  assertEquals(errors.length, 1);
  assertEquals(
    errors[0]?.text.startsWith("The console: TypeError: a bug\n"),
    true,
  );
});
