import type { Store } from "../../server/history/store.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** Somebody who can come back. */
export interface Resumable {
  readonly conn: FakeConn;
  readonly token: string;
  /** What was answered from the registration on. */
  readonly welcome: readonly string[];
}

/** How somebody comes. */
export interface ComingOptions {
  /** The token of before. */
  readonly token?: string;
  /** Capabilities besides `chat/resume`. */
  readonly capabilities?: string;
  /** Channels that are joined. */
  readonly channels?: string;
  readonly address?: string;
  /** Lines that are sent before the registration is complete. */
  readonly before?: readonly string[];
}

/** Registers a client with the capability `chat/resume`. */
export async function come(
  server: TestServer,
  nick: string,
  { token, capabilities = "", channels = "", address, before = [] }:
    ComingOptions = {},
): Promise<Resumable> {
  const conn = await server.connect(address);
  conn.sendLines(`CAP REQ :chat/resume ${capabilities}`, ...before);
  if (token !== undefined) conn.sendLines(`RESUME ${token}`);
  conn.sendLines(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`, "CAP END");
  await settle();
  const welcome = conn.takeLines();
  if (channels !== "") conn.sendLines(`JOIN ${channels}`);
  await settle();
  if (channels !== "") conn.takeLines();
  return { conn, welcome, token: tokenIn(welcome) };
}

/** Finds the token in what the server said; `""` if there is none. */
export function tokenIn(lines: readonly string[]): string {
  const told = lines.map((line) => / RESUME TOKEN :?(\S+)$/.exec(line)?.[1]);
  return told.find((token) => token !== undefined) ?? "";
}

/** Cuts a client's line without a word. */
export async function cut({ conn }: Resumable): Promise<void> {
  conn.end();
  await settle();
}

/** Ends a server, or leaves it as if it were dead, and starts another on its store. */
export async function restart(
  server: TestServer,
  store: Store,
  { isKilled = false, historyFromJoin = false } = {},
): Promise<TestServer> {
  if (!isKilled) await server.stop();
  return new TestServer({ historyFromJoin }, { store, idPrefix: "next" });
}
