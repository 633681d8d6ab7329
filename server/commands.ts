import type { Message } from "../protocol/message.ts";
import { ERR_NOTREGISTERED, ERR_UNKNOWNCOMMAND } from "../protocol/numerics.ts";
import { COMMANDS } from "./command_table.ts";
import type { Context } from "./context.ts";
import { handleBatchLine } from "./handlers/multiline.ts";
import type { Hub } from "./hub.ts";
import { shown } from "./params.ts";
import { Replies } from "./replies.ts";
import type { Session } from "./session.ts";

/** Whether a message can open an IRC connection. */
export function isOpening({ command, params }: Message): boolean {
  const row = COMMANDS.get(command);
  return row !== undefined && row.phase === "opening" &&
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
  const isEarly = row !== undefined && row.phase !== "registered";
  if (session.state === "registering" && !isEarly) {
    return replies.numeric(ERR_NOTREGISTERED, "You have not registered");
  }
  if (row === undefined) {
    return replies.numeric(
      ERR_UNKNOWNCOMMAND,
      shown(command),
      "Unknown command",
    );
  }
  const { commandCounts } = context.hub;
  commandCounts.set(command, (commandCounts.get(command) ?? 0) + 1);
  if (params.length < row.minParams) {
    return replies.needMoreParams(command);
  }
  return row.handler(context, message);
}
