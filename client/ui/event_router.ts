import { foldName } from "../../protocol/names.ts";
import { LAG_TOKEN } from "../apply_replies.ts";
import type { Clock } from "../clock.ts";
import type { ChatEvent, SaidEvent } from "../events.ts";
import { formatEvent } from "./display.ts";
import { placeOf } from "../replay.ts";
import { isSaid } from "../said.ts";
import { hasName } from "../settings.ts";
import type { SettingsControl } from "../settings_control.ts";
import { type ChatState, isOwnNick } from "../state.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { alertFor } from "./alert_for.ts";
import type { Buffer, Weight } from "./buffers.ts";
import type { ChatScreen } from "./chat_screen.ts";
import { routeChannelEvent } from "./channel_events.ts";
import { isMentioned } from "./mentions.ts";
import { readKept } from "./read_kept.ts";
import { Replays } from "./replays.ts";

/** What an `EventRouter` needs. */
export interface EventRouterDeps {
  readonly screen: ChatScreen;
  readonly state: ChatState;
  readonly terminal: Terminal;
  readonly clock: Pick<Clock, "now">;
  readonly settings: SettingsControl;
}

/** Brings what happens to the buffers that it belongs in. */
export class EventRouter {
  readonly screen: ChatScreen;
  readonly state: ChatState;
  readonly settings: SettingsControl;
  /** Folded name of the channel to switch to once we are in it. */
  wanted: string | undefined;
  /** Folded names of channels whose names are told unasked. */
  readonly entering = new Set<string>();
  /** Folded name of what the server has refused just now. */
  refused: string | undefined;
  /** Who wrote the last direct message to us. */
  lastSender: string | undefined;
  readonly #terminal: Terminal;
  readonly #clock: Pick<Clock, "now">;
  readonly #replays = new Replays(this);
  #hasToldOfMarks = false;

  constructor(
    { screen, state, terminal, clock, settings }: EventRouterDeps,
  ) {
    this.screen = screen;
    this.state = state;
    this.settings = settings;
    this.#terminal = terminal;
    this.#clock = clock;
  }

  /** Takes the next event. */
  apply(event: ChatEvent): void {
    if (!this.#isIgnored(event)) this.#route(event);
    this.refused = event.type === "error"
      ? foldName(event.subject ?? "")
      : undefined;
    this.screen.refresh();
  }

  /** Puts an event into a buffer, in words. */
  post(buffer: Buffer, event: ChatEvent, weight: Weight = "none"): void {
    const blocks = formatEvent(event, {
      place: buffer.kind === "server" ? undefined : buffer.name,
      nick: this.state.nick,
      theme: this.settings.now.theme,
      find: (id) => buffer.recent.find(id),
    });
    this.note(buffer, event);
    this.screen.post(buffer, blocks, { time: event.time, weight });
  }

  /** Notes that an event is shown in a buffer. */
  note(buffer: Buffer, event: ChatEvent): void {
    const place = event.place ?? placeOf(event);
    buffer.past.add(event, {
      isHere: foldName(place ?? "") === foldName(buffer.name),
      buffers: this.screen.buffers.list.length,
    });
  }

  /** Puts an event where somebody reads, as it belongs nowhere else. */
  postHere(event: ChatEvent): void {
    this.post(this.screen.buffers.current, event);
  }

  #isIgnored(event: ChatEvent): boolean {
    const isHidable = isSaid(event) || event.type === "typing" ||
      event.type === "react" || event.type === "invite" ||
      event.type === "edit";
    return isHidable && hasName(this.settings.now.ignored, event.from);
  }

  #route(event: ChatEvent): void {
    if (event.replayed) return this.#replays.apply(event);
    switch (event.type) {
      case "action":
      case "message":
      case "notice":
        return this.#say(event);
      case "edit":
      case "typing":
      case "react":
      case "redact":
        return this.#applyToMessages(event);
      case "refused":
        return this.#refuse(event);
      case "gap":
        return this.#replays.begin(event);
      case "readmark":
        return this.#markRead(event);
      case "away":
        return this.#setAway(event);
      case "setname":
        return event.own ? this.postHere(event) : this.#postTo(event);
      case "disconnected":
        this.screen.typists.clear();
        return this.postHere(event);
      case "pong":
        return this.#tellLag(event);
      // The status line has it too; only another nick is news.
      case "reconnected":
        return event.renamed ? this.postHere(event) : undefined;
      case "error":
        return this.#tellError(event);
      case "info":
      case "list":
        return this.postHere(event);
      default:
        return routeChannelEvent(event, this);
    }
  }

  #say(event: SaidEvent): void {
    const { channel, from, own, text, type } = event;
    const buffer = this.#findPlace(event);
    const place = channel ?? (own ? event.to : from);
    this.screen.typists.remove(from, place);
    const weight = this.weigh(event, place);
    this.#replays.end(buffer);
    this.post(buffer, event, weight);
    const { current } = this.screen.buffers;
    if (buffer === current && !own && !this.#terminal.hasFocus) {
      buffer.past.miss(event.time);
    }
    // What was only shown here cannot be answered here: others never saw it.
    if (this.screen.buffers.find(place) === buffer) {
      buffer.recent.add({
        ...(event.id && { id: event.id }),
        from,
        text,
        own,
        ...(type === "action" && { isAction: true }),
      });
    }
    if (own && buffer.kind === "direct") this.screen.buffers.markOwn(buffer);
    if (own || type === "notice") return;
    if (channel === undefined) this.lastSender = from;
    if (this.#terminal.hasFocus) return;
    const alert = alertFor(event, weight, this.settings.now);
    if (alert) this.#terminal.alert(alert);
  }

  /** The buffer of a message; what people say to us opens one by itself. */
  #findPlace({ channel, from, own, to, type }: SaidEvent): Buffer {
    const { buffers } = this.screen;
    const isServer = from === this.state.network ||
      from === this.state.serverName;
    const name = channel ?? (own ? to : from);
    const found = buffers.find(name);
    if (found) return found;
    // Answers of services and of programs; nobody talks in notices.
    if (channel === undefined && (isServer || type === "notice")) {
      return buffers.current;
    }
    const kind = channel === undefined ? "direct" : "channel";
    return buffers.open(kind, name) ?? buffers.server;
  }

  /** How much a message matters to somebody who looks elsewhere. */
  weigh({ channel, from, own, text }: SaidEvent, place: string): Weight {
    if (own || hasName(this.settings.now.muted, place)) return "none";
    if (from === this.state.network) return "message";
    return channel === undefined || isMentioned(text, this.state.nick)
      ? "mention"
      : "message";
  }

  #applyToMessages(
    event: Extract<ChatEvent, { type: "edit" | "react" | "redact" | "typing" }>,
  ): void {
    const { channel, from, own, to } = event;
    const place = channel ?? (own ? to : from);
    const buffer = this.screen.buffers.find(place);
    if (event.type === "typing") {
      if (event.state === "active") {
        // By our clock, as it is forgotten by it.
        const now = this.#clock.now();
        if (buffer) this.screen.typists.add(place, from, now);
      } else this.screen.typists.remove(from, place);
      return;
    }
    this.post(buffer ?? this.screen.buffers.current, event);
    if (event.type === "redact") buffer?.recent.remove(event.id);
    if (event.type === "edit") buffer?.recent.edit(event.id, event.text);
  }

  #markRead({ target, time }: Extract<ChatEvent, { type: "readmark" }>): void {
    const buffer = this.screen.buffers.find(target);
    if (buffer) readKept(buffer, time);
  }

  #refuse(event: Extract<ChatEvent, { type: "refused" }>): void {
    const { buffers } = this.screen;
    const buffer = buffers.find(event.to);
    this.post(buffer ?? buffers.current, event, "mention");
  }

  /** Nobody has asked for read marks: that they fail is told once. */
  #tellError(event: Extract<ChatEvent, { type: "error" }>): void {
    const isMark = event.command === "MARKREAD";
    if (!isMark || !this.#hasToldOfMarks) this.postHere(event);
    this.#hasToldOfMarks ||= isMark;
  }

  #tellLag({ token }: Extract<ChatEvent, { type: "pong" }>): void {
    const sentAt = Number(token.slice(LAG_TOKEN.length));
    const ms = this.#clock.now() - sentAt;
    if (ms >= 0) this.screen.show(`The server answered after ${ms} ms`);
  }

  #setAway(event: Extract<ChatEvent, { type: "away" }>): void {
    if (!isOwnNick(this.state, event.from)) this.#postTo(event);
  }

  /** Puts an event into the buffer of its person, if there is one. */
  #postTo(event: Extract<ChatEvent, { readonly from: string }>): void {
    const buffer = this.screen.buffers.find(event.from);
    if (buffer) this.post(buffer, event);
  }
}
