import { anytime, command, type CommandTable, early } from "../command_row.ts";
import { handleCap } from "../handlers/capabilities.ts";
import { handleNick } from "../handlers/nick.ts";
import { handleAway, handleSetname } from "../handlers/presence.ts";
import {
  handlePass,
  handlePing,
  handlePong,
  handleQuit,
  handleUser,
} from "../handlers/registration.ts";
import { handleResume } from "../handlers/resume.ts";

/** Who one is, and the connection itself. */
export const SESSION_COMMANDS: CommandTable = {
  AWAY: anytime(handleAway, 0, "[text]", "say that you are away, or back"),
  CAP: early(handleCap, 1, "LS|LIST|REQ|END [list]", "agree on capabilities"),
  NICK: early(handleNick, 0, "nick", "take or change your nick"),
  PASS: early(handlePass, 1, "password", "give the server's password"),
  PING: early(handlePing, 1, "token", "ask for a sign of life"),
  PONG: early(handlePong, 0, "token", "give a sign of life"),
  QUIT: early(handleQuit, 0, "[reason]", "leave"),
  RESUME: anytime(handleResume, 0, "token", "go on as who you were"),
  SETNAME: command(handleSetname, 1, "real name", "change your real name"),
  USER: early(handleUser, 4, "user 0 * :real name", "say who you are"),
};
