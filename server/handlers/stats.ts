import type { Message } from "../../protocol/message.ts";
import {
  RPL_ENDOFSTATS,
  RPL_STATSCOMMANDS,
  RPL_STATSOLINE,
  RPL_STATSUPTIME,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { checkOperator, checkServer } from "../lookup.ts";
import { shown } from "../params.ts";

/**
 * STATS: `m`, commands and how often they were used; `o`, the names of
 * operators, for operators; `u`, since when the server runs. Of any other letter
 * there is nothing to tell. (modern.ircdocs.horse, "STATS message")
 */
export function handleStats(context: Context, { params }: Message): void {
  const { replies } = context;
  const [query = "", server] = params;
  if (query === "") {
    return replies.needMoreParams("STATS");
  }
  if (!checkServer(context, server)) return;
  // "A query may be given by any single letter".
  const [letter = ""] = query;
  if (letter === "m") sendCommands(context);
  else if (letter === "o") sendOpers(context);
  else if (letter === "u") sendUptime(context);
  replies.numeric(RPL_ENDOFSTATS, shown(letter), "End of /STATS report");
}

function sendCommands({ hub, replies }: Context): void {
  for (const [command, count] of [...hub.commandCounts].sort()) {
    replies.numeric(RPL_STATSCOMMANDS, command, String(count));
  }
}

function sendOpers(context: Context): void {
  const { hub, replies } = context;
  if (!checkOperator(context)) return;
  for (const name of hub.logins.names) {
    replies.numeric(RPL_STATSOLINE, "O", "*@*", "*", shown(name));
  }
}

function sendUptime({ hub, replies }: Context): void {
  const seconds = Math.floor((hub.clock.now() - hub.startedAt) / 1000);
  const [days, hours, minutes] = [86_400, 3_600, 60]
    .map((unit) => Math.floor(seconds / unit)) as [number, number, number];
  const time = [hours % 24, minutes % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0")).join(":");
  replies.numeric(RPL_STATSUPTIME, `Server Up ${days} days ${time}`);
}
