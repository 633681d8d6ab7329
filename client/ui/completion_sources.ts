import { foldName } from "../../protocol/names.ts";
import { COMMANDS } from "../commands.ts";
import { SETTING_ROWS } from "../settings.ts";
import type { SettingsControl } from "../settings_control.ts";
import type { ChatState } from "../state.ts";
import type { ChatScreen } from "./chat_screen.ts";
import type { CompletionSources } from "./completion.ts";

/** Lists what a word that is typed in a session can become. */
export function listSources(
  state: ChatState,
  screen: ChatScreen,
  settings: SettingsControl,
): CompletionSources {
  const { list, current } = screen.buffers;
  const channels = [...state.channels.values()];
  const members = channels
    .find(({ name }) => foldName(name) === foldName(current.name))?.members;
  return {
    commands: COMMANDS,
    aliases: Object.keys(settings.now.aliases),
    nicks: [
      ...current.recent.speakers(),
      ...list.filter(({ kind }) => kind === "direct").map(({ name }) => name),
      ...Array.from(members?.values() ?? [], ({ nick }) => nick),
    ],
    channels: channels.map(({ name }) => name),
    buffers: list.map((buffer) => screen.nameOf(buffer)),
    settings: SETTING_ROWS.map(({ key }) => key),
  };
}
