import {
  type CapabilityName,
  DRAFT_NAMES,
  isServerCapability,
  SERVER_CAPABILITIES,
} from "../../protocol/capabilities.ts";
import {
  formatCapabilities,
  parseCapabilities,
  splitCapabilities,
} from "../../protocol/capability_list.ts";
import type { Message } from "../../protocol/message.ts";
import { ERR_INVALIDCAPCMD } from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { sendOwnMetadata } from "../metadata_sync.ts";
import { type Outgoing, roomIn } from "../outgoing.ts";
import { shown } from "../params.ts";
import { giveSecret } from "../resumption.ts";
import type { Session } from "../session.ts";
import { completeRegistration } from "../welcome.ts";

/** The version that brought values, several lines and `cap-notify`. */
const VALUES_VERSION = 302;

const METADATA = "draft/metadata-2";

/** What CAP LS lists. */
const OFFERED: ReadonlyMap<string, string> = new Map<string, string>([
  ...SERVER_CAPABILITIES,
  ...[...DRAFT_NAMES.keys()].map((name) => [name, ""] as const),
]);

/** CAP. (IRCv3 capability-negotiation) */
export function handleCap(
  context: Context,
  { params }: Message,
): void | Promise<void> {
  const { session, replies } = context;
  const [subcommand = "", argument = ""] = params;
  switch (subcommand.toUpperCase()) {
    case "LS":
      return sendOffered(context, argument);
    case "LIST":
      return sendList(context, "LIST", [...session.capabilities].join(" "), {
        version: session.capVersion,
      });
    case "REQ":
      return handleRequest(context, argument);
    case "END":
      session.isNegotiating = false;
      return completeRegistration(context);
    default:
      return replies.numeric(
        ERR_INVALIDCAPCMD,
        shown(subcommand),
        "Invalid CAP subcommand",
      );
  }
}

function sendOffered(context: Context, argument: string): void {
  const { session } = context;
  if (session.state === "registering") session.isNegotiating = true;
  // "The CAP version number argument MUST be treated as a number."
  const version = /^\d+$/.test(argument) ? Number(argument) : 0;
  // "If a client sends a higher CAP version at any time, the server MUST store
  // the higher version", and answer a lower one "consistent with the request's
  // version".
  session.capVersion = Math.max(session.capVersion, version);
  if (version >= VALUES_VERSION) {
    session.capabilities = new Set([...session.capabilities, "cap-notify"]);
  }
  const values = version >= VALUES_VERSION;
  const seconds = Math.floor(context.hub.options.holdMs / 1_000);
  const offered = new Map([...OFFERED, ["chat/resume", `hold=${seconds}`]]);
  const list = formatCapabilities(offered, { values });
  sendList(context, "LS", list, { version });
}

/**
 * Answers LS or LIST: on several lines where the client knows that more are to
 * come when there is a `*`; else on the one that it waits for, in which there
 * may be no room for all.
 */
function sendList(
  context: Context,
  kind: string,
  list: string,
  { version }: { readonly version: number },
): void {
  const pieces = fitLines(context, kind, list);
  const last = version >= VALUES_VERSION ? pieces.length - 1 : 0;
  for (let index = 0; index < last; index++) {
    answer(context, kind, "*", pieces[index]!);
  }
  answer(context, kind, pieces[last]!);
}

function handleRequest(context: Context, list: string): void {
  const { session } = context;
  if (session.state === "registering") session.isNegotiating = true;
  const requested = applyRequest(session, list);
  const kind = requested === undefined ? "NAK" : "ACK";
  for (const piece of fitLines(context, kind, list)) {
    answer(context, kind, piece);
  }
  if (requested === undefined) return;
  // "a server MUST NOT change the capabilities of the client until the last ACK
  // of the set has been sent": one with a label is held until now.
  context.replies.flush();
  const isNew = requested.has(METADATA) && !session.capabilities.has(METADATA);
  session.capabilities = requested;
  if (session.state !== "registered") return;
  if (isNew) sendOwnMetadata(context);
  giveSecret(context);
}

/**
 * Gives the capabilities that a client asks to have, or `undefined` if it cannot
 * have all of them: the list "must be accepted as a whole, or rejected
 * entirely".
 */
function applyRequest(
  { capabilities, capVersion }: Session,
  list: string,
): ReadonlySet<CapabilityName> | undefined {
  const result = new Set(capabilities);
  for (const { name: asked, off } of parseCapabilities(list)) {
    const name = DRAFT_NAMES.get(asked) ?? asked;
    if (!isServerCapability(name)) return undefined;
    if (!off) result.add(name);
    else if (name === "cap-notify" && capVersion >= VALUES_VERSION) {
      // "servers MUST NOT disable the cap-notify capability" for these.
      return undefined;
    } else result.delete(name);
  }
  return result;
}

function answer(context: Context, ...params: readonly string[]): void {
  context.replies.add(create(context, ...params));
}

function create(
  { hub, session }: Context,
  ...params: readonly string[]
): Outgoing {
  return hub.create("CAP", [session.target, ...params]);
}

function fitLines(context: Context, kind: string, list: string): string[] {
  return splitCapabilities(list, roomIn(create(context, kind, "*", "")));
}
