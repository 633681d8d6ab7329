/**
 * What `chat serve` takes on its command line, in Cliffy's notation; each flag
 * is an environment variable, too. `ServeFlags` is what becomes of them.
 */
export const SERVE_FLAGS = [
  {
    flags: "-p, --port <port:integer>",
    description: "Port to listen on; 0 picks a free one.",
    default: 8080,
  },
  {
    flags: "--host <host:string>",
    description: "Listen on this name or address only, not on all interfaces.",
  },
  {
    flags: "--name <name:string>",
    description: "The server's name, as people see it (default: the host's).",
  },
  {
    flags: "--password <password:string>",
    description: "Let in only those who know it; better set by its variable.",
  },
  {
    flags: "--motd <text:string>",
    description: "Message of the day, or @file to read it from a file.",
  },
  {
    flags: "--admin <text:string>",
    description: "Who runs the server, and where to reach them; see ADMIN.",
  },
  {
    flags: "--oper <credentials:string>",
    description:
      "name:password of an operator, for OPER; may be repeated. Others can " +
      "see the command line: use the variable, or what chat hash makes of " +
      "the password.",
    collect: true,
  },
  {
    flags: "--db <path:string>",
    description: "File to keep what is said in (default: server-PORT.db in " +
      "your data folder; with --port 0 none).",
  },
  {
    flags: "--ephemeral",
    description: "Keep nothing on disk: what was said ends with the server.",
  },
  {
    flags: "--history-days <days:integer>",
    description: "How long to keep what is said.",
    default: 365,
  },
  {
    flags: "--history-messages <count:integer>",
    description: "How many messages of each channel to keep.",
    default: 100_000,
  },
  {
    flags: "--history-from-join",
    description:
      "Let members of a channel read only what was said since they came.",
  },
  {
    flags: "--hold <duration:string>",
    description: "How long those whose connection broke stay, so that they " +
      "can come back unnoticed, such as 90s, 2m or 1h; 0 to end them at once.",
    default: "2m",
  },
  {
    flags: "--max-clients <count:integer>",
    description: "Clients that may be connected at once.",
    default: 10_000,
  },
  {
    flags: "--backlog <count:integer>",
    description: "Connections that may wait to be accepted.",
    default: 511,
  },
  {
    flags: "--no-console",
    description: "Never read standard input; for a server in the background.",
  },
  {
    flags: "--no-throttle",
    description: "Let clients send as fast as they like; for trusted networks.",
  },
  {
    flags: "--log-level <level:string>",
    description: "How much to tell: error, warn, info or debug.",
    default: "info",
  },
] as const;
