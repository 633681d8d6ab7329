import type { Message } from "../../protocol/message.ts";
import {
  ERR_HELPNOTFOUND,
  RPL_ENDOFHELP,
  RPL_HELPSTART,
  RPL_HELPTXT,
} from "../../protocol/numerics.ts";
import type { CommandRow, Context, Handler } from "../commands.ts";
import { shown } from "../params.ts";

/**
 * Makes HELP: all commands, or one. (modern.ircdocs.horse, "HELP message")
 *
 * @param commands Gives the table that the help is derived from.
 */
export function createHelp(
  commands: () => ReadonlyMap<string, CommandRow>,
): Handler {
  return (context, { params }) => sendHelp(context, commands(), params);
}

function sendHelp(
  { replies }: Context,
  commands: ReadonlyMap<string, CommandRow>,
  [subject]: Message["params"],
): void {
  const topic = subject === undefined ? "*" : shown(subject.toUpperCase());
  const row = commands.get(topic);
  if (subject !== undefined && row === undefined) {
    return replies.numeric(
      ERR_HELPNOTFOUND,
      topic,
      "There is no help on this: HELP lists the commands",
    );
  }
  const rows = row === undefined ? [...commands] : [[topic, row] as const];
  replies.numeric(RPL_HELPSTART, topic, "Commands of this server");
  for (const [name, { help: [usage, text] }] of rows) {
    replies.numeric(
      RPL_HELPTXT,
      topic,
      `${`${name} ${usage}`.trim()} - ${text}`,
    );
  }
  replies.numeric(RPL_ENDOFHELP, topic, "End of /HELP");
}
