import { SqliteStore } from "../server/history/sqlite_store.ts";

/** Places that messages are said in, one after the other. */
export const PLACES = 50;
/** The place of which there are few messages. */
export const RARE_PLACE = 1_000;
/** The id of the first message. */
export const FIRST_ID = 1_700_000_000_000_000;

const FIRST_TIME = FIRST_ID / 1_000;
const TURN = 200;
const VOCABULARY = 20_000;

/**
 * Makes a database of messages, as a server leaves it: the same at every time.
 *
 * Each has the word `the`, and others: `w0` often, `wff0` seldom; one of 100,000
 * has `needle`. One of ten is an event, one of 1,000 in `RARE_PLACE`.
 */
export function makeHistory(path: string, count: number): void {
  const store = new SqliteStore(path, { now: Date.now });
  let seed = 1;
  const random = () => {
    seed = seed * 1_103_515_245 % 2 ** 31 + 12_345;
    return seed % 2 ** 20 / 2 ** 20;
  };
  for (let index = 0; index < count; index++) {
    const words = ["the"];
    for (let more = 4 + random() * 10; more > 0; more--) {
      words.push(`w${Math.floor(VOCABULARY * random() ** 3).toString(16)}`);
    }
    if (index % 100_000 === 77) words.push("needle");
    const id = FIRST_ID + index;
    store.append({
      id,
      place: index % 1_000 === 1 ? RARE_PLACE : 1 + index % PLACES,
      kind: index % 10 === 0 ? "event" : "said",
      author: `start.${index % 300}`,
      sendId: (FIRST_TIME + index).toString(16).padStart(32, "0"),
      message: {
        tags: new Map(),
        source: `nick${index % 300}!~user@host`,
        command: "PRIVMSG",
        params: ["#channel", words.join(" ")],
        time: FIRST_TIME + index,
        msgid: `start-${id.toString(36)}`,
      },
    });
    if (index % TURN !== TURN - 1) continue;
    store.commit();
    while (store.tidy(TURN));
  }
  store.close();
}
