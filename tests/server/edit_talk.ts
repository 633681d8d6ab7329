import type { FakeConn } from "../fakes/fake_conn.ts";
import type { TestServer } from "../fakes/test_server.ts";

/** Knows edits. */
export const ABLE = "message-tags chat/edit";
/** Of several lines, too. */
export const MANY = `${ABLE} batch draft/multiline`;
export const ANN = ":ann!ann@192.0.2.1";
export const NO_SUCH = "There is no such message, or it is too old";

/** Registers a client, in #a. */
export async function join(
  server: TestServer,
  nick: string,
  capabilities = ABLE,
): Promise<FakeConn> {
  return await server.join(nick, { capabilities, channels: "#a" });
}

/** Says something, and gives the id by which another heard it. */
export async function said(
  server: TestServer,
  { from, to, line }: {
    readonly from: FakeConn;
    readonly to: FakeConn;
    readonly line: string;
  },
): Promise<string> {
  to.takeLines();
  await server.ask(from, line);
  const [, id = ""] = /msgid=([^\s;]+)/.exec(to.takeLines().at(-1) ?? "") ?? [];
  return id;
}

/** Replaces the ids that are new, which tests need not know. */
export function known(lines: readonly string[], id: string): string[] {
  return lines.map((line) =>
    line.replace(/msgid=[^\s;]+/, "msgid=NEW").replaceAll(id, "OLD")
  );
}
