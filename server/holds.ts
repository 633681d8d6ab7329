import { networksOf } from "./cloak.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";
import { createOutgoing } from "./outgoing.ts";
import { describe, type Session } from "./session.ts";

/**
 * Sessions of one address, or IPv6 /64, that are held at once: the people of a
 * whole office, but not all the nicks that somebody can think of. This machine
 * itself has no cap.
 */
export const MAX_HELD_PER_HOST = 100;

/**
 * Who can come back: the sessions whose client has a secret, and those among
 * them that wait for it as their connection is lost. Others see no difference
 * between these and those who are there.
 */
export class Holds {
  readonly #hub: Hub;
  readonly #byHash = new Map<string, Session>();
  /** Those that wait, with the host that they count for. */
  readonly #held = new Map<Session, string>();
  readonly #perHost = new Map<string, number>();
  /** Whose secrets the disk did not take. */
  readonly #unkept = new Set<Session>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** How many sessions wait for their clients. */
  get count(): number {
    return this.#held.size;
  }

  /** Finds the registered session that who knows a secret of this hash may resume. */
  find(secretHash: string): Session | undefined {
    return this.#byHash.get(secretHash);
  }

  /** Lets who knows a secret of this hash resume a session from now on. */
  admit(session: Session, secretHash: string): void {
    session.secretHash = secretHash;
    this.#byHash.set(secretHash, session);
  }

  /**
   * Has who a session is be known after a restart, too; it is tried again later
   * if that cannot be stored. Also of who was known: what nobody makes use of is
   * forgotten some day.
   */
  keep(session: Session): void {
    const { identity, secretHash } = session;
    if (secretHash === undefined) return;
    this.#hub.history.change(
      (store) => store.saveIdentity(identity, secretHash),
      () => {
        if (session.state !== "gone") this.#unkept.add(session);
      },
    );
  }

  /**
   * Deals with a connection that is lost: holds its session, or ends it. Does
   * nothing if the session is served over another one now.
   */
  lose(session: Session, connection: Connection, reason: string): void {
    if (session.connection !== connection || session.hold !== undefined) return;
    const hub = this.#hub;
    if (!this.#canHold(session)) return hub.end(session, reason);
    const host = hostOf(connection);
    session.hold = { reason, until: hub.clock.now() + hub.options.holdMs };
    this.#held.set(session, host);
    this.#perHost.set(host, (this.#perHost.get(host) ?? 0) + 1);
    hub.log("debug", `${describe(session)} is held: ${reason}`);
    const time = hub.clock.now();
    const params = [`Closing link: ${reason}`];
    void session.close(createOutgoing("ERROR", params, { time }));
  }

  #canHold(session: Session): boolean {
    const { state, capabilities, secretHash, connection } = session;
    const { holdMs, maxClients } = this.#hub.options;
    const ofHost = this.#perHost.get(hostOf(connection)) ?? 0;
    return holdMs > 0 && state === "registered" && secretHash !== undefined &&
      capabilities.has("chat/resume") && this.#held.size < maxClients &&
      (ofHost < MAX_HELD_PER_HOST || connection.isLoopback);
  }

  /** Holds a session no more: its client is back, or the session ends. */
  release(session: Session): void {
    const host = this.#held.get(session);
    if (host === undefined) return;
    this.#held.delete(session);
    session.hold = undefined;
    const left = this.#perHost.get(host)! - 1;
    if (left === 0) this.#perHost.delete(host);
    else this.#perHost.set(host, left);
  }

  /**
   * Forgets a session that ends.
   *
   * @returns Whether it was held: then there is no connection left to close.
   */
  forget(session: Session): boolean {
    const { secretHash = "" } = session;
    if (this.#byHash.get(secretHash) === session) {
      this.#byHash.delete(secretHash);
    }
    this.#unkept.delete(session);
    const isHeld = session.hold !== undefined;
    this.release(session);
    return isHeld;
  }

  /**
   * Ends the sessions whose clients did not come in time, and keeps those whom
   * the disk did not take before.
   */
  sweep(now: number): void {
    const unkept = [...this.#unkept];
    this.#unkept.clear();
    for (const session of unkept) this.keep(session);
    for (const session of this.#held.keys()) {
      const { reason, until } = session.hold!;
      if (now >= until) this.#hub.end(session, reason);
    }
  }
}

function hostOf({ address }: Connection): string {
  const [whole = "", network = ""] = networksOf(address);
  return address.includes(":") ? network : whole;
}
