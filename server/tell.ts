import type { Context } from "./commands.ts";

/** Tells a peer that speaks no IRC something about the chat itself. */
export function tell({ session }: Context, text: string): void {
  session.connection.send(`-- ${text}\n`);
}
