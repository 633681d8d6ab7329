/**
 * What `chat join` takes on its command line, in Cliffy's notation; each flag
 * is an environment variable, too. `JoinFlags` is what becomes of them.
 */
export const JOIN_FLAGS = [
  {
    flags: "-n, --name <name:string>",
    description: "Your name; asked for on a terminal, else your login name.",
  },
  {
    flags: "-c, --channel <channel:string>",
    description: "Channel to enter (default: #lobby); may be repeated.",
    collect: true,
  },
  {
    flags: "--password <password:string>",
    description:
      "The server's password; better set by its variable, as others can see " +
      "the command line.",
  },
  {
    flags: "--json",
    description: "Print one JSON object for each event, for scripts.",
  },
] as const;
