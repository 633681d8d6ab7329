import type { CommandContext, CommandRow } from "./command_row.ts";
import {
  needPlace,
  oneLine,
  splitCount,
  splitWord,
  toTarget,
} from "./command_words.ts";
import { toEmoji } from "./emoji.ts";
import type { RecentMessage } from "./recent_message.ts";

const SHRUG = "¯\\_(ツ)_/¯";

/** Commands that say something, or something about what was said. */
export const TALK_COMMANDS: readonly CommandRow[] = [
  {
    name: "msg",
    aliases: ["m", "dm"],
    group: "talk",
    params: "nick text",
    help: "say something to one person",
    minWords: 2,
    completes: "nick",
    hasLines: true,
    run(context, rest) {
      const [target, text] = splitWord(rest);
      context.say(toTarget(target), text);
    },
  },
  {
    name: "reply",
    aliases: ["r"],
    group: "talk",
    params: "text",
    help: "answer the last direct message",
    minWords: 1,
    hasLines: true,
    run(context, rest) {
      const { lastSender } = context.view;
      if (lastSender === undefined) {
        throw new RangeError(
          "Cannot reply as nobody wrote to you yet: /msg nick text begins",
        );
      }
      context.say(lastSender, rest);
    },
  },
  {
    name: "me",
    aliases: [],
    group: "talk",
    params: "text",
    help: "say what you do: * you text",
    minWords: 1,
    hasLines: true,
    run: (context, rest) =>
      context.say(needPlace(context), rest, { kind: "action" }),
  },
  {
    name: "notice",
    aliases: [],
    group: "talk",
    params: "nick text",
    help: "say something that nobody's program answers",
    minWords: 2,
    completes: "nick",
    run(context, rest) {
      const [target, text] = splitWord(rest);
      context.send("NOTICE", toTarget(target), text);
    },
  },
  {
    name: "shrug",
    aliases: [],
    group: "talk",
    params: "[text]",
    help: `say ${SHRUG}`,
    hasLines: true,
    run: (context, rest) =>
      context.say(needPlace(context), rest === "" ? SHRUG : `${rest} ${SHRUG}`),
  },
  {
    name: "re",
    aliases: [],
    group: "talk",
    params: "[n] text",
    help: "answer the message n back",
    minWords: 1,
    hasLines: true,
    run(context, rest) {
      const { count, rest: text } = splitCount(rest);
      const { id } = needMessage(context, count);
      context.say(needPlace(context), text, { replyTo: id });
    },
  },
  {
    name: "react",
    aliases: [],
    group: "talk",
    params: "[n] emoji",
    help: "react to the message n back: /react +1",
    minWords: 1,
    run(context, rest) {
      const { count, rest: reaction } = splitCount(rest);
      context.react(needMessage(context, count), toEmoji(reaction));
    },
  },
  {
    name: "delete",
    aliases: ["redact"],
    group: "talk",
    params: "[n]",
    help: "take back your last message here, or the n-th before",
    run(context, rest) {
      if (!/^\d{0,4}$/.test(rest) || rest === "0") {
        throw new RangeError(
          "Cannot run /delete as it takes a number: /delete [n]",
        );
      }
      const message = context.view.back(Number(rest || 1), "own");
      const { id } = needId(message, "take back");
      context.send("REDACT", needPlace(context), id);
    },
  },
  {
    name: "editor",
    aliases: [],
    group: "talk",
    params: "",
    help: "write in $EDITOR (Ctrl-X Ctrl-E takes along what is typed)",
    run: (context) => context.view.edit(),
  },
  {
    name: "paste",
    aliases: [],
    group: "talk",
    params: "",
    help: "write or paste many lines: Enter begins one, Ctrl-D sends them as " +
      "one message",
    run: (context) => context.view.paste(),
  },
];

type Identified = RecentMessage & { readonly id: string };

/** The message so many back; without a number the last one of somebody else. */
function needMessage(context: CommandContext, count?: number): Identified {
  const { view } = context;
  const message = count === undefined
    ? view.back(1, "others")
    : view.back(count, "all");
  return needId(message, "answer");
}

function needId(message: RecentMessage | undefined, act: string): Identified {
  if (message === undefined) {
    throw new RangeError(`Cannot ${act} a message as there is none here`);
  }
  const { id } = message;
  if (id === undefined) {
    throw new RangeError(
      `Cannot ${act} "${oneLine(message.text).slice(0, 20)}" as this server ` +
        "gives messages no ids",
    );
  }
  return { ...message, id };
}
