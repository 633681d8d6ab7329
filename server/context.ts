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
