/**
 * A server for one client, in a worker: lets it into a channel, and says there
 * as much as it was told to, as fast as the client reads.
 *
 * @module
 */

/** What the worker is told. */
export interface FloodRequest {
  readonly messages: number;
}

const NICK = "ann";

/** Lines that are written at once. */
const CHUNK_LINES = 200;

const encoder = new TextEncoder();

/** The chunks of a flood; each message has one `~`. */
function makeChunks(messages: number): Uint8Array[] {
  const lines = Array.from(
    { length: messages },
    (_, index) =>
      `:bob${index % 50}!b@host PRIVMSG #a :~${index} the quick brown fox ` +
      "jumps over the lazy dog and runs away\r\n",
  );
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < messages; at += CHUNK_LINES) {
    chunks.push(encoder.encode(lines.slice(at, at + CHUNK_LINES).join("")));
  }
  return chunks;
}

async function write(conn: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += await conn.write(bytes.subarray(at));
  }
}

/** What the server says to what the client has said so far, once. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/^CAP LS/m, ":irc CAP * LS :\r\n"],
  [/^CAP :?END/m, `:irc 001 ${NICK} :Welcome\r\n:irc 376 ${NICK} :End\r\n`],
  [
    /^JOIN/m,
    `:${NICK}!a@host JOIN #a\r\n:irc 353 ${NICK} = #a :bob ${NICK}\r\n` +
    `:irc 366 ${NICK} #a :End\r\n`,
  ],
];

async function serve(conn: Deno.Conn, request: FloodRequest): Promise<void> {
  const chunks = makeChunks(request.messages);
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(4096);
  const answers = [...ANSWERS];
  let said = "";
  try {
    while (true) {
      const count = await conn.read(buffer);
      if (count === null) break;
      if (answers.length === 0) continue;
      said += decoder.decode(buffer.subarray(0, count));
      while (answers[0]?.[0].test(said)) {
        await write(conn, encoder.encode(answers.shift()?.[1]));
      }
      if (answers.length > 0) continue;
      void (async () => {
        for (const chunk of chunks) await write(conn, chunk);
      })().catch(() => {});
    }
  } catch {
    // The client has what it wanted.
  } finally {
    conn.close();
  }
}

/** What a worker can do, and a window cannot. */
const worker = globalThis as unknown as Pick<Worker, "postMessage">;

globalThis.addEventListener("message", (event) => {
  const { data } = event as MessageEvent<FloodRequest>;
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  worker.postMessage(listener.addr.port);
  void (async () => {
    for await (const conn of listener) void serve(conn, data);
  })();
});
