import { createHash } from "node:crypto";
import { RPL_NOWAWAY } from "../protocol/numerics.ts";
import { createAway } from "./away.ts";
import type { Context } from "./context.ts";
import { tellMembers } from "./handlers/join.ts";
import { sendStatus } from "./handlers/monitor.ts";
import { topicMessages } from "./handlers/topic.ts";
import { StoreError } from "./history/store_error.ts";
import type { Hub } from "./hub.ts";
import {
  createExtendedJoin,
  createJoin,
  hasExtendedJoin,
} from "./join_message.ts";
import { createOutgoing } from "./outgoing.ts";
import { joinedMark } from "./read_marks.ts";
import type { Session } from "./session.ts";

/** What the client of a session that is taken over reads there. */
const ELSEWHERE = "Closing link: Resumed over another connection";

/**
 * Finds the session that a client who registers wants to go on with: one that
 * is held, or whose old connection is not yet known to be dead.
 */
export function findResumed(
  hub: Hub,
  { resumeToken }: Session,
): Session | undefined {
  return resumeToken === undefined
    ? undefined
    : hub.holds.find(hashSecret(resumeToken));
}

/**
 * Has a session go on over the connection of one that registers, which ends with
 * that. Others learn nothing of it but another host.
 *
 * @returns What to answer with from now on.
 */
export function resumeSession(context: Context, held: Session): Context {
  const { hub, session, replies } = context;
  const wasHeld = held.hold !== undefined;
  const before = held.host;
  hub.holds.release(held);
  if (!wasHeld) {
    const time = hub.clock.now();
    void held.close(createOutgoing("ERROR", [ELSEWHERE], { time }));
  }
  const move = hub.createFrom(held, "CHGHOST", [held.user!, session.host]);
  const token = session.resumeToken!;
  hub.census.sessions.delete(session);
  held.takeOver(session);
  if (held.host !== before) hub.news.tellHolders(held, move, "chghost");
  replies.serve(held);
  replies.add(hub.create("RESUME", ["SESSION", held.target]));
  hub.holds.keep(held);
  replies.add(hub.create("RESUME", ["TOKEN", token]));
  hub.metadata.inherit(held, session);
  // Said before the registration was complete: newer than what was said before.
  if (session.awayText !== undefined) {
    held.awayText = session.awayText;
    hub.news.tellHolders(held, createAway(hub, held), "away-notify");
  }
  hub.log("debug", `${held.source} is back`);
  return { hub, session: held, replies };
}

/**
 * Gives who registers the identity back that it had, and the secret by which it
 * can come back the next time. If the identity is still there, see
 * `resumeSession`.
 */
export function resumeIdentity(context: Context): void {
  const { hub, session, replies } = context;
  const { resumeToken } = session;
  if (resumeToken !== undefined) {
    session.resumeToken = undefined;
    try {
      const secretHash = hashSecret(resumeToken);
      const identity = hub.history.store.findIdentity(secretHash);
      if (identity !== undefined) {
        session.identity = identity;
        replies.add(hub.create("RESUME", ["IDENTITY"]));
        return admitWith(context, resumeToken);
      }
      replies.fail("RESUME", "INVALID_TOKEN", "Nobody is known by this token");
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      replies.fail("RESUME", "CANNOT_RESUME", error.message);
    }
  }
  giveSecret(context);
}

/** Gives a session a secret, if its client knows what that is. */
export function giveSecret(context: Context): void {
  const { hub, session } = context;
  const canResume = session.capabilities.has("chat/resume");
  if (!canResume || session.secretHash !== undefined) return;
  admitWith(context, hub.createSecret());
}

function admitWith({ hub, session, replies }: Context, token: string): void {
  hub.holds.admit(session, hashSecret(token));
  hub.holds.keep(session);
  // From now on its ranks are kept: where it is already, if it asked late.
  for (const channel of session.channels) channel.touch();
  hub.readMarks.keep(session);
  replies.add(hub.create("RESUME", ["TOKEN", token]));
}

/** Tells who resumed a session, behind the welcome, what it is in. */
export async function sendResumed(context: Context): Promise<void> {
  const { hub, session, replies } = context;
  if (session.modes.size > 0) {
    const modes = `+${[...session.modes].sort().join("")}`;
    replies.add(hub.createFrom(session, "MODE", [session.target, modes]));
  }
  if (session.awayText !== undefined) {
    replies.numeric(RPL_NOWAWAY, "You have been marked as being away");
  }
  sendStatus(context, hub.monitors.targetsOf(session));
  for (const channel of [...session.channels]) {
    if (replies.isOver) return;
    if (!channel.members.has(session)) continue;
    replies.add(
      hasExtendedJoin(session)
        ? createExtendedJoin(hub, session, channel)
        : createJoin(hub, session, channel),
    );
    for (const mark of joinedMark(hub, session, channel)) replies.add(mark);
    for (const line of topicMessages(hub, session, channel)) replies.add(line);
    await tellMembers(context, channel);
  }
}

/** Of a secret only this is kept: who reads the store can resume nobody. */
function hashSecret(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
