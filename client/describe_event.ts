import type {
  ChatEvent,
  ReactEvent,
  RedactEvent,
  SaidEvent,
} from "./events.ts";

/** What is told in a sentence of its own; all but what quotes a message. */
export type DescribedEvent = Exclude<
  ChatEvent,
  ReactEvent | RedactEvent | SaidEvent
>;

/** Says in words what happened. */
export function describeEvent(event: DescribedEvent): string {
  const because = "text" in event && event.text !== ""
    ? ` (${event.text})`
    : "";
  switch (event.type) {
    case "join":
      return event.own
        ? `You are in ${event.channel}`
        : `${event.from} joined ${event.channel}`;
    case "part":
      return event.own
        ? `You left ${event.channel}`
        : `${event.from} left ${event.channel}${because}`;
    case "quit":
      return `${event.from} left${because}`;
    case "kick":
      return `${event.own ? "You were" : `${event.nick} was`} put out of ` +
        `${event.channel} by ${event.from}${because}`;
    case "invite":
      return event.own
        ? `${event.from} invites you to ${event.channel}: /join ${event.channel}`
        : `${event.from} invites ${event.nick} to ${event.channel}`;
    case "nick":
      return `${event.own ? "You are" : `${event.from} is`} now ${event.nick}`;
    case "topic":
      if (event.text === "") {
        return event.from === undefined
          ? `${event.channel} has no topic`
          : `${event.from} cleared the topic of ${event.channel}`;
      }
      return event.from === undefined
        ? `Topic of ${event.channel}: ${event.text}`
        : `${event.from} set the topic of ${event.channel}: ${event.text}`;
    case "names":
      return event.names.length === 0
        ? `Nobody is in ${event.channel}`
        : `In ${event.channel}: ${event.names.join(", ")}`;
    case "list":
      return `${event.channel} (${event.members})${
        event.text === "" ? "" : `: ${event.text}`
      }`;
    case "mode":
      return `${event.from} set ${event.text} in ${event.channel}`;
    case "rename":
      return `${event.from} renamed ${event.channel} to ${event.name}${because}`;
    case "away":
      return event.text === undefined
        ? `${event.from} is back`
        : `${event.from} is away${because}`;
    case "setname":
      return `${event.own ? "You go" : `${event.from} goes`} by the real ` +
        `name ${event.text}`;
    case "typing":
      return `${event.from} is typing`;
    case "edit":
      return `${event.from} changed a message: ${event.text}`;
    case "gap":
      return event.count === undefined
        ? "You were away: what follows was said meanwhile"
        : `You were away: ${event.count} messages were missed`;
    case "readmark":
      return `${event.target} is read`;
    case "refused":
      return `not delivered to ${event.to}: ${event.text} (${event.reason})`;
    case "disconnected":
      return `The connection is lost: ${event.reason}`;
    case "reconnected":
      return `Connected again as ${event.nick}`;
    case "pong":
      return "The server has answered";
    case "error":
    case "info":
      return event.text;
  }
}
