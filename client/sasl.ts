import type { Message } from "../protocol/message.ts";
import type { JoinErrorOptions } from "./join_error.ts";

/** An account and its password. */
export interface Credentials {
  readonly account: string;
  readonly password: string;
}

/**
 * "The response is encoded in Base64, then split to 400-byte chunks, and each
 * chunk is sent as a separate AUTHENTICATE command." (IRCv3 sasl-3.1)
 */
const CHUNK_BYTES = 400;

/** RPL_SASLSUCCESS, and ERR_SASLALREADY: logged in already. */
export const SASL_SUCCESSES: ReadonlySet<string> = new Set(["903", "907"]);

const ERR_NICKLOCKED = "902";
const ERR_SASLFAIL = "904";
const ERR_SASLTOOLONG = "905";
const ERR_SASLABORTED = "906";
const RPL_SASLMECHS = "908";

const HINT = "check --sasl or its variable";

/**
 * Writes the answer of the mechanism PLAIN (RFC 4616, 2) as the parameters of
 * AUTHENTICATE.
 *
 * @returns At least one; a `+` ends what fills its last chunk.
 */
export function formatPlain({ account, password }: Credentials): string[] {
  const bytes = new TextEncoder().encode(
    `${account}\0${account}\0${password}`,
  );
  const base64 = btoa(
    Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""),
  );
  const chunks: string[] = [];
  for (let start = 0; start < base64.length; start += CHUNK_BYTES) {
    chunks.push(base64.slice(start, start + CHUNK_BYTES));
  }
  if (base64.length % CHUNK_BYTES === 0) chunks.push("+");
  return chunks;
}

/** What a server's message says against our login; `undefined`: nothing. */
export function saslFailure(
  { command, params }: Message,
  { account }: Credentials,
): JoinErrorOptions & { readonly reason: string } | undefined {
  const text = params.at(-1) ?? "";
  switch (command) {
    case ERR_NICKLOCKED:
    case ERR_SASLFAIL:
    case ERR_SASLTOOLONG:
      return {
        reason: `it does not take the password of the account "${account}" ` +
          `(${text})`,
        kind: "account",
        hint: HINT,
      };
    case ERR_SASLABORTED:
      return { reason: `it broke the login off (${text})` };
    case RPL_SASLMECHS:
      return {
        reason: "it offers no login to an account with a password, only " +
          `by ${params[1] ?? ""}`,
        hint: "leave out --sasl",
      };
    default:
      return undefined;
  }
}
