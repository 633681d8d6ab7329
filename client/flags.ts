const NAME = "-n, --name <name:string>";

const PASSWORD = {
  flags: "--password <password:string>",
  description:
    "The server's password; better set by its variable, as others can see " +
    "the command line.",
} as const;

const SASL = {
  flags: "--sasl <account:string>",
  description:
    "Your account there, as account:password; better set by its variable. " +
    "On a terminal the password is asked for if it is missing.",
} as const;

const JSON_FLAG = {
  flags: "--json",
  description: "Print one JSON object for each event, for scripts.",
} as const;

const QUIET = {
  flags: "--quiet",
  description: "Print messages alone: no joins, topics and other news.",
} as const;

/** What a script has to say to be let in. */
const SCRIPT_FLAGS = [
  { flags: NAME, description: "Your name (default: your login name)." },
  PASSWORD,
  SASL,
] as const;

/**
 * What `chat join` takes on its command line, in Cliffy's notation; each flag
 * is an environment variable, too. `JoinFlags` is what becomes of them.
 */
export const JOIN_FLAGS = [
  {
    flags: NAME,
    description: "Your name; asked for on a terminal, else your login name.",
  },
  PASSWORD,
  SASL,
  {
    flags: "-c, --channel <channel:string>",
    description: "Channel to enter (default: #lobby); may be repeated.",
    collect: true,
  },
  JSON_FLAG,
  QUIET,
  {
    flags: "--once",
    description: "Say the lines of the input, and print nothing of others.",
  },
] as const;

/** As `JOIN_FLAGS`, for `chat send`. */
export const SEND_FLAGS = [
  ...SCRIPT_FLAGS,
  {
    flags: "--json",
    description: "Print what was delivered as a JSON object, with its id.",
  },
] as const;

/** As `JOIN_FLAGS`, for `chat tail`. */
export const TAIL_FLAGS = [...SCRIPT_FLAGS, JSON_FLAG, QUIET] as const;
