import type { Message } from "../../protocol/message.ts";
import { isChannelTarget } from "../../protocol/names.ts";
import { RPL_ENDOFWHO } from "../../protocol/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../context.ts";
import { foldMask, matchesPattern } from "../masks.ts";
import type { Outgoing } from "../outgoing.ts";
import { sessionsInTurn } from "../pacing.ts";
import { MAX_ASKED_BYTES, shown } from "../params.ts";
import type { Session } from "../session.ts";
import { channelsSeenBy, seesAddress } from "../visibility.ts";
import {
  formatWhoRow,
  parseWhoOptions,
  type WhoOptions,
} from "../who_fields.ts";

/** A mask that fits everybody. (modern.ircdocs.horse, "WHO message") */
const EVERYBODY: ReadonlySet<string> = new Set(["", "*", "0"]);

/**
 * WHO and WHOX: the members of a channel, one person, or all whom the asker
 * may see and a mask fits. (modern.ircdocs.horse, "WHO message"; IRCv3 whox)
 */
export async function handleWho(
  context: Context,
  { params }: Message,
): Promise<void> {
  const { hub, session, replies } = context;
  const [mask = "*", text = ""] = params;
  const options = parseWhoOptions(text);
  const person = hub.registry.session(mask);
  if (isChannelTarget(mask)) {
    await replies.stream(listMembers(context, mask, options));
  } else if (person !== undefined) {
    await replies.stream(listPerson(context, person, options));
  } else {
    await searchPeople(context, mask, options);
  }
  if (session.state === "gone") return;
  const asked = shown(mask, MAX_ASKED_BYTES);
  replies.numeric(RPL_ENDOFWHO, asked, "End of WHO list");
}

function* listMembers(
  context: Context,
  name: string,
  options: WhoOptions,
): Generator<Outgoing> {
  const { hub, session } = context;
  const channel = hub.registry.channel(name);
  for (const [member] of channel?.membersFor(session) ?? []) {
    yield* listPerson(context, member, options, channel);
  }
}

/** Gives the one row of somebody, or none where that is not asked for. */
function* listPerson(
  { hub, session: asker }: Context,
  person: Session,
  options: WhoOptions,
  channel?: Channel,
): Generator<Outgoing> {
  if (options.areOperators && !person.modes.has("o")) return;
  const [seen] = channel ? [channel] : channelsSeenBy(asker, person);
  yield formatWhoRow({ hub, asker, person, channel: seen, options });
}

async function searchPeople(
  context: Context,
  mask: string,
  options: WhoOptions,
): Promise<void> {
  const { hub, session, replies } = context;
  const isFound = createSearch(context, mask);
  for await (const person of sessionsInTurn(hub)) {
    if (session.state === "gone") return;
    if (!person.isVisibleTo(session) || !isFound(person)) continue;
    await replies.stream(listPerson(context, person, options));
  }
}

/**
 * Makes the function that tells if a mask fits anything that the asker may know
 * of somebody: "Servers MAY match other user-specified values, such as the
 * hostname, server, real name or username." (modern.ircdocs.horse, "WHO
 * message")
 */
function createSearch(
  { hub, session: asker }: Context,
  mask: string,
): (person: Session) => boolean {
  if (EVERYBODY.has(mask)) return () => true;
  const pattern = [...foldMask(mask)];
  const fits = (text: string) => matchesPattern([...foldMask(text)], pattern);
  if (fits(hub.options.serverName)) return () => true;
  const isSource = /[!@]/.test(mask);
  return (person) => {
    const { target, user, host, realName, source, connection } = person;
    return fits(target) || fits(user!) || fits(host) || fits(realName) ||
      (isSource && fits(source)) ||
      (seesAddress(asker, person) && fits(connection.address));
  };
}
