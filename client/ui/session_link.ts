import type { CapabilityName } from "../../protocol/capabilities.ts";
import type { Archive } from "../archive.ts";
import type { ChatEvent } from "../events.ts";
import type { SayKind } from "../outgoing.ts";
import type { Tags } from "../../protocol/tags.ts";
import type { ShownLink } from "./footer_state.ts";

/** What a session needs of a connection; see `Link`. */
export interface SessionLink extends ShownLink {
  /** The server's address as people write it. */
  readonly address: string;
  readonly archive: Pick<Archive, "edit" | "history" | "markRead" | "search">;
  events(): AsyncGenerator<ChatEvent, void, void>;
  say(
    target: string,
    text: string,
    kind?: SayKind,
    options?: { readonly replyTo?: string },
  ): void;
  sayTags(target: string, tags: Tags): void;
  send(command: string, ...params: string[]): void;
  uses(name: CapabilityName): boolean;
  retryNow(): void;
  quit(text?: string): void;
}
