/**
 * Signals closer together than this are one: to a whole process group, and
 * passed on by the launcher, one may come twice.
 */
const SAME_SIGNAL_MS = 200;

/** What `onSignals` is told. */
export interface SignalOptions {
  /** Called for the second signal. */
  readonly endAtOnce: () => void;
  /** Whether a signal is meant for another program that has the terminal. */
  readonly isForOther?: (signal: Deno.Signal) => boolean;
}

/**
 * Listens for what asks a program to end.
 *
 * @param end Ends it; called for each signal but a repeated one.
 * @returns What stops listening.
 */
export function onSignals(
  end: (signal: Deno.Signal) => void,
  { endAtOnce, isForOther = () => false }: SignalOptions,
): () => void {
  const signals: readonly Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  let firstAt: number | undefined;
  const handlers = signals.map((signal) => {
    const handle = () => {
      if (isForOther(signal)) return;
      const now = performance.now();
      const isRepeated = firstAt !== undefined && signal !== "SIGHUP" &&
        now - firstAt > SAME_SIGNAL_MS;
      if (isRepeated) return endAtOnce();
      if (signal !== "SIGHUP") firstAt ??= now;
      end(signal);
    };
    Deno.addSignalListener(signal, handle);
    return () => Deno.removeSignalListener(signal, handle);
  });
  return () => handlers.forEach((stopListening) => stopListening());
}
