import type { Message } from "../../protocol/message.ts";
import { RPL_ISON, RPL_USERHOST } from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { packWords } from "../fit_line.ts";
import { MAX_USERHOSTS } from "../isupport.ts";
import type { Session } from "../session.ts";

/** USERHOST: user and host of some, operators marked `*`, who is away `-`. */
export function handleUserhost(context: Context, { params }: Message): void {
  const nicks = splitWords(params).slice(0, MAX_USERHOSTS);
  answer(context, RPL_USERHOST, nicks, (person) => {
    const mark = person.modes.has("o") ? "*" : "";
    const sign = person.awayText === undefined ? "+" : "-";
    return `${person.target}${mark}=${sign}${person.user}@${person.host}`;
  });
}

/** ISON: which of some nicks are in use. (RFC 2812, 4.9) */
export function handleIson(context: Context, { params }: Message): void {
  answer(context, RPL_ISON, splitWords(params), ({ target }) => target);
}

/** Clients send the nicks one by one, or all as one parameter. */
function splitWords(params: readonly string[]): string[] {
  return params.join(" ").split(" ").filter((word) => word !== "");
}

/** Answers what there is to say of those who are here, in one line or more. */
function answer(
  { hub, session, replies }: Context,
  numeric: string,
  nicks: readonly string[],
  describe: (person: Session) => string,
): void {
  const create = (line: string) => hub.create(numeric, [session.target, line]);
  const people = nicks.flatMap((nick) => hub.registry.session(nick) ?? []);
  const lines = [
    ...packWords(people.map(describe), { separator: " ", create }),
  ];
  for (const line of lines.length > 0 ? lines : [create("")]) replies.add(line);
}
