import { setImmediate } from "node:timers";
import { createCloak } from "./cloak.ts";
import { keptCloakKey } from "./cloak_key.ts";
import { systemClock } from "./clock.ts";
import { Console, type ConsoleIo } from "./console.ts";
import { openStore } from "./history/open_store.ts";
import { Pruner } from "./history/pruner.ts";
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
 * @throws {OpenError} If what is kept cannot be opened.
 */
export async function runServe(
  options: ServerOptions,
  { io, endsWithConsole, readMotd, onRehash, print, printLog, stop }: ServeDeps,
): Promise<void> {
  const clock = systemClock;
  const log = createLog(options.logLevel, printLog);
  const randomBytes = (length: number) =>
    crypto.getRandomValues(new Uint8Array(length));
  const server = new Server(options, {
    clock,
    defer: (callback) => void setImmediate(callback),
    isWindows: Deno.build.os === "windows",
    listen: (options) => prepareConns(Deno.listen(options)),
    log,
    randomId: () => crypto.randomUUID().replaceAll("-", "").slice(0, 16),
    randomBytes,
    cloak: (address) => cloak(address),
    readMotd,
    // A thousand messages a millisecond are more than are ever said.
    idsAfter: clock.now() * 1_000,
    openStore: () => openStore(options.dbPath, clock),
  });
  const { store } = server.hub.history;
  const cloak = createCloak(keptCloakKey(store, randomBytes));
  const pruner = new Pruner({ store, clock, log, ...options });
  onRehash(() => void rehash(server.hub, "SIGHUP"));
  const startup = startupLines({
    bound: server.addresses,
    path: store.path,
    hostname: Deno.hostname(),
    interfaces: Deno.networkInterfaces(),
    network: options.network,
    history: options,
  });
  for (const line of startup) print(line);
  if (io !== undefined) {
    const quit = (reason: string) => stop.abort(reason);
    const console = new Console(server.hub, { io, quit });
    void console.run().then(() => endsWithConsole && stop.abort(""));
  }
  pruner.start();
  try {
    await server.serve(stop.signal);
  } finally {
    pruner.stop();
    server.hub.history.commit();
    store.close();
  }
}
