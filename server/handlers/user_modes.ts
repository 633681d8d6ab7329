import { foldName } from "../../protocol/names.ts";
import {
  ERR_UMODEUNKNOWNFLAG,
  ERR_USERSDONTMATCH,
  RPL_UMODEIS,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { setLobbyRank } from "../lobby_rank.ts";
import { findSession } from "../lookup.ts";
import { type Change, formatChanges, parseChanges } from "../mode_changes.ts";
import { isUserMode } from "../mode_table.ts";
import { roomIn } from "../outgoing.ts";

/**
 * MODE of oneself. (modern.ircdocs.horse, "User mode")
 *
 * @param words The changes; none, or an empty one, asks for what is set.
 */
export function handleUserMode(
  context: Context,
  target: string,
  words: readonly string[],
): void {
  const { session, replies } = context;
  if (findSession(context, target) === undefined) return;
  if (foldName(target) !== foldName(session.target)) {
    return replies.numeric(
      ERR_USERSDONTMATCH,
      "Cannot see or change the modes of others",
    );
  }
  if ((words[0] ?? "") === "") {
    const own = [...session.modes].sort().join("");
    return replies.numeric(RPL_UMODEIS, `+${own}`);
  }
  // "User mode letters are always Type D modes": they have no parameters.
  changeModes(context, parseChanges(words.slice(0, 1)));
}

function changeModes(context: Context, changes: readonly Change[]): void {
  const { hub, session, replies } = context;
  const done: Change[] = [];
  let isUnknown = false;
  for (const change of changes) {
    const { on, mode } = change;
    if (!isUserMode(mode)) isUnknown = true;
    // Only OPER makes an operator: `+o` is passed over without a word.
    else if (mode === "o" && on) continue;
    else if (hub.census.setMode(session, mode, on)) done.push(change);
  }
  const create = (params: readonly string[]) =>
    hub.createFrom(session, "MODE", [session.target, ...params]);
  const maxBytes = roomIn(create([""]));
  for (const params of formatChanges(done, { maxBytes })) {
    replies.add(create(params));
  }
  if (done.some(({ mode }) => mode === "o")) setLobbyRank(context, false);
  // "the server MUST apply the modes that are implemented, and then send the
  // ERR_UMODEUNKNOWNFLAG in reply along with the MODE message".
  if (isUnknown) replies.numeric(ERR_UMODEUNKNOWNFLAG, "Unknown MODE flag");
}
