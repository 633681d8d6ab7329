import type { Conn, Listener } from "./conn.ts";

/** A connection that can be set up: met by `Deno.TcpConn`. */
export interface TcpConn extends Conn {
  setNoDelay(on: boolean): void;
  setKeepAlive(on: boolean): void;
}

/** Where such connections come from: met by `Deno.TcpListener`. */
export interface TcpListener extends Listener {
  accept(): Promise<TcpConn>;
}

/** Makes a listener set up its connections for a chat. */
export function prepareConns(listener: TcpListener): Listener {
  return {
    addr: listener.addr,
    close: () => listener.close(),
    async accept() {
      const conn = await listener.accept();
      try {
        // With Nagle's algorithm on, peers that delay their ACKs wait 40 ms.
        conn.setNoDelay(true);
        conn.setKeepAlive(true);
      } catch (error) {
        // Some systems refuse this to a connection that is broken already.
        conn.close();
        throw error;
      }
      return conn;
    },
  };
}
