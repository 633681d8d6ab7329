/** A subject of HELP that is no command. */
export interface HelpTopic {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What HELP tells beside the commands: the modes that MODE switches. */
export const HELP_TOPICS: ReadonlyMap<string, HelpTopic> = new Map([
  ["CHMODES", {
    title: "Modes of a channel",
    lines: [
      "C - no CTCP but actions",
      "I mask - who may enter in spite of i; without a mask, the list",
      "U - only operators and half-operators hear who has no voice",
      "b mask - who may neither enter nor speak; without a mask, the list",
      "e mask - who may in spite of b; without a mask, the list",
      "f channel - where those go who may not enter",
      "h nick - half-operator, shown as %",
      "i - only who is invited enters",
      "k key - only who knows the key enters",
      "l number - no more members than that",
      "m - only who has a rank speaks",
      "n - only members speak",
      "o nick - operator, shown as @",
      "s - only members know of it",
      "t - only operators and half-operators set the topic",
      "v nick - voice, shown as +",
    ],
  }],
  ["UMODES", {
    title: "Modes of a user",
    lines: [
      "B - is a bot",
      "R - takes no private messages of those without an account",
      "T - takes no CTCP but actions",
      "i - is seen only by those in the same channels",
      "o - is operator of the server; see HELP OPER",
      "w - hears WALLOPS",
    ],
  }],
]);
