import { replaceHidden } from "../protocol/visible.ts";
import type {
  ChatEvent,
  DisconnectedEvent,
  PongEvent,
  ReconnectedEvent,
} from "./events.ts";
import type { GapEvent, ReadMarkEvent } from "./history_events.ts";

/**
 * The events that say something of the chat: none of the connection, and of
 * what nobody asks for who only prints what happens.
 */
type PrintedEvent = Exclude<
  ChatEvent,
  | DisconnectedEvent
  | GapEvent
  | PongEvent
  | ReadMarkEvent
  | ReconnectedEvent
>;

/** What says how an event came to us, or is for people alone. */
type UnprintedField =
  | "again"
  | "command"
  | "edited"
  | "msgid"
  | "place"
  | "replayed";

/** The events of a given type. */
type EventOf<T, E = PrintedEvent> = E extends { readonly type: infer U }
  ? T extends U ? E : never
  : never;

/**
 * Whether each field of an event can be missing. `type` and `time` never are.
 */
type FieldsOf<E> = {
  readonly [K in Exclude<keyof E, UnprintedField | "time" | "type">]-?:
    object extends Pick<E, K> ? "maybe" : "always";
};

const SAID: FieldsOf<EventOf<"message">> = {
  from: "always",
  channel: "maybe",
  to: "always",
  text: "always",
  own: "always",
  id: "maybe",
  replyTo: "maybe",
  bot: "maybe",
};

/**
 * What `--json` prints of each event besides its `type` and its `time`, in this
 * order. It is what docs/join.md promises: scripts rely on each name.
 */
export const JSON_FIELDS: {
  readonly [T in PrintedEvent["type"]]: FieldsOf<EventOf<T>>;
} = {
  message: SAID,
  action: SAID,
  notice: SAID,
  react: {
    from: "always",
    channel: "maybe",
    to: "always",
    text: "always",
    own: "always",
    target: "always",
    removed: "always",
  },
  edit: {
    from: "always",
    channel: "maybe",
    to: "always",
    text: "always",
    own: "always",
    id: "always",
  },
  redact: {
    from: "always",
    channel: "maybe",
    to: "always",
    text: "always",
    own: "always",
    id: "always",
  },
  typing: {
    from: "always",
    channel: "maybe",
    to: "always",
    own: "always",
    state: "always",
  },
  join: { from: "always", channel: "always", own: "always" },
  part: { from: "always", channel: "always", text: "always", own: "always" },
  quit: { from: "always", channels: "always", text: "always", own: "always" },
  kick: {
    from: "always",
    channel: "always",
    nick: "always",
    text: "always",
    own: "always",
  },
  invite: { from: "always", channel: "always", nick: "always", own: "always" },
  nick: { from: "always", nick: "always", own: "always" },
  setname: { from: "always", text: "always", own: "always" },
  away: { from: "always", text: "maybe" },
  mode: { from: "always", channel: "always", text: "always" },
  topic: { from: "maybe", channel: "always", text: "always" },
  rename: {
    from: "always",
    channel: "always",
    name: "always",
    text: "always",
  },
  names: { channel: "always", names: "always" },
  list: { channel: "always", members: "always", text: "always" },
  info: { text: "always" },
  error: { code: "always", subject: "maybe", text: "always" },
  refused: { to: "always", text: "always", reason: "always" },
};

/**
 * Writes an event as one line of JSON, without its line end: `type`, `time`
 * (ISO 8601) and the fields that `JSON_FIELDS` lists, with everything as it was
 * sent.
 *
 * Safe to print, as what a terminal might obey is written as `\uXXXX`.
 *
 * @returns `undefined` for what line mode never tells.
 */
export function formatJson(event: ChatEvent): string | undefined {
  if (!isPrinted(event)) return undefined;
  const values = new Map<string, unknown>(Object.entries(event));
  const fields = Object.keys(JSON_FIELDS[event.type])
    .filter((name) => values.has(name))
    .map((name) => [name, values.get(name)] as const);
  const json = JSON.stringify({
    type: event.type,
    time: new Date(event.time).toISOString(),
    ...Object.fromEntries(fields),
  });
  return replaceHidden(
    json,
    (character) =>
      `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function isPrinted(event: ChatEvent): event is PrintedEvent {
  return event.type in JSON_FIELDS;
}
