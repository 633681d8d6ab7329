import {
  ERR_CHANOPEN,
  ERR_INVALIDMODEPARAM,
  ERR_KNOCKONCHAN,
  ERR_MONLISTFULL,
  ERR_TOOMANYKNOCK,
} from "./numerics.ts";

/**
 * The errors that came when 400 to 599 were taken. Other servers have some more:
 * STARTTLS (691), missing privileges (723), and what can go wrong with a login
 * (902, 904 to 907).
 */
const LATE_ERRORS: ReadonlySet<string> = new Set([
  ERR_INVALIDMODEPARAM,
  ERR_TOOMANYKNOCK,
  ERR_CHANOPEN,
  ERR_KNOCKONCHAN,
  ERR_MONLISTFULL,
  "691",
  "723",
  "902",
  "904",
  "905",
  "906",
  "907",
]);

/**
 * Whether a numeric tells that something went wrong.
 *
 * "Error replies are found in the range from 400 to 599." (RFC 1459, 6) A few
 * that came later are not.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { isError } from "./is_error.ts";
 * import { ERR_NOSUCHNICK, RPL_WELCOME } from "./numerics.ts";
 *
 * assertEquals(isError(ERR_NOSUCHNICK), true);
 * assertEquals(isError(RPL_WELCOME), false);
 * ```
 */
export function isError(numeric: string): boolean {
  return (numeric >= "400" && numeric < "600") || LATE_ERRORS.has(numeric);
}
