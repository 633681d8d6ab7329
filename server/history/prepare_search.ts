import type { Hub } from "../hub.ts";

/**
 * Gets the store ready for a search, while others are served.
 *
 * @returns `undefined` if there is nothing to wait for.
 * @throws {StoreError} If it cannot be read.
 */
export function prepareSearch(hub: Hub): Promise<void> | undefined {
  return hub.history.store.prepareSearch() ? goOn(hub) : undefined;
}

async function goOn({ history, fairness }: Hub): Promise<void> {
  do {
    await fairness.giveWay();
  } while (history.store.prepareSearch());
}
