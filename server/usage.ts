import { SERVE_FLAGS } from "./flags.ts";

/** What `chat serve --help` says. */
export const SERVE_USAGE = {
  description: "Run a chat server on this machine.",
  flags: SERVE_FLAGS,
  examples: [
    ["On port 8080", "chat serve"],
    [
      "With a name and a password",
      "CHAT_SERVE_PASSWORD=s3cret chat serve --name class-5b",
    ],
    ["On any free port", "chat serve --port 0"],
    ["In the background", "chat serve --no-console > chat.log 2>&1 &"],
    ["With an operator", "chat serve --oper 'ann:$scrypt$ln=15,...'"],
  ],
} as const;

/** What `chat hash --help` says. */
export const HASH_USAGE = {
  description:
    "Make a hash of an operator's password, for chat serve --oper. The " +
    "password is read from standard input.",
  flags: [],
  examples: [
    ["Ask for it, unseen", "chat hash"],
    ["From a script", "echo s3cret | chat hash"],
  ],
} as const;
