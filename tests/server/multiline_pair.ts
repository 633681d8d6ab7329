import type { FakeConn } from "../fakes/fake_conn.ts";
import type { TestServer } from "../fakes/test_server.ts";

export const MULTILINE = "batch draft/multiline";
export const OPEN = "BATCH +1 draft/multiline #lobby";

/** Someone who sends a batch, and someone who hears of it. */
export async function pair(
  server: TestServer,
  capabilities = MULTILINE,
): Promise<{ ann: FakeConn; bob: FakeConn }> {
  const ann = await server.join("ann", { capabilities, address: "127.0.0.1" });
  const bob = await server.join("bob", { capabilities: MULTILINE });
  ann.takeLines();
  return { ann, bob };
}

export function line(text: string, tags = "batch=1"): string {
  return `@${tags} PRIVMSG #lobby :${text}`;
}

export const CONCAT = "batch=1;draft/multiline-concat";

export function fail(...words: readonly string[]): string {
  return `:test.chat FAIL BATCH ${words.join(" ")}`;
}
