import { parseArgs } from "@std/cli/parse-args";
import { Random } from "./random.ts";

const DEFAULT_SEED = 1;
const DEFAULT_RUNS = 1_000;

/**
 * Registers a test that tries a property with many random choices.
 *
 * Each run has a seed of its own, one more than the run before, and a failure
 * names it. To repeat that run alone, or to search longer than usual:
 *
 * ```sh
 * deno test tests/fuzz -- --seed=17 --runs=1
 * deno test tests/fuzz -- --seed=$RANDOM --runs=1000000
 * ```
 *
 * @param name What holds, as a sentence.
 * @param property Throws where it does not hold.
 * @param options `runs`: how often it is tried where nothing else is said.
 */
export function testProperty(
  name: string,
  property: (random: Random) => void | Promise<void>,
  { runs: defaultRuns = DEFAULT_RUNS }: { readonly runs?: number } = {},
): void {
  Deno.test(name, async () => {
    const firstSeed = numberArgument("seed") ?? DEFAULT_SEED;
    const runs = numberArgument("runs") ?? defaultRuns;
    for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
      try {
        await property(new Random(seed));
      } catch (cause) {
        const again = `-- --seed=${seed} --runs=1`;
        throw new Error(`Failed with seed ${seed}: repeat with "${again}"`, {
          cause,
        });
      }
    }
  });
}

function numberArgument(name: string): number | undefined {
  const value = parseArgs(Deno.args)[name];
  return typeof value === "number" ? value : undefined;
}
