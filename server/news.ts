import type { CapabilityName } from "../protocol/capabilities.ts";
import { type Audience, deliver } from "./delivery.ts";
import { type Flusher, SpoolSet } from "./flusher.ts";
import type { Monitors } from "./monitors.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Registry } from "./registry.ts";
import type { Session } from "./session.ts";

/** What news are made of. */
export interface NewsOptions {
  readonly flusher: Flusher;
  readonly monitors: Monitors;
  readonly registry: Registry;
}

/** Tells people what concerns more than one channel. */
export class News {
  readonly #options: NewsOptions;
  readonly #spools = new SpoolSet();

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  /** Tells all who share a channel with a session, each once. */
  tellPeers(session: Session, message: Outgoing): void {
    for (const channel of session.channels) channel.watcher?.(message);
    this.#tell(message, peersOf(session), { except: session });
  }

  /**
   * Tells what became of a session to those who asked for such news with a
   * capability: who shares a channel with it, and who monitors it.
   * (IRCv3 extended-monitor)
   */
  tellHolders(
    session: Session,
    message: Outgoing,
    capability: CapabilityName,
  ): void {
    const receivers = peersOf(session);
    for (const watcher of this.#options.monitors.watchersOf(session.target)) {
      if (watcher.capabilities.has("extended-monitor")) receivers.add(watcher);
    }
    this.#tell(message, receivers, {
      except: session,
      when: ({ capabilities }) => capabilities.has(capability),
    });
  }

  /** Tells some of the registered, wherever they are. */
  tellAll(message: Outgoing, audience: Audience): void {
    this.#tell(message, this.#options.registry.sessions(), audience);
  }

  #tell(
    message: Outgoing,
    receivers: Iterable<Session>,
    audience: Audience,
  ): void {
    const { flusher } = this.#options;
    deliver(message, receivers, {
      flusher,
      spools: this.#spools,
      ...audience,
    });
  }
}

function peersOf({ channels }: Session): Set<Session> {
  const peers = new Set<Session>();
  for (const { members } of channels) {
    for (const member of members.keys()) peers.add(member);
  }
  return peers;
}
