import { byteLength, MAX_LINE_BYTES } from "../protocol/limits.ts";
import { isWord } from "./params.ts";
import { checkPasswordHash, isPasswordHash } from "./password_hash.ts";

/** Somebody who may become operator of the server. */
export interface Oper {
  /** What OPER calls it. */
  readonly name: string;
  /** The password, or its hash. */
  readonly password: string;
}

/** Bytes of name and password that fit a line behind `OPER `. */
const MAX_OPER_BYTES = MAX_LINE_BYTES - "OPER  :\r\n".length;

/**
 * Reads the operators of `--oper`: each is a name, a colon, and a password or
 * its hash.
 *
 * @param flag One value each, or one text with all, separated by white space.
 * @throws {RangeError} If one cannot be used; the message tells no password.
 */
export function readOpers(
  flag: string | readonly string[] | undefined,
): readonly Oper[] {
  const values = typeof flag === "string"
    ? flag.split(/\s+/).filter((value) => value !== "")
    : flag ?? [];
  const opers = new Map<string, Oper>();
  for (const [index, value] of values.entries()) {
    const refuse = (rule: string): never => {
      throw new RangeError(
        `Cannot use --oper number ${index + 1} as ${rule}`,
      );
    };
    const colon = value.indexOf(":");
    const name = value.slice(0, Math.max(colon, 0));
    const password = value.slice(colon + 1);
    if (!isWord(name) || password === "") {
      refuse("it is not name:password");
    }
    if (opers.has(name)) refuse(`"${name}" is there already`);
    if (isPasswordHash(password)) {
      if (!checkPasswordHash(password)) {
        refuse("its hash is not what chat hash printed: quote it with '");
      }
    } else if (/^=\d+,r=\d+,p=\d+/.test(password)) {
      refuse("the shell took its hash apart: quote it with '");
    } else if (
      /[\0\r\n]/.test(password) ||
      byteLength(name) + byteLength(password) > MAX_OPER_BYTES
    ) refuse("OPER cannot say its password: it takes one line");
    opers.set(name, { name, password });
  }
  return [...opers.values()];
}
