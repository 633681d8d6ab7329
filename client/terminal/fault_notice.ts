import { red } from "@std/fmt/colors";
import type { Block } from "./view.ts";

/** Tells of a fault of ours that a key has brought to light. */
export function faultNotice(error: unknown): Block {
  const state = error instanceof Error ? error.message : String(error);
  const text = `Cannot act on that key as there is a fault in chat: ${state}`;
  return { spans: [{ text, style: red }], indent: 2 };
}
