import type { FakeConn } from "../fakes/fake_conn.ts";
import type { TestServer } from "../fakes/test_server.ts";

/** What SEARCH needs, and ids. */
export const CAPABILITIES = "batch chat/search message-tags";

/** Registers a client that can search. */
export async function join(
  server: TestServer,
  nick: string,
  { channels = "#a", capabilities = CAPABILITIES } = {},
): Promise<FakeConn> {
  return await server.join(nick, { capabilities, channels });
}

/** Searches, and gives what was found: who said what to whom. */
export async function search(
  server: TestServer,
  conn: FakeConn,
  query: string,
  { limit = 50, before = "*" } = {},
): Promise<string[]> {
  return (await answer(server, conn, `SEARCH ${limit} ${before} :${query}`))
    .slice(1, -1).map((line) =>
      line.replace(/^@\S+ :(\w+)!\S+ \w+ (\S+) :/, "$1 $2 ")
    );
}

/** Lets pass what a search costs those who search much. */
export async function answer(
  server: TestServer,
  conn: FakeConn,
  line: string,
): Promise<string[]> {
  const lines = await server.ask(conn, line);
  await server.clock.advance(1_000);
  return [...lines, ...conn.takeLines()];
}

/** Gives the id of a message. */
export function idOf(line: string | undefined): string {
  return /msgid=([^\s;]+)/.exec(line ?? "")?.[1] ?? "";
}
