/**
 * A program whose command `probe` needs the network alone, and prints what it
 * may do; `join` does that when it connects.
 *
 * @module
 */

import { runJoin, systemJoinDeps } from "../../client/join.ts";
import { createProgram } from "../../command_line.ts";

const NAMES = ["env", "net", "read", "run", "sys", "write"] as const;

const probe = {
  description: "Say what is allowed.",
  flags: [],
  examples: [],
  needs: ["net"],
  run(): Promise<void> {
    printPermissions();
    return Promise.resolve();
  },
} as const;

const join = {
  description: "Say what is allowed when it connects.",
  flags: [],
  examples: [],
  needs: ["net", "read", "run", "sys", "write"],
  async run(): Promise<void> {
    await runJoin({
      address: { host: "127.0.0.1", port: 8080 },
      channels: [],
      json: true,
    }, {
      ...systemJoinDeps({
        signal: new AbortController().signal,
        env: () => undefined,
        onLend: () => {},
      }),
      connect() {
        printPermissions();
        return Promise.reject(new Deno.errors.ConnectionRefused());
      },
    }).catch(() => {});
    Deno.exit();
  },
} as const;

function printPermissions(): void {
  for (const name of NAMES) {
    console.log(name, Deno.permissions.querySync({ name }).state);
  }
}

await createProgram({ join, probe }, "1.2.3").parse(Deno.args);
