/** How long it may take until what is looked for is there, in milliseconds. */
const DEADLINE_MS = 20_000;
const LOOK_AGAIN_MS = 30;

/**
 * Looks again and again, for what cannot tell by itself that it has changed.
 *
 * @param look Gives what is looked for, or `undefined` if it is not there yet.
 * @param describe Says what is there instead, for the error.
 * @throws {Error} If 20 seconds pass without it.
 */
export async function poll<T>(
  look: () => T | undefined | Promise<T | undefined>,
  describe: () => string,
): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  while (true) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(describe());
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
