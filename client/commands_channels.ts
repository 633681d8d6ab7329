import { isChannelTarget } from "../protocol/names.ts";
import { toChannelName } from "./channel_name.ts";
import type { CommandRow } from "./command_row.ts";
import {
  needChannel,
  needPlace,
  splitWord,
  splitWords,
  toTarget,
} from "./command_words.ts";

/** Commands about channels. */
export const CHANNEL_COMMANDS: readonly CommandRow[] = [
  {
    name: "join",
    aliases: ["j"],
    group: "channels",
    params: "#channel [key]",
    help: "enter a channel, or switch to it",
    minWords: 1,
    completes: "channel",
    run(context, rest) {
      const [channel, key] = splitWord(rest);
      if (key.includes(" ")) {
        throw new RangeError(
          "Cannot run /join as a key is one word: /join #channel [key]",
        );
      }
      context.enter(toChannelName(channel), key === "" ? undefined : key);
    },
  },
  {
    name: "part",
    aliases: ["leave", "close"],
    group: "channels",
    params: "[#channel] [text]",
    help: "leave this channel or another, or close a direct conversation",
    completes: "channel",
    run(context, rest) {
      const [word, others] = splitWord(rest);
      const isNamed = isChannelTarget(word);
      context.leave(
        isNamed ? toChannelName(word) : needPlace(context),
        isNamed ? others : rest,
      );
    },
  },
  {
    name: "list",
    aliases: ["rooms"],
    group: "channels",
    params: "[text]",
    help: "the channels of this server: members, topic",
    run(context, rest) {
      if (rest === "") return context.send("LIST");
      if (/[\s,]/.test(rest)) {
        throw new RangeError(
          `Cannot look for "${rest}" as a part of a name is one word`,
        );
      }
      context.send("LIST", /[*?<>]/.test(rest) ? rest : `*${rest}*`);
    },
  },
  {
    name: "names",
    aliases: ["n", "users"],
    group: "channels",
    params: "[#channel]",
    help: "who is here",
    completes: "channel",
    run(context, rest) {
      const channel = rest === "" ? needChannel(context) : toChannelName(rest);
      context.send("NAMES", channel);
    },
  },
  {
    name: "topic",
    aliases: [],
    group: "channels",
    params: "[text]",
    help: "read or set what the channel is about; - clears it",
    run(context, rest) {
      const channel = needChannel(context);
      const text = rest === "-" ? "" : rest;
      context.send("TOPIC", channel, ...(rest === "" ? [] : [text]));
    },
  },
  {
    name: "invite",
    aliases: [],
    group: "channels",
    params: "nick [#channel]",
    help: "ask somebody in",
    minWords: 1,
    completes: "nick",
    run(context, rest) {
      const [nick = "", channel] = splitWords(rest);
      const name = channel === undefined
        ? needChannel(context)
        : toChannelName(channel);
      context.send("INVITE", toTarget(nick), name);
    },
  },
  {
    name: "link",
    aliases: [],
    group: "channels",
    params: "",
    help: "what others can run to come here",
    run: (context) => context.show(context.view.describeLink()),
  },
];
