import type { Message } from "../protocol/message.ts";
import type { Hub } from "./hub.ts";
import type { Replies } from "./replies.ts";
import type { Session } from "./session.ts";

/** What a handler works with. */
export interface Context {
  readonly hub: Hub;
  readonly session: Session;
  readonly replies: Replies;
}

/**
 * Does what a command says. A promise is returned only by what takes time: an
 * answer that is made as fast as the client takes it, or the check of a
 * password.
 */
export type Handler = (
  context: Context,
  message: Message,
) => void | Promise<void>;

/** One command. */
export interface CommandRow {
  readonly handler: Handler;
  readonly minParams: number;
  /**
   * When it can be used: by the registered, at any time, or at any time and as
   * the first word of a connection, which is then taken for IRC.
   */
  readonly phase: "registered" | "any" | "opening";
  /** Its parameters and what it does. */
  readonly help: readonly [params: string, text: string];
}
