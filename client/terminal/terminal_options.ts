import type { Clock } from "../clock.ts";
import type { TerminalDevice } from "./device.ts";
import type { LineHistory } from "./history.ts";

/** What `openTerminal` needs from outside. */
export interface TerminalDeps {
  readonly clock: Clock;
  /** Default: the terminal that the program was started in. */
  readonly device?: TerminalDevice;
  /** Lines of earlier sessions, oldest first, and where new ones are kept. */
  readonly history?: LineHistory;
  /** Whether Ctrl-Z gives the shell back, where it can; default false. */
  readonly canSuspend?: boolean;
  /**
   * Edits a text with the terminal to itself; throws where that fails. Default:
   * with $VISUAL or $EDITOR.
   */
  readonly edit?: (text: string) => Promise<string>;
  /**
   * Told when another program gets the terminal, and when it is back: meanwhile
   * SIGINT means that program, not this one.
   */
  readonly onLend?: (isLent: boolean) => void;
}

/** How a block is printed. */
export interface PrintOptions {
  /** Columns before each of its rows but the first; default 2. */
  readonly indent?: number;
}

/** How another draft is taken up. */
export interface DraftOptions {
  /** Whether what is being composed comes along, where nothing stands there. */
  readonly carries?: boolean;
}

/** How what is put into the line that is typed goes on. */
export interface InputOptions {
  /**
   * Whether Enter begins another line then, until Ctrl-D sends all of them,
   * however many. Escape and another draft end that.
   */
  readonly isBlock?: boolean;
}
