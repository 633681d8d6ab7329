import type { CommandContext, CommandRow } from "./command_row.ts";
import { needPlace, toTarget } from "./command_words.ts";
import { checkName } from "./options.ts";
import { toggleName } from "./settings.ts";

/** Commands about people, oneself included. */
export const PEOPLE_COMMANDS: readonly CommandRow[] = [
  {
    name: "query",
    aliases: ["q"],
    group: "people",
    params: "nick",
    help: "talk with one person",
    minWords: 1,
    completes: "nick",
    run(context, rest) {
      if (/\s/.test(rest)) {
        throw new RangeError(
          "Cannot run /query as a nick is one word: /msg nick text says " +
            "something",
        );
      }
      context.view.query(toTarget(rest));
    },
  },
  {
    name: "whois",
    aliases: [],
    group: "people",
    params: "nick",
    help: "who somebody is",
    minWords: 1,
    completes: "nick",

    run: (context, rest) => context.send("WHOIS", toTarget(rest)),
  },
  {
    name: "whoami",
    aliases: [],
    group: "people",
    params: "",
    help: "who you are",
    run: (context) => context.show(context.view.describeSelf()),
  },
  {
    name: "nick",
    aliases: [],
    group: "people",
    params: "name",
    help: "change your name",
    minWords: 1,
    run(context, rest) {
      checkName(rest);
      context.send("NICK", rest);
    },
  },
  {
    name: "away",
    aliases: [],
    group: "people",
    params: "[text]",
    help: "say that you are away",
    run: (context, rest) => context.send("AWAY", rest === "" ? "away" : rest),
  },
  {
    name: "back",
    aliases: [],
    group: "people",
    params: "",
    help: "say that you are back",
    run: (context) => context.send("AWAY"),
  },
  {
    name: "ignore",
    aliases: [],
    group: "people",
    params: "[nick]",
    help: "hide what somebody says, or show it again; alone: who is hidden",
    completes: "nick",
    run(context, rest) {
      const { ignored } = context.settings.now;
      if (rest === "") return context.show(describeNames("Hidden", ignored));
      const { names, isIn } = toggleName(ignored, toTarget(rest));
      context.settings.update({ ignored: names });
      context.show(
        isIn
          ? `${rest} is hidden from now on: /ignore ${rest} again ends that`
          : `${rest} is shown again`,
      );
    },
  },
  {
    name: "mute",
    aliases: [],
    group: "people",
    params: "[#channel|nick]",
    help: "no alerts and no unread messages from here, or again",
    completes: "buffer",
    run: runMute,
  },
];

function runMute(context: CommandContext, rest: string): void {
  const place = rest === "" ? needPlace(context) : toTarget(rest);
  const { names, isIn } = toggleName(context.settings.now.muted, place);
  context.settings.update({ muted: names });
  context.show(
    isIn
      ? `${place} is mute from now on: /mute ${place} again ends that`
      : `${place} may alert you again`,
  );
}

function describeNames(what: string, names: readonly string[]): string {
  return names.length === 0
    ? `${what}: nobody`
    : `${what}: ${names.join(", ")}`;
}
