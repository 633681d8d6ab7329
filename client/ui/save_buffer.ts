import type { HistoryPage } from "../archive.ts";
import type { ChatEvent } from "../events.ts";
import { formatJson } from "../json_output.ts";
import { isSaid } from "../said.ts";
import type { SaveFiles } from "../save_files.ts";
import { formatSaved } from "./saved_text.ts";
import { momentOf } from "./buffer_past.ts";
import type { Buffer } from "./buffers.ts";
import { referenceTo } from "./read_older.ts";
import { Recent } from "./recent.ts";
import type { SessionLink } from "./session_link.ts";

/** What `saveBuffer` needs. */
export interface SaveDeps {
  readonly link: Pick<SessionLink, "archive" | "state" | "uses">;
  readonly files: SaveFiles;
  /** Stops it: the file is taken away again. */
  readonly signal: AbortSignal;
  /** Called once if it takes more than a moment. */
  readonly onLong: () => void;
}

/** What was saved. */
export interface Saved {
  /** Where it is, from the root. */
  readonly path: string;
  readonly lines: number;
  /** Events that were shown and are forgotten, as the server keeps none. */
  readonly dropped: number;
}

/** Events that the server is asked for at a time. */
const PAGE_EVENTS = 500;

/**
 * Writes all that the server has of a buffer to a new file; where the server
 * keeps nothing, what was shown of it.
 *
 * @param path JSON lines if it ends in `.json` or `.jsonl`, else text.
 * @throws {RangeError} If it cannot be read or written; then there is no file.
 */
export async function saveBuffer(
  buffer: Buffer,
  path: string,
  { link, files, signal, onLong }: SaveDeps,
): Promise<Saved> {
  const { name, kind, past } = buffer;
  const isKept = link.uses("draft/chathistory") && kind !== "server";
  const isJson = /\.jsonl?$/i.test(path);
  const dropped = isKept ? 0 : past.dropped;
  const pages = isKept
    ? readPages(link, name, { signal, onLong })
    : [past.events];
  const file = await files.create(path);
  const known = new Recent();
  try {
    let lines = 0;
    for await (const page of pages) {
      signal.throwIfAborted();
      const text = page.map((event) => {
        if (isSaid(event)) known.add(event);
        return isJson ? toJsonLine(event) : toText(event, buffer, known);
      }).join("");
      await file.write(text);
      lines += text.split("\n").length - 1;
    }
    await file.close();
    return { path: file.path, lines, dropped };
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function* readPages(
  link: SaveDeps["link"],
  name: string,
  { signal, onLong }: Pick<SaveDeps, "onLong" | "signal">,
): AsyncGenerator<readonly ChatEvent[]> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  stopped.catch(() => {});
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    let after: number | string = 0;
    while (true) {
      const page: HistoryPage = await Promise.race([
        link.archive.history(name, { after, limit: PAGE_EVENTS }),
        stopped,
      ]);
      yield page.events;
      const last = page.events.at(-1);
      const next = last && referenceTo(momentOf(last), link);
      if (page.isAll || next === undefined || next === after) return;
      if (after === 0) onLong();
      after = next;
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function toJsonLine(event: ChatEvent): string {
  const line = formatJson(event);
  return line === undefined ? "" : `${line}\n`;
}

function toText(
  event: ChatEvent,
  { kind, name }: Buffer,
  known: Recent,
): string {
  // The message has its new text already.
  if (event.type === "edit" && event.replayed) return "";
  return formatSaved(event, {
    ...(kind !== "server" && { place: name }),
    theme: "mono",
    find: (id) => known.find(id),
  });
}
