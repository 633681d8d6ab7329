import {
  foldMask,
  isMute,
  matchesPattern,
  type Pattern,
  toPattern,
} from "./masks.ts";

/** One mask of a list. */
export interface MaskEntry {
  /** As it was given, completed. */
  readonly mask: string;
  /** `nick!user@host` of who set it, or only the nick. */
  readonly setBy: string;
  /** Milliseconds since 1970. */
  readonly setAt: number;
}

/** What a mask can be about: who enters, or who speaks. */
export type MaskEffect = "entry" | "speech";

/**
 * Sources of which a list remembers whether it covers them: everybody who
 * speaks in a channel is compared with all its masks, which an operator can make
 * as slow to compare as masks can be.
 */
const MAX_VERDICTS = 1_000;

interface Row {
  readonly entry: MaskEntry;
  readonly pattern: Pattern;
  readonly isMute: boolean;
}

/** The masks of one list mode, in the order in which they were set. */
export class MaskList implements Iterable<MaskEntry> {
  readonly #rows = new Map<string, Row>();
  /** Made with the first mask: most lists stay empty. */
  #verdicts: Partial<Record<MaskEffect, Map<string, boolean>>> = {};

  /** How many masks there are. */
  get size(): number {
    return this.#rows.size;
  }

  *[Symbol.iterator](): Generator<MaskEntry> {
    for (const { entry } of this.#rows.values()) yield entry;
  }

  /** Whether it holds a mask, in any case. */
  has(mask: string): boolean {
    return this.#rows.has(foldMask(mask));
  }

  /** Adds a completed mask that it does not hold. */
  add(entry: MaskEntry): void {
    const { mask } = entry;
    this.#rows.set(foldMask(mask), {
      entry,
      pattern: toPattern(mask),
      isMute: isMute(mask),
    });
    this.#forgetVerdicts();
  }

  /**
   * Takes a mask away.
   *
   * @returns It as it was set, or `undefined` if there was none.
   */
  delete(mask: string): MaskEntry | undefined {
    const folded = foldMask(mask);
    const row = this.#rows.get(folded);
    if (this.#rows.delete(folded)) this.#forgetVerdicts();
    return row?.entry;
  }

  /**
   * Whether a mask fits a source. Masks without `m:` are about entering and
   * speaking, mutes about speaking alone.
   */
  covers(source: string, effect: MaskEffect): boolean {
    if (this.#rows.size === 0) return false;
    const verdicts = this.#verdicts[effect] ??= new Map<string, boolean>();
    const known = verdicts.get(source);
    if (known !== undefined) return known;
    if (verdicts.size >= MAX_VERDICTS) verdicts.clear();
    const verdict = this.#judge(toPattern(source), effect);
    verdicts.set(source, verdict);
    return verdict;
  }

  #judge(source: Pattern, effect: MaskEffect): boolean {
    for (const { pattern, isMute } of this.#rows.values()) {
      const counts = effect === "speech" || !isMute;
      if (counts && matchesPattern(source, pattern)) return true;
    }
    return false;
  }

  #forgetVerdicts(): void {
    this.#verdicts = {};
  }
}
