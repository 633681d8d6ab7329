import { setImmediate } from "node:timers";
import { createCloak } from "./cloak.ts";
import { systemClock } from "./clock.ts";
import { Console, type ConsoleIo } from "./console.ts";
import { createLog } from "./log.ts";
import type { ServerOptions } from "./options.ts";
import { prepareConns } from "./prepare_conns.ts";
import { rehash } from "./rehash.ts";
import { Server } from "./server.ts";
import { startupLines } from "./startup_lines.ts";

/** What running a server needs. */
export interface ServeDeps {
  /** The console; none with `--no-console`. */
  readonly io?: ConsoleIo;
  /** Whether the server ends with the console's input, as on a terminal. */
  readonly endsWithConsole: boolean;
  /** Reads the message of the day anew; throws `RangeError` if it cannot. */
  readonly readMotd: () => readonly string[];
  /** Is given what has the server read anew what can change: see REHASH. */
  readonly onRehash: (rehash: () => void) => void;
  /** Writes one start-up line. */
  readonly print: (line: string) => void;
  /** Writes one line of the log. */
  readonly printLog: (line: string) => void;
  /** Its abort ends the server; the reason is what clients are told. */
  readonly stop: AbortController;
}

/**
 * Runs a server on this machine's network until it is stopped.
 *
 * @throws {ListenError} If the port cannot be opened.
 */
export async function runServe(
  options: ServerOptions,
  { io, endsWithConsole, readMotd, onRehash, print, printLog, stop }: ServeDeps,
): Promise<void> {
  const server = new Server(options, {
    clock: systemClock,
    defer: (callback) => void setImmediate(callback),
    isWindows: Deno.build.os === "windows",
    listen: (options) => prepareConns(Deno.listen(options)),
    log: createLog(options.logLevel, printLog),
    randomId: () => crypto.randomUUID().replaceAll("-", "").slice(0, 16),
    cloak: createCloak(crypto.getRandomValues(new Uint8Array(32))),
    readMotd,
  });
  onRehash(() => void rehash(server.hub, "SIGHUP"));
  const startup = startupLines({
    bound: server.addresses,
    hostname: Deno.hostname(),
    interfaces: Deno.networkInterfaces(),
    network: options.network,
  });
  for (const line of startup) print(line);
  if (io !== undefined) {
    const quit = (reason: string) => stop.abort(reason);
    const console = new Console(server.hub, { io, quit });
    void console.run().then(() => endsWithConsole && stop.abort(""));
  }
  await server.serve(stop.signal);
}
