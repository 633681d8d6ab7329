import type { Message } from "../../protocol/message.ts";
import { isChannelName } from "../../protocol/names.ts";
import {
  ERR_LINKCHANNEL,
  ERR_NOSUCHCHANNEL,
  ERR_TOOMANYCHANNELS,
} from "../../protocol/numerics.ts";
import { createAway } from "../away.ts";
import type { Channel } from "../channel.ts";
import { entryRefusal, speechRefusal } from "../channel_access.ts";
import type { Context } from "../context.ts";
import { parseMessageId } from "../history/message_ids.ts";
import { playBackOnJoin } from "../history/playback_on_join.ts";
import type { Hub } from "../hub.ts";
import { MAX_CHANNELS } from "../isupport.ts";
import { findMembership, findVisibleChannel } from "../lookup.ts";
import {
  createExtendedJoin,
  createJoin,
  hasExtendedJoin,
} from "../join_message.ts";
import { syncJoined } from "../metadata_sync.ts";
import type { Outgoing } from "../outgoing.ts";
import { shown, splitTargets } from "../params.ts";
import { RANKS } from "../ranks.ts";
import { joinedMark } from "../read_marks.ts";
import type { Session } from "../session.ts";
import { listNames } from "./names.ts";
import { sendTopic } from "./topic.ts";

/** JOIN. `JOIN 0` leaves all channels. (modern.ircdocs.horse, "JOIN message") */
export async function handleJoin(
  context: Context,
  { params }: Message,
): Promise<void> {
  const { hub, session, replies } = context;
  const [list, keys = ""] = params as [string, string?];
  if (list === "0") {
    for (const channel of [...session.channels]) partChannel(context, channel);
    return;
  }
  const wanted = pairKeys(list, keys);
  if (wanted.size === 0) return replies.needMoreParams("JOIN");
  for (const [name, key] of wanted) {
    if (replies.isOver) return;
    const channel = enter(context, name, key);
    if (channel === undefined) continue;
    replies.add(joinChannel(hub, session, channel));
    for (const mark of joinedMark(hub, session, channel)) replies.add(mark);
    if (channel.topic !== undefined) sendTopic(context, channel);
    await tellMembers(context, channel);
    await playBackOnJoin(context, channel);
  }
}

/** Tells somebody who entered a channel who is in it, and their metadata. */
export async function tellMembers(
  context: Context,
  channel: Channel,
): Promise<void> {
  const { hub, session, replies } = context;
  // "servers MUST NOT send an implicit NAMES reply" (IRCv3 no-implicit-names)
  if (!session.capabilities.has("no-implicit-names")) {
    await replies.stream(listNames(hub, session, channel));
  }
  await syncJoined(context, channel);
}

/**
 * Pairs channels with keys: "the first `<key>` being used for the first
 * `<channel>`, the second `<key>` being used for the second `<channel>`, etc."
 */
function pairKeys(
  list: string,
  keyList: string,
): Map<string, string | undefined> {
  const keys = keyList.split(",");
  const wanted = new Map<string, string | undefined>();
  for (const [index, name] of list.split(",").entries()) {
    if (name !== "" && !wanted.has(name)) wanted.set(name, keys[index]);
  }
  return wanted;
}

/**
 * Gives the channel that the asker may enter, or answers why not. Who may not
 * is sent on, once, where there is mode `f`; but nobody wants the banned.
 *
 * @param from The channel that sends the asker on.
 */
function enter(
  context: Context,
  name: string,
  key?: string,
  from?: Channel,
): Channel | undefined {
  const { hub, session, replies } = context;
  const { registry, clock } = hub;
  if (!isChannelName(name)) {
    replies.numeric(ERR_NOSUCHCHANNEL, shown(name), "No such channel");
    return undefined;
  }
  const known = registry.channel(name);
  if (known?.members.has(session)) return undefined;
  if (session.channels.size >= MAX_CHANNELS) {
    replies.numeric(
      ERR_TOOMANYCHANNELS,
      name,
      "You have joined too many channels",
    );
    return undefined;
  }
  const refusal = known && entryRefusal(known, session, key);
  if (known !== undefined && refusal !== undefined) {
    const canForward = from === undefined && refusal.mode !== "b";
    const { forward } = known;
    if (canForward && forward?.isOpen) {
      const text = "Forwarding to another channel";
      replies.numeric(ERR_LINKCHANNEL, known.name, forward.name, text);
      return enter(context, forward.name, undefined, known);
    }
    replies.numeric(refusal.numeric, known.name, refusal.text);
    return undefined;
  }
  const like = known === undefined ? registry.channelLike(name) : undefined;
  if (like !== undefined) {
    const text = `No such channel: it would look like ${like}`;
    replies.numeric(ERR_NOSUCHCHANNEL, name, text);
    return undefined;
  }
  const createdAt = clock.now();
  return registry.openChannel(name.normalize("NFC"), { createdAt });
}

/**
 * Takes a session into a channel and tells the others: that it is there, that
 * it is away, and the rank that it has where others were before it: in the lobby
 * as an operator of the server, elsewhere as it had it before a restart.
 *
 * @returns JOIN in the form for the session itself.
 */
export function joinChannel(
  hub: Hub,
  session: Session,
  channel: Channel,
): Outgoing {
  const msgid = hub.nextMessageId();
  const plain = createJoin(hub, session, channel, msgid);
  const extended = createExtendedJoin(hub, session, channel, msgid);
  channel.reopen(hub.clock.now());
  channel.join(session, parseMessageId(msgid));
  hub.history.noteEvent(channel, extended, session.identity);
  channel.broadcast(plain, {
    except: session,
    when: (member) => !hasExtendedJoin(member),
  });
  channel.tell(extended, { except: session, when: hasExtendedJoin });
  tellAway(hub, session, channel);
  hub.metadata.tellJoin(session, channel);
  const membership = channel.members.get(session)!;
  const modes = RANKS.filter(({ key }) => membership[key])
    .map(({ mode }) => mode);
  if (modes.length > 0 && channel.members.size > 1) {
    const nicks = modes.map(() => session.target);
    const params = [channel.name, `+${modes.join("")}`, ...nicks];
    const mode = hub.create("MODE", params, { msgid: hub.nextMessageId() });
    hub.history.noteEvent(channel, mode);
    channel.broadcast(mode, { except: session });
  }
  return hasExtendedJoin(session) ? extended : plain;
}

/**
 * "clients will be sent an AWAY message [...] when a user joins and has an away
 * message set." (IRCv3 away-notify)
 */
function tellAway(hub: Hub, session: Session, channel: Channel): void {
  if (session.awayText === undefined) return;
  channel.tell(createAway(hub, session), {
    except: session,
    when: ({ capabilities }) => capabilities.has("away-notify"),
  });
}

/** PART. (modern.ircdocs.horse, "PART message") */
export function handlePart(context: Context, { params }: Message): void {
  const [list, reason = ""] = params as [string, string?];
  const names = splitTargets(list);
  if (names.length === 0) return context.replies.needMoreParams("PART");
  for (const name of names) {
    const channel = findVisibleChannel(context, name);
    if (channel === undefined || !findMembership(context, channel)) continue;
    partChannel(context, channel, reason);
  }
}

/** Who may not speak in a channel leaves it without a word, too. */
function partChannel(
  { hub, session, replies }: Context,
  channel: Channel,
  reason = "",
): void {
  const isSilent = reason === "" ||
    speechRefusal(channel, session) !== undefined;
  const params = isSilent ? [channel.name] : [channel.name, reason];
  const msgid = hub.nextMessageId();
  const message = hub.createFrom(session, "PART", params, { msgid });
  hub.history.noteEvent(channel, message, session.identity);
  replies.add(message);
  channel.broadcast(message, { except: session });
  channel.part(session);
  hub.registry.closeIfEmpty(channel);
}
