import type { CommandRow } from "./command_row.ts";
import { splitCount } from "./command_words.ts";

/** Messages that `/history` shows. */
export const PAGE_MESSAGES = 50;

/** More are not shown at a time. */
const MAX_MESSAGES = 500;

/** Commands about what was said earlier. */
export const PAST_COMMANDS: readonly CommandRow[] = [
  {
    name: "edit",
    aliases: [],
    group: "talk",
    params: "[n] [text]",
    help: "change your last message here, or the n-th before; without a text " +
      "you get the old one to change",
    hasLines: true,
    run(context, rest) {
      const isCount = /^[1-9]\d{0,3}$/.test(rest);
      const { count, rest: text } = isCount
        ? { count: Number(rest), rest: "" }
        : splitCount(rest);
      context.past.edit(count ?? 1, text);
    },
  },
  {
    name: "history",
    aliases: [],
    group: "history",
    params: "[n]",
    help: `${PAGE_MESSAGES} older messages, or n (PageUp)`,
    run(context, rest) {
      const count = rest === "" ? PAGE_MESSAGES : Number(rest);
      if (!/^\d{0,4}$/.test(rest) || count < 1 || count > MAX_MESSAGES) {
        throw new RangeError(
          "Cannot run /history as it takes a number from 1 to " +
            `${MAX_MESSAGES}: /history [n]`,
        );
      }
      context.past.showOlder(count);
    },
  },
  {
    name: "search",
    aliases: ["grep"],
    group: "history",
    params: "[words|n]",
    help: 'find messages: words, "a phrase", begin*, from:nick in:#channel ' +
      "after:2026-01-31 before:yesterday; alone: more; n: around that result",
    completes: "filter",
    run: (context, rest) => context.past.search(rest),
  },
  {
    name: "unread",
    aliases: [],
    group: "history",
    params: "",
    help: "what you have not read here, or the next buffer with something new",
    run: (context) => context.past.showUnread(),
  },
  {
    name: "save",
    aliases: ["log"],
    group: "history",
    params: "file",
    help: "write this buffer as text, or as JSON to a name that ends in .json",
    minWords: 1,
    run: (context, rest) => context.past.save(rest),
  },
];
