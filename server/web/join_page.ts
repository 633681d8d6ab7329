import type { Line } from "../../protocol/line_decoder.ts";
import { toVisible } from "../../protocol/visible.ts";
import type { LineReader } from "../line_reader.ts";

/** Lines of a request that are read before it is answered. */
const MAX_HEADER_LINES = 100;

/** What the answer speaks of. */
export interface JoinPageOptions {
  /** The name that people see. */
  readonly network: string;
  readonly port: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Reads an HTTP request to the end of its header.
 *
 * @param first The request line.
 * @returns Its method, and what its Host field says if that is well-formed.
 */
export async function readRequest(
  first: Line,
  reader: LineReader,
): Promise<{ readonly method: string; readonly host: string | undefined }> {
  const [method = ""] = first.text.split(" ");
  let host: string | undefined;
  for (let count = 0; count < MAX_HEADER_LINES; count++) {
    const line = await reader.next();
    if (line === null || line.text === "") break;
    host ??= /^host:\s*([\w.-]+|\[[\da-f:.]+\])(?::\d+)?\s*$/i
      .exec(line.text)?.[1];
  }
  return { method, host };
}

/**
 * Makes the answer to a browser: how to join. (RFC 9110, RFC 9112)
 *
 * @returns The whole answer, header and body.
 */
export function formatJoinPage(
  { method, host }: {
    readonly method: string;
    readonly host: string | undefined;
  },
  { network, port, now }: JoinPageOptions,
): string {
  const isAllowed = method === "GET" || method === "HEAD";
  const body = isAllowed
    ? describeJoining(toVisible(network), host ?? "this-host", port)
    : "Only GET and HEAD are answered here.\n";
  const header = [
    isAllowed ? "HTTP/1.1 200 OK" : "HTTP/1.1 405 Method Not Allowed",
    `Date: ${new Date(now).toUTCString()}`,
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${new TextEncoder().encode(body).length}`,
    ...(isAllowed ? [] : ["Allow: GET, HEAD"]),
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    "Connection: close",
  ];
  return `${header.join("\r\n")}\r\n\r\n${method === "HEAD" ? "" : body}`;
}

function describeJoining(network: string, host: string, port: number): string {
  const bareHost = host.replace(/^\[(.*)\]$/, "$1");
  return `${network} is a chat. A browser cannot join it, but these can:

  chat join ${host}:${port}
  any IRC client: server ${bareHost}, port ${port}, no TLS
  nc ${bareHost} ${port}    (then type your name)
`;
}
