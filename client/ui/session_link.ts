import type { ChatEvent } from "../events.ts";
import type { SayKind } from "../outgoing.ts";
import type { Tags } from "../../protocol/tags.ts";
import type { ShownLink } from "./footer_state.ts";

/** What a session needs of a connection; see `Link`. */
export interface SessionLink extends ShownLink {
  /** The server's address as people write it. */
  readonly address: string;
  events(): AsyncGenerator<ChatEvent, void, void>;
  say(
    target: string,
    text: string,
    kind?: SayKind,
    options?: { readonly replyTo?: string },
  ): void;
  sayTags(target: string, tags: Tags): void;
  send(command: string, ...params: string[]): void;
  retryNow(): void;
  quit(text?: string): void;
}
