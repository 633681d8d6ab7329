import { foldName } from "../protocol/names.ts";
import { RPL_MONOFFLINE, RPL_MONONLINE } from "../protocol/numerics.ts";
import { deliver } from "./delivery.ts";
import { SpoolSet } from "./flusher.ts";
import type { Hub } from "./hub.ts";
import { MAX_MONITORED } from "./isupport.ts";
import type { Session } from "./session.ts";

/** What became of a nick that somebody wants to monitor. */
export type Addition = "added" | "known" | "full";

/** Who wants to know of whom: the lists of MONITOR. (IRCv3 monitor) */
export class Monitors {
  readonly #hub: Hub;
  readonly #spools = new SpoolSet();
  /** Folded nick to those who watch it. */
  readonly #watchers = new Map<string, Set<Session>>();
  /** Watcher to folded nick to the nick as it was asked for. */
  readonly #targets = new Map<Session, Map<string, string>>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** The nicks that a session watches, as it wrote them. */
  targetsOf(watcher: Session): Iterable<string> {
    return this.#targets.get(watcher)?.values() ?? [];
  }

  /** The sessions that watch a nick. */
  watchersOf(nick: string): Iterable<Session> {
    return this.#watchers.get(foldName(nick)) ?? [];
  }

  /**
   * Adds a nick to a session's list. "Targets already in the list MUST NOT be
   * added again." (IRCv3 monitor)
   */
  add(watcher: Session, nick: string): Addition {
    const folded = foldName(nick);
    const targets = this.#targets.get(watcher) ?? new Map<string, string>();
    if (targets.has(folded)) return "known";
    if (targets.size >= MAX_MONITORED) return "full";
    this.#targets.set(watcher, targets.set(folded, nick));
    const watchers = this.#watchers.get(folded) ?? new Set();
    this.#watchers.set(folded, watchers.add(watcher));
    return "added";
  }

  /** Takes a nick off a session's list. */
  remove(watcher: Session, nick: string): void {
    const folded = foldName(nick);
    const targets = this.#targets.get(watcher);
    if (!targets?.delete(folded)) return;
    if (targets.size === 0) this.#targets.delete(watcher);
    this.#unwatch(watcher, folded);
  }

  /** Takes all nicks off a session's list. */
  forget(watcher: Session): void {
    const targets = this.#targets.get(watcher);
    if (targets === undefined) return;
    this.#targets.delete(watcher);
    for (const folded of targets.keys()) this.#unwatch(watcher, folded);
  }

  #unwatch(watcher: Session, folded: string): void {
    const watchers = this.#watchers.get(folded)!;
    watchers.delete(watcher);
    if (watchers.size === 0) this.#watchers.delete(folded);
  }

  /** Tells those who watch it that a session is there now. */
  tellOnline({ target, source }: Session): void {
    this.#tell(target, RPL_MONONLINE, source);
  }

  /** Tells those who watch a nick that nobody has it now. */
  tellOffline(nick: string): void {
    this.#tell(nick, RPL_MONOFFLINE, nick);
  }

  /**
   * "The server may send "*" instead of the nick. (This makes it possible to
   * send the exact same message to all clients monitoring a certain target.)"
   * (IRCv3 monitor)
   */
  #tell(nick: string, numeric: string, param: string): void {
    const watchers = this.#watchers.get(foldName(nick));
    if (watchers === undefined) return;
    const { flusher } = this.#hub;
    const message = this.#hub.create(numeric, ["*", param]);
    deliver(message, watchers, { flusher, spools: this.#spools });
  }
}
