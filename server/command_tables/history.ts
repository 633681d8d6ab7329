import { command, type CommandTable } from "../command_row.ts";
import { handleChathistory } from "../handlers/chathistory.ts";
import { handleMarkread } from "../handlers/markread.ts";
import { handleSearch } from "../handlers/search.ts";
import { handleZnc } from "../handlers/znc_playback.ts";

/** What was said before. */
export const HISTORY_COMMANDS: CommandTable = {
  CHATHISTORY: command(
    handleChathistory,
    0,
    "LATEST|BEFORE|AFTER|AROUND|BETWEEN|TARGETS [target] ref [ref] limit",
    "what was said before",
  ),
  MARKREAD: command(
    handleMarkread,
    0,
    "target [timestamp=time]",
    "tell or ask what you have read",
  ),
  SEARCH: command(
    handleSearch,
    3,
    "limit msgid|* query",
    "find what was said; see docs/search.md",
  ),
  ZNC: command(
    handleZnc,
    0,
    "*playback PLAY|LIST|CLEAR [buffer [from [to]]]",
    "what was said before, for clients of ZNC",
  ),
};
