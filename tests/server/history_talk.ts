import type { FakeConn } from "../fakes/fake_conn.ts";
import type { TestServer } from "../fakes/test_server.ts";

/** What a client asks for that reads history as it should be read. */
export const HISTORY = "batch draft/chathistory message-tags server-time";

/** Has a client say some texts, each a second after the one before. */
export async function sayInTurn(
  server: TestServer,
  conn: FakeConn,
  { target, texts }: {
    readonly target: string;
    readonly texts: readonly string[];
  },
): Promise<void> {
  for (const text of texts) {
    await server.clock.advance(1_000);
    await server.ask(conn, `PRIVMSG ${target} :${text}`);
  }
}

/** Gives what is said in some lines, in their order. */
export function textsIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    / (?:PRIVMSG|NOTICE) \S+ :(.*)$/s.exec(line)?.[1] ?? []
  );
}

/** Gives a tag of the line that says a text. */
export function tagOf(
  lines: readonly string[],
  text: string,
  tag: string,
): string {
  const line = lines.find((line) => line.endsWith(` :${text}`)) ?? "";
  return new RegExp(`[@;]${tag}=([^; ]*)`).exec(line)?.[1] ?? "";
}
