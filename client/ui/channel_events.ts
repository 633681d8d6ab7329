import { foldName } from "../../protocol/names.ts";
import type { ChatEvent } from "../events.ts";
import type { Buffer } from "./buffers.ts";
import type { Comings } from "./comings.ts";
import type { EventRouter } from "./event_router.ts";

type EventOf<T extends ChatEvent["type"]> = Extract<
  ChatEvent,
  { readonly type: T }
>;

/** What changes channels and who is in them. */
export type ChannelEvent = EventOf<
  | "invite"
  | "join"
  | "kick"
  | "mode"
  | "names"
  | "nick"
  | "part"
  | "quit"
  | "rename"
  | "topic"
>;

/** People that are named when one enters a channel; of more only the number. */
const MAX_NAMED = 20;

/** Brings to the buffers what changes channels and who is in them. */
export function routeChannelEvent(
  event: ChannelEvent,
  router: EventRouter,
): void {
  const { buffers } = router.screen;
  switch (event.type) {
    case "join":
      return event.own ? enter(event, router) : move(event, router, {
        places: [event.channel],
        change: (comings) => comings.join(event.from),
      });
    case "part":
      if (event.own) return leave(event, router);
      return move(event, router, {
        places: [event.channel],
        leaver: event.from,
        change: (comings) => comings.leave(event.from, event.text),
      });
    case "quit":
      return move(event, router, {
        places: [...event.channels, event.from],
        leaver: event.from,
        change: (comings) => comings.leave(event.from, event.text),
      });
    case "nick":
      return rename(event, router);
    case "kick":
      if (event.own) return leave(event, router);
      router.screen.typists.remove(event.nick, event.channel);
      return router.post(placeOf(event, router), event, "message");
    case "rename": {
      const buffer = buffers.find(event.channel);
      if (buffer) router.screen.rename(buffer, event.name);
      return router.post(buffer ?? buffers.current, event);
    }
    case "topic":
      return router.post(placeOf(event, router), event);
    case "names":
      return tellNames(event, router);
    case "mode":
      return router.post(placeOf(event, router), event);
    case "invite":
      return router.postHere(event);
  }
}

/** The buffer of a channel; without one: where somebody reads. */
function placeOf(
  { channel }: { readonly channel: string },
  { screen: { buffers } }: EventRouter,
): Buffer {
  return buffers.find(channel) ?? buffers.current;
}

function enter(event: EventOf<"join">, router: EventRouter): void {
  const { screen, entering } = router;
  const folded = foldName(event.channel);
  const isKnown = screen.buffers.find(event.channel) !== undefined;
  const buffer = screen.buffers.open("channel", event.channel) ??
    screen.buffers.server;
  if (event.again && isKnown) return;
  entering.add(folded);
  const isWanted = router.wanted === folded;
  if (isWanted) router.wanted = undefined;
  if (isWanted || screen.buffers.current.kind === "server") {
    // What is typed meanwhile was begun for here.
    screen.switchTo(buffer, { carries: true });
  }
  router.post(buffer, event);
}

function leave(event: EventOf<"kick" | "part">, router: EventRouter): void {
  const { screen } = router;
  const folded = foldName(event.channel);
  router.entering.delete(folded);
  const isPutOut = event.type === "kick" || router.refused === folded;
  const buffer = screen.buffers.find(event.channel);
  if (buffer === undefined) return router.postHere(event);
  const isShown = buffer === screen.buffers.current;
  if (isPutOut || (!isShown && buffer.unread > 0)) {
    // What is unread in it can still be read. Nobody who is put out in the
    // middle of a sentence goes on with it elsewhere.
    return router.post(buffer, event, "mention");
  }
  router.post(screen.buffers.current, event);
  screen.closeBuffer(buffer);
}

/** Who comes and goes is gathered, in each place where it matters. */
function move(
  event: ChannelEvent,
  router: EventRouter,
  { places, leaver, change }: {
    readonly places: readonly string[];
    readonly leaver?: string;
    readonly change: (comings: Comings) => void;
  },
): void {
  const { screen, settings } = router;
  for (const place of places) {
    if (leaver !== undefined) screen.typists.remove(leaver, place);
    const buffer = screen.buffers.find(place);
    if (!buffer || settings.now.quiet) continue;
    router.note(buffer, event);
    screen.move(buffer, change);
  }
}

function rename(event: EventOf<"nick">, router: EventRouter): void {
  const { screen, state } = router;
  if (event.own) return router.postHere(event);
  screen.typists.remove(event.from);
  const folded = foldName(event.nick);
  const places = [...state.channels.values()]
    .filter(({ members }) => members.has(folded))
    .map(({ name }) => name);
  const direct = screen.buffers.find(event.from);
  if (direct) screen.rename(direct, event.nick);
  if (foldName(router.lastSender ?? "") === foldName(event.from)) {
    router.lastSender = event.nick;
  }
  move(event, router, {
    places: direct ? [...places, event.nick] : places,
    change: (comings) => comings.rename(event.from, event.nick),
  });
}

function tellNames(event: EventOf<"names">, router: EventRouter): void {
  const folded = foldName(event.channel);
  const isUnasked = router.entering.delete(folded);
  const { length } = event.names;
  const buffer = placeOf(event, router);
  if (!isUnasked || length <= MAX_NAMED) {
    const names = event.names.map((name) => describeName(name, event, router));
    return router.post(buffer, { ...event, names });
  }
  router.post(buffer, {
    type: "info",
    time: event.time,
    text: `In ${event.channel}: ${length} people; /names tells who`,
  });
}

/** A name of a list, its role in front, with whether it is away behind it. */
function describeName(
  name: string,
  { channel }: EventOf<"names">,
  { state }: EventRouter,
): string {
  const marks = new Set(state.prefixes.values());
  const nick = [...name].filter((character) => !marks.has(character)).join("");
  const member = state.channels.get(foldName(channel))?.members
    .get(foldName(nick.replace(/!.*$/s, "")));
  return member?.isAway ? `${name} (away)` : name;
}
