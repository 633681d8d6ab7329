import { JOIN_FLAGS, SEND_FLAGS, TAIL_FLAGS } from "./flags.ts";

/** What `chat join --help` says. */
export const JOIN_USAGE = {
  description: "Join a chat. The address is host, host:port, [IPv6]:port or " +
    "irc://host:port/channel.",
  arguments: "[address:string]",
  flags: JOIN_FLAGS,
  examples: [
    ["Ask for address and name", "chat join"],
    ["Join a server", "chat join 192.168.1.5:8080 --name ann"],
    ["Send the lines of a program", "make | chat join ci.lan --name ci --once"],
    ["With a password", "CHAT_JOIN_PASSWORD=s3cret chat join ci.lan"],
  ],
} as const;

/** What `chat send --help` says. */
export const SEND_USAGE = {
  description:
    "Deliver one message to a channel or a person, and leave. Without a text, " +
    "or for -, it is read from standard input.",
  arguments: "<address:string> <target:string> [text...:string]",
  flags: SEND_FLAGS,
  examples: [
    ["To a channel", "chat send ci.lan '#ops' deployed --name ci"],
    ["To a person", "chat send ci.lan ann 'your build is done'"],
    ["What a program prints", "uptime | chat send ci.lan '#ops'"],
    ["A text that starts with -", "chat send ci.lan '#ops' -- -5 degrees"],
  ],
} as const;

/** What `chat tail --help` says. */
export const TAIL_USAGE = {
  description:
    "Print what is said in channels, a line each, until Ctrl-C. A connection " +
    "that is lost is made anew, and what was missed is printed.",
  arguments: "<address:string> [channel...:string]",
  flags: TAIL_FLAGS,
  examples: [
    ["Follow #lobby", "chat tail ci.lan"],
    ["Follow a channel as JSON", "chat tail ci.lan '#ops' --json"],
    [
      "Texts alone",
      "chat tail ci.lan '#ops' --json --quiet | jq -r .text",
    ],
  ],
} as const;
