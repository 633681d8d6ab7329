/**
 * Signals closer together than this are one: to a whole process group, and
 * passed on by the launcher, one may come twice.
 */
const SAME_SIGNAL_MS = 200;

/**
 * Listens for what asks a program to end; the second one ends it at once.
 *
 * @returns What stops listening.
 */
export function onSignals(end: (signal: Deno.Signal) => void): () => void {
  const signals: readonly Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  let firstAt: number | undefined;
  const handlers = signals.map((signal) => {
    const handle = () => {
      const now = performance.now();
      const isRepeated = firstAt !== undefined && signal !== "SIGHUP" &&
        now - firstAt > SAME_SIGNAL_MS;
      if (isRepeated) Deno.exit(1);
      if (signal !== "SIGHUP") firstAt ??= now;
      end(signal);
    };
    Deno.addSignalListener(signal, handle);
    return () => Deno.removeSignalListener(signal, handle);
  });
  return () => handlers.forEach((stopListening) => stopListening());
}
