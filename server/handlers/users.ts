import type { Message } from "../../protocol/message.ts";
import { RPL_ISON, RPL_USERHOST } from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { packWords } from "../fit_line.ts";
import type { Hub } from "../hub.ts";
import { MAX_USERHOSTS } from "../isupport.ts";
import { isService, SERVICE_NICK, serviceSource } from "../service_nick.ts";
import type { Session } from "../session.ts";

/** USERHOST: user and host of some, operators marked `*`, who is away `-`. */
export function handleUserhost(context: Context, { params }: Message): void {
  const nicks = splitWords(params).slice(0, MAX_USERHOSTS);
  answer(context, RPL_USERHOST, nicks, (person) => {
    const mark = person.modes.has("o") ? "*" : "";
    const sign = person.awayText === undefined ? "+" : "-";
    return `${person.target}${mark}=${sign}${person.user}@${person.host}`;
  }, ({ options }) => serviceSource(options).replace("!", "=+"));
}

/** ISON: which of some nicks are in use. (RFC 2812, 4.9) */
export function handleIson(context: Context, { params }: Message): void {
  answer(
    context,
    RPL_ISON,
    splitWords(params),
    ({ target }) => target,
    () => SERVICE_NICK,
  );
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
  describeService: (hub: Hub) => string,
): void {
  const create = (line: string) => hub.create(numeric, [session.target, line]);
  const words = nicks.flatMap((nick) => {
    if (isService(nick)) return describeService(hub);
    const person = hub.registry.session(nick);
    return person === undefined ? [] : describe(person);
  });
  const lines = [...packWords(words, { separator: " ", create })];
  for (const line of lines.length > 0 ? lines : [create("")]) replies.add(line);
}
