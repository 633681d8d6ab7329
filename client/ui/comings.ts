import { foldName } from "../../protocol/names.ts";
import { stripFormatting } from "../../protocol/visible.ts";

/** What came of one person. */
interface Coming {
  nick: string;
  /** Its nick at first, where it has changed. */
  readonly was: string;
  readonly wasHere: boolean;
  isHere: boolean;
  /** Whether they were away in between. */
  hasLeft: boolean;
  /** What it said when it left. */
  text: string;
}

/** Nicks that one group names; of the others only the number is told. */
const MAX_NAMED = 10;

/** Nicks that are gathered before they have to be told. */
const MAX_GATHERED = 200;

/** Gathers who came and went, to tell it in one line. */
export class Comings {
  /** Folded nick to what came of it, in the order in which they first moved. */
  #moves = new Map<string, Coming>();

  get isEmpty(): boolean {
    return this.#moves.size === 0;
  }

  /** Whether there is so much that it should be told now. */
  get isFull(): boolean {
    return this.#moves.size >= MAX_GATHERED;
  }

  /** Somebody has come. */
  join(nick: string): void {
    this.#move(nick, false).isHere = true;
  }

  /** Somebody has gone, maybe with some words. */
  leave(nick: string, text = ""): void {
    const coming = this.#move(nick, true);
    coming.isHere = false;
    coming.hasLeft = true;
    coming.text = text;
  }

  /** Somebody goes by another nick. */
  rename(from: string, to: string): void {
    const coming = this.#move(from, true);
    this.#moves.delete(foldName(from));
    coming.nick = to;
    this.#moves.set(foldName(to), coming);
  }

  /** Forgets all; what was gathered, in words: `""` if it came to nothing. */
  take(): string {
    const text = this.describe();
    this.#moves = new Map();
    return text;
  }

  /** Says what was gathered: `ann, bob joined · cleo left`. */
  describe(): string {
    const moves = [...this.#moves.values()];
    const group = (wasHere: boolean, isHere: boolean) =>
      moves.filter((move) =>
        move.wasHere === wasHere && move.isHere === isHere
      );
    const stayed = group(true, true);
    const back = stayed.filter(({ was, nick, hasLeft }) =>
      was === nick && hasLeft
    );
    const left = group(true, false);
    const [only] = left;
    const words = left.length === 1 && only !== undefined && only.text !== ""
      ? ` (${only.text})`
      : "";
    const renamed = stayed.filter(({ was, nick }) => was !== nick)
      .map(({ was, nick }) => `${was} is now ${nick}`);
    return stripFormatting(
      [
        list(group(false, true), "joined"),
        list(left, "left") + words,
        list(group(false, false), "joined and left"),
        list(back, "left and came back"),
        ...renamed.slice(0, MAX_NAMED),
        ...(renamed.length > MAX_NAMED
          ? [`${renamed.length - MAX_NAMED} more changed their names`]
          : []),
      ].filter((part) => part !== "").join(" · "),
    );
  }

  #move(nick: string, wasHere: boolean): Coming {
    const found = this.#moves.get(foldName(nick));
    if (found) return found;
    const move: Coming = {
      nick,
      was: nick,
      wasHere,
      isHere: wasHere,
      hasLeft: false,
      text: "",
    };
    this.#moves.set(foldName(nick), move);
    return move;
  }
}

function list(moves: readonly Coming[], verb: string): string {
  if (moves.length === 0) return "";
  const nicks = moves.map(({ nick }) => nick);
  const named = nicks.slice(0, MAX_NAMED);
  const others = nicks.length - named.length;
  return named.join(", ") + (others === 0 ? "" : ` and ${others} more`) +
    ` ${verb}`;
}
