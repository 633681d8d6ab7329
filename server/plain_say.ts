import { formatAction } from "../protocol/ctcp.ts";
import { delay } from "./clock.ts";
import type { Context } from "./context.ts";
import { say, type Saying } from "./handlers/messages.ts";
import { toActionTexts, toTextParts } from "./long_text.ts";
import { admit } from "./pacing.ts";
import { weightOf } from "./throttle.ts";

type SaidText = Pick<Saying, "text" | "lines">;

/**
 * Says a text of any length for a peer that speaks no IRC: as one message, or
 * as the several that it takes. The caller has admitted one message.
 */
export function sayText(
  context: Context,
  target: string,
  text: string,
): Promise<void> {
  return sayAll(context, target, toTextParts(text));
}

/** Says what the peer does, in the same way. */
export function sayAction(
  context: Context,
  target: string,
  text: string,
): Promise<void> {
  const actions = toActionTexts(text).map((piece) => ({
    text: formatAction(piece),
  }));
  return sayAll(context, target, actions);
}

async function sayAll(
  context: Context,
  target: string,
  texts: Iterable<SaidText>,
): Promise<void> {
  const { hub, session } = context;
  let count = 0;
  for (const said of texts) {
    // What is long enough for several messages gives others time to read.
    if (count > 0) await delay(hub.clock, 1);
    const { source } = session;
    const weight = weightOf({ source, target, lines: said.lines ?? [] });
    await admit(hub, session, count++ > 0 ? weight : weight - 1);
    if (session.state !== "registered") return;
    say(context, { command: "PRIVMSG", target, tags: new Map(), ...said });
  }
}
