import type { WindowSize } from "./view.ts";

/** A terminal as bytes. */
export interface TerminalDevice {
  read(buffer: Uint8Array): Promise<number | null>;
  /** Writes some of it; for as long as a terminal takes nothing it waits. */
  write(bytes: Uint8Array): Promise<number>;
  /** Writes some of it before it returns, so that it works in a dying program. */
  writeSync(bytes: Uint8Array): number;
  /**
   * Raw: keys come at once, are not echoed, and Ctrl-C is one of them.
   *
   * MUST NOT be called while a `write` may hang: since Linux 6.4 it would wait
   * for that, and the whole program with it.
   */
  setRaw(isRaw: boolean): void;
  size(): WindowSize;
  /**
   * Calls `onResize` when the window's size has changed or its contents may be
   * lost, and `onExit` when the program ends, in whatever way.
   *
   * @returns What stops that.
   */
  watch(onResize: () => void, onExit: () => void): () => void;
}

/** The terminal that the program was started in. */
export function systemDevice(): TerminalDevice {
  return {
    read: (buffer) => Deno.stdin.read(buffer),
    write: (bytes) => Deno.stdout.write(bytes),
    writeSync: (bytes) => Deno.stdout.writeSync(bytes),
    setRaw: (isRaw) => Deno.stdin.setRaw(isRaw),
    size: systemSize,
    watch: watchSystem,
  };
}

function systemSize(): WindowSize {
  try {
    const { columns, rows } = Deno.consoleSize();
    // Some pseudo-terminals have no size.
    if (columns > 0 && rows > 0) return { columns, rows };
  } catch {
    // No terminal tells its size: the one that terminals have always had.
  }
  return { columns: 80, rows: 24 };
}

function watchSystem(onResize: () => void, onExit: () => void): () => void {
  // Windows has neither signal.
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? []
    : ["SIGWINCH", "SIGCONT"];
  const exits = ["unload", "error", "unhandledrejection"];
  for (const signal of signals) Deno.addSignalListener(signal, onResize);
  for (const exit of exits) globalThis.addEventListener(exit, onExit);
  return () => {
    for (const signal of signals) Deno.removeSignalListener(signal, onResize);
    for (const exit of exits) globalThis.removeEventListener(exit, onExit);
  };
}
