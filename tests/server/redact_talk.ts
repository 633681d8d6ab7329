import type { FakeConn } from "../fakes/fake_conn.ts";
import type { TestServer } from "../fakes/test_server.ts";

/** Knows redactions. */
export const CAPABILITIES = "message-tags draft/message-redaction";
export const ANN = ":ann!ann@192.0.2.1";
export const BOB = ":bob!bob@192.0.2.1";

export const NO_SUCH = "There is no such message, or it is too old";
export const FORBIDDEN = "You may not take back this message";
export const NO_PLACE = "You cannot take back messages there";

/** Two who are in #a. */
export interface Pair {
  /** Runs #a. */
  readonly ann: FakeConn;
  readonly bob: FakeConn;
}

/** Registers both. */
export async function pair(
  server: TestServer,
  capabilities = CAPABILITIES,
): Promise<Pair> {
  const ann = await server.join("ann", { capabilities, channels: "#a" });
  const bob = await server.join("bob", { capabilities, channels: "#a" });
  ann.takeLines();
  return { ann, bob };
}

/** Says something, and gives the id by which it was heard. */
export async function said(
  server: TestServer,
  { ann, bob }: Pair,
  conn: FakeConn,
  line: string,
): Promise<string> {
  const answer = await server.ask(conn, line);
  const heard = [...answer, ...ann.takeLines(), ...bob.takeLines()];
  return idOf(heard.at(-1));
}

/** Gives the id of a message. */
export function idOf(line: string | undefined): string {
  return /msgid=([^\s;]+)/.exec(line ?? "")?.[1] ?? "";
}

/** Takes the lines, in which the id of the redaction itself is `NEW`. */
export function taken(conn: FakeConn): string[] {
  return conn.takeLines().map(withoutId);
}

/** The same for an answer. */
export async function asked(
  server: TestServer,
  conn: FakeConn,
  line: string,
): Promise<string[]> {
  return (await server.ask(conn, line)).map(withoutId);
}

function withoutId(line: string): string {
  return line.replace(/msgid=[^\s;]+/, "msgid=NEW");
}
