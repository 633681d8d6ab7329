import type { Message } from "../../protocol/message.ts";
import {
  RPL_LIST,
  RPL_LISTEND,
  RPL_LISTSTART,
} from "../../protocol/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../context.ts";
import type { Hub } from "../hub.ts";
import { type ListFilter, parseListFilter } from "../list_filter.ts";
import { channelsInTurn } from "../pacing.ts";

/**
 * LIST, made as fast as the client takes it. (modern.ircdocs.horse, "LIST
 * message") A server's name, which RFC 2812 lets stand behind the channels, is
 * passed over if it is ours.
 */
export async function handleList(
  { hub, session, replies }: Context,
  { params }: Message,
): Promise<void> {
  const create = (numeric: string, ...rest: string[]) =>
    hub.create(numeric, [session.target, ...rest]);
  const [first = "", second = ""] = params;
  const { serverName } = hub.options;
  const filter = parseListFilter(
    second.toLowerCase() === serverName.toLowerCase()
      ? [first]
      : [first, second],
  );
  replies.add(create(RPL_LISTSTART, "Channel", "Users  Name"));
  for await (const channel of candidates(hub, filter)) {
    if (replies.isOver) return;
    const isMeant = channel.isVisibleTo(session) &&
      filter.matches(channel, hub.clock.now());
    if (!isMeant) continue;
    const { name, members, topic } = channel;
    await replies.stream([
      create(RPL_LIST, name, String(members.size), topic?.text ?? ""),
    ]);
  }
  replies.add(create(RPL_LISTEND, "End of /LIST"));
}

/** Gives all channels that may be meant: with names alone, those. */
function candidates(
  hub: Hub,
  { names, isOpen }: ListFilter,
): AsyncIterable<Channel> | Iterable<Channel> {
  if (isOpen) return channelsInTurn(hub);
  const { registry } = hub;
  return new Set(names.flatMap((name) => registry.channel(name) ?? []));
}
