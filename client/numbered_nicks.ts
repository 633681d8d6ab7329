import { numberedNick } from "../protocol/names.ts";

/** Tried with so many numbers a name is taken for good. */
const MAX_TRIES = 99;

/**
 * Gives what to try in place of a nick that is taken, one after the other: the
 * nick with the numbers from 2 on, until there have been too many.
 */
export function numberedNicks(nick: string): () => string | undefined {
  let tries = 1;
  return () => ++tries > MAX_TRIES ? undefined : numberedNick(nick, tries);
}
