import { PAGE_MESSAGES } from "../commands_past.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Buffer } from "./buffers.ts";
import type { ChatScreen } from "./chat_screen.ts";
import type { ReadMarks } from "./read_marks.ts";
import type { SessionPast } from "./session_past.ts";

/** What `bindKeys` needs. */
export interface SessionKeysDeps {
  readonly terminal: Terminal;
  readonly screen: ChatScreen;
  readonly marks: ReadMarks;
  readonly past: SessionPast;
  /** Does something, and shows what a person should know of its failure. */
  readonly attempt: (act: () => void) => void;
}

/** Gives the keys of a session their meaning. */
export function bindKeys(
  { terminal, screen, marks, past, attempt }: SessionKeysDeps,
): void {
  const { buffers } = screen;
  const switchTo = (find: () => Buffer | undefined) => () => {
    const buffer = find();
    if (buffer) screen.switchTo(buffer);
    marks.look();
  };
  for (let number = 0; number <= 9; number++) {
    terminal.bind(`alt+${number}`, switchTo(() => buffers.list[number]));
  }
  terminal.bind("alt+left", switchTo(() => buffers.neighbour(-1)));
  terminal.bind("alt+right", switchTo(() => buffers.neighbour(1)));
  terminal.bind("alt+a", switchTo(() => buffers.nextUnread()));
  terminal.bind("focusin", () => marks.look());
  terminal.bind("pageup", () => attempt(() => past.showOlder(PAGE_MESSAGES)));
  // Where what one typed last is a message, it comes back to be changed.
  terminal.bind("up", () => past.editLast(), { whenEmpty: true });
}
