import type { Message } from "../../protocol/message.ts";
import {
  ERR_HELPNOTFOUND,
  RPL_ENDOFHELP,
  RPL_HELPSTART,
  RPL_HELPTXT,
} from "../../protocol/numerics.ts";
import type { CommandRow } from "../command_row.ts";
import type { Context, Handler } from "../context.ts";
import { HELP_TOPICS, type HelpTopic } from "../help_topics.ts";
import { shown } from "../params.ts";

/**
 * Makes HELP: all commands, one of them, or a topic.
 * (modern.ircdocs.horse, "HELP message")
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
  [subject = ""]: Message["params"],
): void {
  const name = subject === "" ? "*" : shown(subject.toUpperCase());
  const topic = subject === "" ? listAll(commands) : find(commands, name);
  if (topic === undefined) {
    return replies.numeric(
      ERR_HELPNOTFOUND,
      name,
      "There is no help on this: HELP lists what there is",
    );
  }
  replies.numeric(RPL_HELPSTART, name, topic.title);
  // "the first RPL_HELPTXT message SHOULD be empty".
  for (const line of ["", ...topic.lines]) {
    replies.numeric(RPL_HELPTXT, name, line);
  }
  replies.numeric(RPL_ENDOFHELP, name, "End of /HELP");
}

function listAll(commands: ReadonlyMap<string, CommandRow>): HelpTopic {
  const lines = [
    ...[...commands].map(describe),
    ...[...HELP_TOPICS].map(([name, { title }]) => `HELP ${name} - ${title}`),
  ];
  return { title: "Commands of this server", lines };
}

function find(
  commands: ReadonlyMap<string, CommandRow>,
  name: string,
): HelpTopic | undefined {
  const row = commands.get(name);
  return row === undefined
    ? HELP_TOPICS.get(name)
    : { title: `The ${name} command`, lines: [describe([name, row])] };
}

function describe([name, { help: [usage, text] }]: [string, CommandRow]) {
  return `${`${name} ${usage}`.trim()} - ${text}`;
}
