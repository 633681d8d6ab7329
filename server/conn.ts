/** The remote end of a connection. */
export interface RemoteAddress {
  readonly hostname: string;
  readonly port: number;
}

/** What the server needs of a socket: met by `Deno.TcpConn` and by fakes. */
export interface Conn {
  readonly remoteAddr: RemoteAddress;
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  closeWrite(): Promise<void>;
  close(): void;
}

/** What the server needs of a listening socket. */
export interface Listener {
  readonly addr: RemoteAddress;
  accept(): Promise<Conn>;
  close(): void;
}

/** Where to listen. */
export interface ListenOptions {
  readonly hostname: string;
  readonly port: number;
  readonly tcpBacklog: number;
}

/**
 * Brings a peer's address into the one form that the server uses: a socket on
 * `::` shows IPv4 peers as `::ffff:a.b.c.d`.
 */
export function normaliseAddress(hostname: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(hostname)?.[1] ?? hostname;
}

/** Whether a normalised address is this machine's own. */
export function isLoopback(hostname: string): boolean {
  return hostname === "::1" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
