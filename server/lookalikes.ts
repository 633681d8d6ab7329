import unhomoglyph from "unhomoglyph";
import { foldName } from "../protocol/names.ts";

/**
 * Names by what they look like, so that nobody can pass for another with letters
 * of another script: `еvan`, with the Cyrillic е, for `evan`.
 *
 * Two names of ASCII alone are told apart by everybody who cares to look, and
 * are as old as IRC (`bob1`, `bobl`): they never count as alike. Only what is
 * reserved may not be taken like that either: the server says what is believed.
 */
export class Lookalikes {
  readonly #nicks = new Map<string, Set<string>>();
  readonly #reserved: ReadonlySet<string>;

  /** @param reserved Names that stand for the server itself. */
  constructor(reserved: readonly string[] = []) {
    this.#reserved = new Set(reserved);
    for (const name of reserved) this.add(name);
  }

  /** Takes note of a nick. */
  add(nick: string): void {
    for (const skeleton of skeletonsOf(nick)) {
      const nicks = this.#nicks.get(skeleton) ?? new Set();
      this.#nicks.set(skeleton, nicks.add(nick));
    }
  }

  /** Forgets a nick, as it was written when it was added. */
  remove(nick: string): void {
    for (const skeleton of skeletonsOf(nick)) {
      const nicks = this.#nicks.get(skeleton);
      nicks?.delete(nick);
      if (nicks?.size === 0) this.#nicks.delete(skeleton);
    }
  }

  /**
   * Finds another nick that a nick looks like.
   *
   * @param own The nick of who wishes for it, which does not count.
   */
  find(nick: string, own: string | undefined): string | undefined {
    const folded = foldName(nick);
    const isAsciiNick = isAscii(nick);
    for (const skeleton of skeletonsOf(nick)) {
      for (const other of this.#nicks.get(skeleton) ?? []) {
        const isExempt = isAsciiNick && isAscii(other) &&
          !this.#reserved.has(other);
        if (other === own || isExempt) continue;
        if (foldName(other) !== folded) return other;
      }
    }
    return undefined;
  }
}

/**
 * Gives what a nick looks like (UTS 39, "Confusable Detection": the skeleton),
 * whatever its case: as it is written, and as it would be in small letters,
 * since a capital may look like another letter than its small one (`I`, `l`).
 * And as it looks before NFKD, which makes another letter of some (`ϲ`).
 */
function skeletonsOf(nick: string): ReadonlySet<string> {
  const forms = [nick, nick.toLowerCase(), unhomoglyph(nick)];
  return new Set(forms.map(skeletonOf));
}

/** Begins with NFKD, not NFD, as the table leaves some wide letters out. */
function skeletonOf(text: string): string {
  const shape = unhomoglyph(text.normalize("NFKD")).toLowerCase();
  return unhomoglyph(shape).normalize("NFD");
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
