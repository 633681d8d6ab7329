import type { Context } from "./context.ts";

/**
 * Gives or takes the asker's rank in the lobby, which belongs to the server's
 * operators: who becomes one is `@` there, who is one no longer is not.
 */
export function setLobbyRank(
  { hub, session, replies }: Context,
  isOperator: boolean,
): void {
  const { lobby } = hub;
  const membership = lobby.members.get(session);
  if (membership === undefined || membership.isOperator === isOperator) return;
  membership.isOperator = isOperator;
  lobby.touch();
  const change = isOperator ? "+o" : "-o";
  const message = hub.create("MODE", [lobby.name, change, session.target], {
    msgid: hub.nextMessageId(),
  });
  hub.history.noteEvent(lobby, message);
  replies.add(message);
  lobby.broadcast(message, { except: session });
}
