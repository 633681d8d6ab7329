/**
 * Says at the end of `npm test` which tests were skipped, as the programs that
 * they use are not installed.
 *
 * @module
 */

import { isInstalled, OUTSIDE_NAMES } from "./e2e/installed.ts";

const isHere: boolean[] = [];
for (const name of OUTSIDE_NAMES) isHere.push(await isInstalled(name));
if (isHere.every(Boolean)) {
  console.log("All programs that tests use are installed: none is skipped");
}
