import type { CapabilityName } from "../../protocol/capabilities.ts";
import { isChannelTarget } from "../../protocol/names.ts";
import type { Hub } from "../hub.ts";
import { hasExtendedJoin } from "../join_message.ts";
import { parseTarget } from "../message_target.ts";
import { createOutgoing, type Outgoing } from "../outgoing.ts";
import type { Session } from "../session.ts";
import type { Readable } from "./access.ts";
import {
  MESSAGE_KINDS,
  type MessageKind,
  type StoredMessage,
} from "./store.ts";

/** What is told only to those who know it. */
const NEEDED: ReadonlyMap<string, CapabilityName> = new Map<
  string,
  CapabilityName
>([
  ["EDITMSG", "chat/edit"],
  ["REDACT", "draft/message-redaction"],
]);

/** What does not name a target. */
const EVERYWHERE: ReadonlySet<string> = new Set(["NICK", "QUIT"]);

/**
 * Gives the kinds of messages that somebody is told of later: "If the client has
 * not negotiated the `draft/event-playback` capability, the server MUST NOT send
 * any lines other than PRIVMSG and NOTICE". (IRCv3 draft/chathistory)
 */
export function kindsFor({ capabilities }: Session): readonly MessageKind[] {
  if (!capabilities.has("draft/event-playback")) return ["said"];
  return capabilities.has("message-tags") ? MESSAGE_KINDS : ["event", "said"];
}

/** Whether somebody is told of a message in words that it knows. */
export function knowsCommandOf(
  { capabilities }: Session,
  { message: { command } }: StoredMessage,
): boolean {
  const needed = NEEDED.get(command);
  return needed === undefined || capabilities.has(needed);
}

/** What messages are told to, and of what. */
export interface PlaybackOptions {
  readonly hub: Hub;
  readonly session: Session;
  readonly readable: Readable;
}

/**
 * Gives messages as they are told later, each as it is at that moment: what is
 * redacted meanwhile is left out.
 *
 * @param ids Of messages that the session may read.
 * @throws {StoreError} If they cannot be read.
 */
export function* playBack(
  { hub, session, readable }: PlaybackOptions,
  ids: readonly number[],
): Generator<Outgoing> {
  for (const id of ids) {
    const stored = hub.history.store.find(id);
    if (stored !== undefined) yield toPlayback(session, readable, stored);
  }
}

/**
 * Makes the message that tells somebody of another: from whom it came, when,
 * and under which id, as it was; the channel and the people spoken to by the
 * names that they have now, so that clients find where it belongs.
 */
export function toPlayback(
  session: Session,
  { name, isChannel }: Readable,
  { author, message }: StoredMessage,
): Outgoing {
  const { command, params: [target = "", ...rest], time, msgid } = message;
  const { source, tags, lines, displayName } = message;
  const shown = isChannel
    ? toChannelTarget(name, target)
    : author === session.identity
    ? name
    : session.target;
  const params = EVERYWHERE.has(command) ? message.params : [shown, ...rest];
  const isLong = command === "JOIN" && !hasExtendedJoin(session);
  // Not `isStored`: it is, whatever becomes of this turn.
  return createOutgoing(command, isLong ? params.slice(0, 1) : params, {
    time,
    source,
    tags,
    msgid,
    lines,
    displayName,
  });
}

/** Of messages to some ranks the prefix is kept. */
function toChannelTarget(name: string, target: string): string {
  if (isChannelTarget(target)) return name;
  const { isChannel, name: before } = parseTarget(target);
  return isChannel ? target.slice(0, -before.length) + name : target;
}
