import { command, type CommandTable } from "../command_row.ts";
import {
  handleKill,
  handleOper,
  handleRehash,
  handleWallops,
} from "../handlers/operators.ts";
import {
  handleAdmin,
  handleInfo,
  handleLinks,
  handleLusers,
  handleMotd,
  handleTime,
  handleVersion,
} from "../handlers/server_info.ts";
import { handleStats } from "../handlers/stats.ts";

/** The server, and those who run it. */
export const SERVER_COMMANDS: CommandTable = {
  ADMIN: command(handleAdmin, 0, "[server]", "who runs this server"),
  INFO: command(handleInfo, 0, "[server]", "what this server is"),
  KILL: command(
    handleKill,
    1,
    "nick [reason]",
    "close somebody's connection; for operators",
  ),
  LINKS: command(handleLinks, 0, "[mask]", "the servers: this one"),
  LUSERS: command(handleLusers, 0, "", "how many are here"),
  MOTD: command(handleMotd, 0, "[server]", "the message of the day"),
  OPER: command(
    handleOper,
    2,
    "name password",
    "become operator of the server",
  ),
  REHASH: command(
    handleRehash,
    0,
    "",
    "read the message of the day anew; for operators",
  ),
  STATS: command(handleStats, 1, "letter [server]", "numbers about the server"),
  TIME: command(handleTime, 0, "[server]", "the server's clock"),
  VERSION: command(handleVersion, 0, "[server]", "the server's version"),
  WALLOPS: command(
    handleWallops,
    1,
    "text",
    "tell all who listen; for operators",
  ),
};
