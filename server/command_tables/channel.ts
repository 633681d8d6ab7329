import { command, type CommandTable } from "../command_row.ts";
import { handleMode } from "../handlers/channel_modes.ts";
import { handleInvite } from "../handlers/invite.ts";
import { handleJoin, handlePart } from "../handlers/join.ts";
import { handleKick } from "../handlers/kick.ts";
import { handleKnock } from "../handlers/knock.ts";
import { handleList } from "../handlers/list.ts";
import { handleNames } from "../handlers/names.ts";
import { handleRename } from "../handlers/rename.ts";
import { handleTopic } from "../handlers/topic.ts";

/** Channels, and who is in them. */
export const CHANNEL_COMMANDS: CommandTable = {
  INVITE: command(
    handleInvite,
    0,
    "[nick #channel]",
    "ask somebody in, or list who asked you",
  ),
  JOIN: command(
    handleJoin,
    1,
    "#channel[,#channel] [key[,key]]",
    "enter channels, or make them",
  ),
  KICK: command(
    handleKick,
    2,
    "#channel nick[,nick] [reason]",
    "put somebody out of a channel",
  ),
  KNOCK: command(handleKnock, 1, "#channel [text]", "ask to be invited"),
  LIST: command(
    handleList,
    0,
    "[#channel[,#channel]] [filter[,filter]]",
    "channels, members and topics",
  ),
  MODE: command(
    handleMode,
    1,
    "target [modes [params]]",
    "see or change modes",
  ),
  NAMES: command(
    handleNames,
    0,
    "[#channel[,#channel]]",
    "who is in a channel",
  ),
  PART: command(
    handlePart,
    1,
    "#channel[,#channel] [reason]",
    "leave channels",
  ),
  RENAME: command(
    handleRename,
    2,
    "#channel #name [reason]",
    "give a channel another name",
  ),
  TOPIC: command(handleTopic, 1, "#channel [topic]", "see or set the topic"),
};
