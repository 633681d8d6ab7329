import { anytime, command, type CommandTable } from "../command_row.ts";
import { handleMetadata } from "../handlers/metadata.ts";
import { handleMonitor } from "../handlers/monitor.ts";
import { handleIson, handleUserhost } from "../handlers/users.ts";
import { handleWho } from "../handlers/who.ts";
import { handleWhois } from "../handlers/whois.ts";
import { handleWhowas } from "../handlers/whowas.ts";

/** Other people. */
export const PEOPLE_COMMANDS: CommandTable = {
  ISON: command(handleIson, 1, "nick [nick]", "which of them are here"),
  METADATA: anytime(
    handleMetadata,
    0,
    "target|* GET|LIST|SET|CLEAR|SUB|UNSUB|SUBS|SYNC [key [key|value]]",
    "facts about people and channels",
  ),
  MONITOR: command(
    handleMonitor,
    1,
    "+|-|C|L|S [nick[,nick]]",
    "be told when somebody comes or goes",
  ),
  USERHOST: command(handleUserhost, 1, "nick [nick]", "user and host of some"),
  WHO: command(
    handleWho,
    0,
    "[#channel|mask [%fields]]",
    "people and where they are",
  ),
  WHOIS: command(handleWhois, 0, "[server] nick", "one person"),
  WHOWAS: command(
    handleWhowas,
    0,
    "nick[,nick] [count]",
    "who had a nick before",
  ),
};
