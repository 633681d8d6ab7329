/**
 * The baseline: the group chat as one writes it first. It speaks enough IRC for
 * the load generator, and awaits each member's write in turn, message by
 * message.
 *
 * Prints how to join, as `chat serve` does, and runs until it is killed.
 *
 * @module
 */

import { LineDecoder } from "../protocol/line_decoder.ts";
import { formatMessage, parseMessage } from "../protocol/message.ts";

interface Peer {
  nick: string;
  readonly conn: Deno.Conn;
}

const channels = new Map<string, Set<Peer>>();
const encoder = new TextEncoder();

async function send(peer: Peer, line: string): Promise<void> {
  const bytes = encoder.encode(`${line}\r\n`);
  for (let sent = 0; sent < bytes.length;) {
    sent += await peer.conn.write(bytes.subarray(sent));
  }
}

async function handle(peer: Peer, line: string): Promise<void> {
  const { command, params: [target = "", text = ""] } = parseMessage(line);
  const source = `${peer.nick}!user@127.0.0.1`;
  if (command === "NICK") peer.nick = target;
  if (command === "USER") await send(peer, `:naive 001 ${peer.nick} :Welcome`);
  if (command === "PING") await send(peer, `:naive PONG naive :${target}`);
  if (command === "JOIN") {
    const members = channels.get(target) ?? new Set();
    channels.set(target, members.add(peer));
    await send(peer, `:naive 366 ${peer.nick} ${target} :End of /NAMES list`);
  }
  if (command === "PRIVMSG") {
    const message = {
      tags: new Map(),
      source,
      command,
      params: [target, text],
    };
    for (const member of channels.get(target) ?? []) {
      if (member !== peer) await send(member, formatMessage(message));
    }
  }
}

async function serve(conn: Deno.TcpConn): Promise<void> {
  conn.setNoDelay(true);
  const peer: Peer = { nick: "*", conn };
  const decoder = new LineDecoder({ maxBytes: 512 });
  const buffer = new Uint8Array(4096);
  try {
    while (true) {
      const count = await conn.read(buffer);
      if (count === null) break;
      for (const { text } of decoder.push(buffer.subarray(0, count))) {
        await handle(peer, text);
      }
    }
  } finally {
    for (const members of channels.values()) members.delete(peer);
    conn.close();
  }
}

const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
console.log(`chat join 127.0.0.1:${listener.addr.port}`);
for await (const conn of listener) {
  serve(conn).catch((error) => console.error(error));
}
