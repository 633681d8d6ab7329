import type { CommandRow } from "./command_row.ts";

/** Commands about the window and the way out. */
export const SCREEN_COMMANDS: readonly CommandRow[] = [
  {
    name: "buffer",
    aliases: ["b"],
    group: "screen",
    params: "[n|name]",
    help: "switch (Alt-1 to Alt-9, Alt-a: unread); alone: what there is",
    completes: "buffer",
    run(context, rest) {
      if (rest === "") context.view.listBuffers();
      else context.view.switchTo(rest);
    },
  },
  {
    name: "clear",
    aliases: [],
    group: "screen",
    params: "",
    help: "empty the window (Ctrl-L)",
    run: (context) => context.view.clear(),
  },
  {
    name: "quit",
    aliases: ["exit", "bye"],
    group: "screen",
    params: "[text]",
    help: "leave (Ctrl-D and Ctrl-C do as well)",
    run: (context, rest) => context.quit(rest),
  },
];
