import type { EventBase, TargetedEvent } from "./event_base.ts";

/** The text of a message is another now. (chat/edit) */
export interface EditEvent extends TargetedEvent {
  readonly type: "edit";
  /** The `id` of the message. */
  readonly id: string;
  /** The new text; may hold LF. */
  readonly text: string;
}

/**
 * We were away here: what follows was said meanwhile, and is replayed. Comes
 * only where something was missed.
 */
export interface GapEvent extends EventBase {
  readonly type: "gap";
  /** The channel or the nick. */
  readonly target: string;
  /**
   * When the connection was lost, by our clock, or the first of it was said, if
   * that was earlier: ms since 1970.
   */
  readonly since: number;
  /** When it was back. */
  readonly until: number;
  /** How many messages were missed; missing: more than are known yet. */
  readonly count?: number;
}

/**
 * The server says up to when we have read something, here or on another device:
 * up to its `time`. (IRCv3 read-marker)
 */
export interface ReadMarkEvent extends EventBase {
  readonly type: "readmark";
  /** The channel or the nick. */
  readonly target: string;
}
