import type { CommandRow, Handler } from "./context.ts";
import { handleCap } from "./handlers/capabilities.ts";
import { handleMode } from "./handlers/channel_modes.ts";
import { createHelp } from "./handlers/help.ts";
import { handleInvite } from "./handlers/invite.ts";
import { handleJoin, handlePart } from "./handlers/join.ts";
import { handleKick } from "./handlers/kick.ts";
import { handleKnock } from "./handlers/knock.ts";
import { handleList } from "./handlers/list.ts";
import { handleMarkread } from "./handlers/markread.ts";
import { handleMessage } from "./handlers/messages.ts";
import { handleMetadata } from "./handlers/metadata.ts";
import { handleMonitor } from "./handlers/monitor.ts";
import { handleBatch } from "./handlers/multiline.ts";
import { handleNames } from "./handlers/names.ts";
import { handleNick } from "./handlers/nick.ts";
import {
  handleKill,
  handleOper,
  handleRehash,
  handleWallops,
} from "./handlers/operators.ts";
import { handleAway, handleSetname } from "./handlers/presence.ts";
import { handleRedact } from "./handlers/redact.ts";
import {
  handlePass,
  handlePing,
  handlePong,
  handleQuit,
  handleUser,
} from "./handlers/registration.ts";
import { handleRename } from "./handlers/rename.ts";
import {
  handleAdmin,
  handleInfo,
  handleLinks,
  handleLusers,
  handleMotd,
  handleTime,
  handleVersion,
} from "./handlers/server_info.ts";
import { handleStats } from "./handlers/stats.ts";
import { handleTopic } from "./handlers/topic.ts";
import { handleIson, handleUserhost } from "./handlers/users.ts";
import { handleWho } from "./handlers/who.ts";
import { handleWhois } from "./handlers/whois.ts";
import { handleWhowas } from "./handlers/whowas.ts";

const handleHelp = createHelp(() => COMMANDS);

type Help = readonly [params: string, text: string];

function command(
  handler: Handler,
  minParams: number,
  ...help: Help
): CommandRow {
  return { handler, minParams, phase: "registered", help };
}

function anytime(
  handler: Handler,
  minParams: number,
  ...help: Help
): CommandRow {
  return { handler, minParams, phase: "any", help };
}

function early(
  handler: Handler,
  minParams: number,
  ...help: Help
): CommandRow {
  return { handler, minParams, phase: "opening", help };
}

/** Every command of the server. */
export const COMMANDS: ReadonlyMap<string, CommandRow> = new Map([
  ["ADMIN", command(handleAdmin, 0, "[server]", "who runs this server")],
  ["AWAY", anytime(handleAway, 0, "[text]", "say that you are away, or back")],
  [
    "BATCH",
    command(
      handleBatch,
      1,
      "±ref [type target]",
      "send many lines as one message",
    ),
  ],
  [
    "CAP",
    early(handleCap, 1, "LS|LIST|REQ|END [list]", "agree on capabilities"),
  ],
  [
    "HELP",
    command(handleHelp, 0, "[subject]", "the commands, or one of them"),
  ],
  ["HELPOP", command(handleHelp, 0, "[subject]", "the same as HELP")],
  ["INFO", command(handleInfo, 0, "[server]", "what this server is")],
  [
    "INVITE",
    command(
      handleInvite,
      0,
      "[nick #channel]",
      "ask somebody in, or list who asked you",
    ),
  ],
  ["ISON", command(handleIson, 1, "nick [nick]", "which of them are here")],
  [
    "JOIN",
    command(
      handleJoin,
      1,
      "#channel[,#channel] [key[,key]]",
      "enter channels, or make them",
    ),
  ],
  [
    "KICK",
    command(
      handleKick,
      2,
      "#channel nick[,nick] [reason]",
      "put somebody out of a channel",
    ),
  ],
  [
    "KILL",
    command(
      handleKill,
      1,
      "nick [reason]",
      "close somebody's connection; for operators",
    ),
  ],
  ["KNOCK", command(handleKnock, 1, "#channel [text]", "ask to be invited")],
  ["LINKS", command(handleLinks, 0, "[mask]", "the servers: this one")],
  [
    "LIST",
    command(
      handleList,
      0,
      "[#channel[,#channel]] [filter[,filter]]",
      "channels, members and topics",
    ),
  ],
  ["LUSERS", command(handleLusers, 0, "", "how many are here")],
  [
    "MARKREAD",
    command(
      handleMarkread,
      0,
      "target [timestamp=time]",
      "tell or ask what you have read",
    ),
  ],
  [
    "METADATA",
    anytime(
      handleMetadata,
      0,
      "target|* GET|LIST|SET|CLEAR|SUB|UNSUB|SUBS|SYNC [key [key|value]]",
      "facts about people and channels",
    ),
  ],
  [
    "MODE",
    command(handleMode, 1, "target [modes [params]]", "see or change modes"),
  ],
  [
    "MONITOR",
    command(
      handleMonitor,
      1,
      "+|-|C|L|S [nick[,nick]]",
      "be told when somebody comes or goes",
    ),
  ],
  ["MOTD", command(handleMotd, 0, "[server]", "the message of the day")],
  [
    "NAMES",
    command(handleNames, 0, "[#channel[,#channel]]", "who is in a channel"),
  ],
  ["NICK", early(handleNick, 0, "nick", "take or change your nick")],
  [
    "NOTICE",
    command(
      handleMessage,
      0,
      "target[,target] text",
      "say something that nobody answers",
    ),
  ],
  [
    "OPER",
    command(handleOper, 2, "name password", "become operator of the server"),
  ],
  [
    "PART",
    command(handlePart, 1, "#channel[,#channel] [reason]", "leave channels"),
  ],
  ["PASS", early(handlePass, 1, "password", "give the server's password")],
  ["PING", early(handlePing, 1, "token", "ask for a sign of life")],
  ["PONG", early(handlePong, 0, "token", "give a sign of life")],
  [
    "PRIVMSG",
    command(handleMessage, 0, "target[,target] text", "say something"),
  ],
  ["QUIT", early(handleQuit, 0, "[reason]", "leave")],
  [
    "REDACT",
    command(handleRedact, 2, "target msgid [reason]", "take a message back"),
  ],
  [
    "REHASH",
    command(
      handleRehash,
      0,
      "",
      "read the message of the day anew; for operators",
    ),
  ],
  [
    "RENAME",
    command(
      handleRename,
      2,
      "#channel #name [reason]",
      "give a channel another name",
    ),
  ],
  ["SETNAME", command(handleSetname, 1, "real name", "change your real name")],
  [
    "STATS",
    command(handleStats, 1, "letter [server]", "numbers about the server"),
  ],
  ["TAGMSG", command(handleMessage, 0, "target[,target]", "send tags alone")],
  ["TIME", command(handleTime, 0, "[server]", "the server's clock")],
  [
    "TOPIC",
    command(handleTopic, 1, "#channel [topic]", "see or set the topic"),
  ],
  ["USER", early(handleUser, 4, "user 0 * :real name", "say who you are")],
  [
    "USERHOST",
    command(handleUserhost, 1, "nick [nick]", "user and host of some"),
  ],
  ["VERSION", command(handleVersion, 0, "[server]", "the server's version")],
  [
    "WALLOPS",
    command(handleWallops, 1, "text", "tell all who listen; for operators"),
  ],
  [
    "WHO",
    command(
      handleWho,
      0,
      "[#channel|mask [%fields]]",
      "people and where they are",
    ),
  ],
  ["WHOIS", command(handleWhois, 0, "[server] nick", "one person")],
  [
    "WHOWAS",
    command(
      handleWhowas,
      0,
      "nick[,nick] [count]",
      "who had a nick before",
    ),
  ],
]);
