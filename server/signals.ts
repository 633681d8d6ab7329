/**
 * Signals closer together than this are one: to a whole process group, and
 * passed on by the launcher, one may come twice.
 */
const SAME_SIGNAL_MS = 200;

/**
 * Listens for what asks a program to end.
 *
 * @param end Ends it; called for each signal but a repeated one.
 * @param endAtOnce Called for the second one.
 * @returns What stops listening.
 */
export function onSignals(
  end: (signal: Deno.Signal) => void,
  endAtOnce: () => void,
): () => void {
  const signals: readonly Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  let firstAt: number | undefined;
  const handlers = signals.map((signal) => {
    const handle = () => {
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
