import { command, type CommandTable } from "../command_row.ts";
import { handleEdit } from "../handlers/edit.ts";
import { handleMessage } from "../handlers/messages.ts";
import { handleBatch } from "../handlers/multiline.ts";
import { handleRedact } from "../handlers/redact.ts";
import { withPlayback } from "../handlers/znc_playback.ts";

/** What is said, and what becomes of it. */
export const MESSAGE_COMMANDS: CommandTable = {
  BATCH: command(
    handleBatch,
    1,
    "±ref [type target]",
    "send many lines as one message",
  ),
  EDITMSG: command(
    handleEdit,
    3,
    "target msgid text",
    "give a message of yours another text",
  ),
  NOTICE: command(
    handleMessage,
    0,
    "target[,target] text",
    "say something that nobody answers",
  ),
  PRIVMSG: command(
    withPlayback(handleMessage),
    0,
    "target[,target] text",
    "say something",
  ),
  REDACT: command(
    handleRedact,
    2,
    "target msgid [reason]",
    "take a message back",
  ),
  TAGMSG: command(handleMessage, 0, "target[,target]", "send tags alone"),
};
