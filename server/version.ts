import config from "../deno.json" with { type: "json" };

/** The program's name and version, as clients are told. */
export const VERSION = `chat-${config.version}`;
