import type { Message } from "../protocol/message.ts";
import {
  ERR_NEEDMOREPARAMS,
  ERR_NOTREGISTERED,
  ERR_UNKNOWNCOMMAND,
} from "../protocol/numerics.ts";
import { handleCap } from "./handlers/capabilities.ts";
import {
  handleJoin,
  handleList,
  handleNames,
  handlePart,
  handleTopic,
} from "./handlers/channels.ts";
import { createHelp } from "./handlers/help.ts";
import { sayToAll } from "./handlers/messages.ts";
import { handleMode } from "./handlers/modes.ts";
import { handleBatch, handleBatchLine } from "./handlers/multiline.ts";
import {
  handleMotd,
  handleVersion,
  handleWho,
  handleWhois,
} from "./handlers/queries.ts";
import {
  handleNick,
  handlePass,
  handlePing,
  handlePong,
  handleQuit,
  handleUser,
} from "./handlers/registration.ts";
import type { Hub } from "./hub.ts";
import { shown } from "./params.ts";
import { Replies } from "./replies.ts";
import type { Session } from "./session.ts";

/** What a handler works with. */
export interface Context {
  readonly hub: Hub;
  readonly session: Session;
  readonly replies: Replies;
}

/**
 * Does what a command says. A promise is returned only by what makes its answer
 * as fast as the client takes it.
 */
export type Handler = (
  context: Context,
  message: Message,
) => void | Promise<void>;

/** One command. */
export interface CommandRow {
  readonly handler: Handler;
  readonly minParams: number;
  readonly isBeforeRegistration: boolean;
  /** Its parameters and what it does. */
  readonly help: readonly [params: string, text: string];
}

function command(
  handler: Handler,
  minParams: number,
  ...help: readonly [params: string, text: string]
): CommandRow {
  return { handler, minParams, isBeforeRegistration: false, help };
}

function early(
  handler: Handler,
  minParams: number,
  ...help: readonly [params: string, text: string]
): CommandRow {
  return { handler, minParams, isBeforeRegistration: true, help };
}

/** Every command of the server. */
export const COMMANDS: ReadonlyMap<string, CommandRow> = new Map([
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
    command(
      createHelp(() => COMMANDS),
      0,
      "[command]",
      "the commands, or one of them",
    ),
  ],
  [
    "JOIN",
    command(
      handleJoin,
      1,
      "#channel[,#channel]",
      "enter channels, or make them",
    ),
  ],
  [
    "LIST",
    command(
      handleList,
      0,
      "[#channel[,#channel]]",
      "channels, members and topics",
    ),
  ],
  [
    "MODE",
    command(handleMode, 1, "target [modes [params]]", "see or change modes"),
  ],
  ["MOTD", command(handleMotd, 0, "", "the message of the day")],
  [
    "NAMES",
    command(handleNames, 0, "[#channel[,#channel]]", "who is in a channel"),
  ],
  ["NICK", early(handleNick, 0, "nick", "take a nick or change it")],
  [
    "NOTICE",
    command(
      sayToAll,
      0,
      "target[,target] text",
      "say without asking for an answer",
    ),
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
    command(sayToAll, 0, "target[,target] text", "say something"),
  ],
  ["QUIT", early(handleQuit, 0, "[reason]", "leave")],
  ["TAGMSG", command(sayToAll, 0, "target[,target]", "send tags alone")],
  [
    "TOPIC",
    command(handleTopic, 1, "#channel [topic]", "see or set the topic"),
  ],
  ["USER", early(handleUser, 4, "user 0 * :real name", "say who you are")],
  ["VERSION", command(handleVersion, 0, "", "the server's version")],
  [
    "WHO",
    command(handleWho, 0, "[#channel|nick]", "people and where they are"),
  ],
  ["WHOIS", command(handleWhois, 1, "nick", "one person")],
]);

/** Whether a message can open an IRC connection. */
export function isOpening({ command, params }: Message): boolean {
  const row = COMMANDS.get(command);
  return row !== undefined && row.isBeforeRegistration &&
    params.length >= Math.max(row.minParams, command === "NICK" ? 1 : 0);
}

/** Handles one message of a client, and sends the answer. */
export function dispatchCommand(
  hub: Hub,
  session: Session,
  message: Message,
): void | Promise<void> {
  const replies = new Replies(hub, session, {
    label: message.tags.get("label"),
    hidesErrors: message.command === "NOTICE",
  });
  const context: Context = { hub, session, replies };
  const answer = handle(context, message);
  if (answer === undefined) return replies.flush();
  return answer.then(() => replies.flush());
}

function handle(context: Context, message: Message): void | Promise<void> {
  const { session, replies } = context;
  const { command, params, tags } = message;
  const isBatchLine = session.capabilities.has("draft/multiline") &&
    tags.has("batch") && command !== "BATCH";
  if (isBatchLine) {
    return handleBatchLine(context, message);
  }
  const row = COMMANDS.get(command);
  if (session.state === "registering" && !row?.isBeforeRegistration) {
    return replies.numeric(ERR_NOTREGISTERED, "You have not registered");
  }
  if (row === undefined) {
    return replies.numeric(
      ERR_UNKNOWNCOMMAND,
      shown(command),
      "Unknown command",
    );
  }
  if (params.length < row.minParams) {
    return replies.numeric(
      ERR_NEEDMOREPARAMS,
      command,
      "Not enough parameters",
    );
  }
  return row.handler(context, message);
}
