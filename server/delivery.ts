import type { Flusher, SpoolSet } from "./flusher.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Session } from "./session.ts";
import type { Spool } from "./spool.ts";
import { formatFor } from "./variants.ts";

/** Who of many gets a message. */
export interface Audience {
  /** Who is left out. */
  readonly except?: Session | undefined;
  /** Whom it is meant for, where that is not all. */
  readonly when?: ((receiver: Session) => boolean) | undefined;
}

/** Where `deliver` writes, and to whom. */
export interface DeliveryOptions extends Audience {
  readonly flusher: Flusher;
  /** The spools of the place where the message is said. */
  readonly spools: SpoolSet;
}

/**
 * Sends one message to many: made once for each capability variant, pushed to
 * each outbox, awaiting nobody.
 */
export function deliver(
  message: Outgoing,
  receivers: Iterable<Session>,
  { flusher, spools, except, when }: DeliveryOptions,
): void {
  const written: (Spool | null | undefined)[] = [];
  const { isStored = false } = message;
  for (const session of receivers) {
    if (session === except || when?.(session) === false) continue;
    const { variant, outbox } = session;
    let spool = written[variant.key];
    if (spool === undefined) {
      const text = formatFor(variant, message);
      spool = text === "" ? null : spools.get(variant.key);
      if (spool !== null) flusher.append(spool, text);
      written[variant.key] = spool;
    }
    if (spool !== null) outbox.push(spool, isStored);
  }
}
