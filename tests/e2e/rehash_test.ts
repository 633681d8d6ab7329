import { assertEquals } from "@std/assert/equals";
import { startServer } from "./program.ts";
import { RawClient } from "./raw_client.ts";

Deno.test({
  name: "serve --no-console reads the message of the day anew on SIGHUP",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using server = await startServer();
    await using ann = await RawClient.join(server.port, "ann");

    server.process.kill("SIGHUP");
    await ann.sendLines("PING 1");
    await ann.waitFor(/ PONG /);
    await server.stop();

    const told = server.errorLines.filter((line) => line.includes("REHASH"));
    assertEquals(told, [
      "info: REHASH by SIGHUP: the message of the day was read anew",
    ]);
  },
});
