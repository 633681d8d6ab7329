import { command, type CommandRow } from "./command_row.ts";
import { CHANNEL_COMMANDS } from "./command_tables/channel.ts";
import { HISTORY_COMMANDS } from "./command_tables/history.ts";
import { MESSAGE_COMMANDS } from "./command_tables/message.ts";
import { PEOPLE_COMMANDS } from "./command_tables/people.ts";
import { SERVER_COMMANDS } from "./command_tables/server.ts";
import { SESSION_COMMANDS } from "./command_tables/session.ts";
import { createHelp } from "./handlers/help.ts";

const handleHelp = createHelp(() => COMMANDS);

const ROWS = Object.entries({
  ...CHANNEL_COMMANDS,
  ...HISTORY_COMMANDS,
  ...MESSAGE_COMMANDS,
  ...PEOPLE_COMMANDS,
  ...SERVER_COMMANDS,
  ...SESSION_COMMANDS,
  HELP: command(handleHelp, 0, "[subject]", "the commands, or one of them"),
  HELPOP: command(handleHelp, 0, "[subject]", "the same as HELP"),
});

/** Every command of the server, in the order of the alphabet. */
export const COMMANDS: ReadonlyMap<string, CommandRow> = new Map(
  ROWS.sort(([one], [other]) => one < other ? -1 : 1),
);
