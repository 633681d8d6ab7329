import type { Message } from "../../protocol/message.ts";
import {
  ERR_NOADMININFO,
  RPL_ADMINEMAIL,
  RPL_ADMINLOC1,
  RPL_ADMINLOC2,
  RPL_ADMINME,
  RPL_ENDOFINFO,
  RPL_ENDOFLINKS,
  RPL_INFO,
  RPL_LINKS,
  RPL_TIME,
  RPL_VERSION,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { checkServer } from "../lookup.ts";
import { matchesMask } from "../masks.ts";
import { shown } from "../params.ts";
import { VERSION } from "../version.ts";
import { sendCounts, sendMotd, sendSupport } from "../welcome.ts";

/** MOTD. (modern.ircdocs.horse, "MOTD message") */
export function handleMotd(context: Context, { params }: Message): void {
  if (checkServer(context, params[0])) sendMotd(context);
}

/**
 * VERSION; what the server supports is part of the answer.
 * (modern.ircdocs.horse, "VERSION message")
 */
export function handleVersion(context: Context, { params }: Message): void {
  if (!checkServer(context, params[0])) return;
  const { hub, replies } = context;
  const { serverName } = hub.options;
  replies.numeric(RPL_VERSION, VERSION, serverName, "IRC and plain text");
  sendSupport(context);
}

/** ADMIN: what `--admin` says. (modern.ircdocs.horse, "ADMIN message") */
export function handleAdmin(context: Context, { params }: Message): void {
  if (!checkServer(context, params[0])) return;
  const { replies, hub: { options: { admin, network, serverName } } } = context;
  if (admin === undefined) {
    return replies.numeric(
      ERR_NOADMININFO,
      serverName,
      "No administrative info available",
    );
  }
  replies.numeric(RPL_ADMINME, serverName, "Administrative info");
  replies.numeric(RPL_ADMINLOC1, `This is ${network}`);
  replies.numeric(RPL_ADMINLOC2, `It runs ${VERSION}`);
  replies.numeric(RPL_ADMINEMAIL, admin);
}

/** INFO. (modern.ircdocs.horse, "INFO message") */
export function handleInfo(context: Context, { params }: Message): void {
  if (!checkServer(context, params[0])) return;
  const { hub, replies } = context;
  const lines = [
    `${VERSION}: a group chat, server and terminal client in one file`,
    "It speaks IRC with IRCv3, and plain text to whoever has only nc",
    "Free software under the MIT license",
    `Running since ${new Date(hub.startedAt).toISOString()}`,
  ];
  for (const line of lines) replies.numeric(RPL_INFO, line);
  replies.numeric(RPL_ENDOFINFO, "End of INFO list");
}

/**
 * LINKS: this server, to its operators. To all others it says nothing but that
 * this is all: "Servers MAY omit some or all servers on the network, including
 * itself". (modern.ircdocs.horse, "LINKS message")
 */
export function handleLinks(context: Context, { params }: Message): void {
  const { hub, session, replies } = context;
  const mask = params.at(-1) ?? "*";
  if (params.length > 1 && !checkServer(context, params[0])) return;
  const { serverName, network } = hub.options;
  if (session.modes.has("o") && matchesMask(serverName, mask)) {
    replies.numeric(RPL_LINKS, serverName, serverName, `0 ${network}`);
  }
  replies.numeric(RPL_ENDOFLINKS, shown(mask), "End of /LINKS list");
}

/** LUSERS. (modern.ircdocs.horse, "LUSERS message") */
export function handleLusers(context: Context, { params }: Message): void {
  // RFC 2812 has a mask of servers first.
  if (checkServer(context, params[1])) sendCounts(context);
}

/** TIME, as a person reads it. (modern.ircdocs.horse, "TIME message") */
export function handleTime(context: Context, { params }: Message): void {
  if (!checkServer(context, params[0])) return;
  const { hub, replies } = context;
  const time = new Date(hub.clock.now()).toUTCString().replace("GMT", "UTC");
  replies.numeric(RPL_TIME, hub.options.serverName, time);
}
