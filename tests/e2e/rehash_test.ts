import { assertEquals } from "@std/assert/equals";
import { startServer } from "./program.ts";
import { RawClient } from "./raw_client.ts";

Deno.test({
  name: "serve --no-console reads the message of the day anew on SIGHUP",
  ignore: Deno.build.os === "windows",
  async fn() {
    const motd = await Deno.makeTempFile();
    try {
      await Deno.writeTextFile(motd, "before");
      await using server = await startServer([`--motd=@${motd}`]);
      await using ann = await RawClient.join(server.port, "ann");

      await Deno.writeTextFile(motd, "behind");
      server.process.kill("SIGHUP");
      await server.waitForLine(/REHASH/, server.errorLines);
      await ann.sendLines("MOTD", "PING 1");
      await ann.waitFor(/ PONG /);

      const told = ann.lines.filter((line) => line.includes(" 372 "));
      assertEquals(told.map((line) => line.split(":").at(-1)), [
        "before",
        "behind",
      ]);
    } finally {
      await Deno.remove(motd);
    }
  },
});
