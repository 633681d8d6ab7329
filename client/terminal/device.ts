import { readEnv } from "../read_env.ts";
import type { NotificationKind } from "./alert.ts";
import type { WindowSize } from "./view.ts";

/** What a terminal tells besides the keys. */
export interface DeviceEvents {
  /** The window's size has changed, or its contents may be lost. */
  onResize(): void;
  /** The program ends, in whatever way. */
  onExit(): void;
  /** The program is told to stop for a while: see `stop`. */
  onSuspend(): void;
}

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
   * Whether rows that a narrower window has no room for are broken into several,
   * not cut.
   */
  readonly reflows: boolean;
  /**
   * Whether that is so of the row that the cursor stands in, too; default false,
   * which at worst leaves a row of a footer where it was.
   */
  readonly reflowsCursorRow?: boolean;
  /** The sequences for notifications that it may know. */
  readonly notifications: readonly NotificationKind[];
  /**
   * Stops the program until its shell has it go on; returns then. Missing where
   * that cannot be done.
   *
   * @param scope `job`: all that the shell started with it, as Ctrl-Z does.
   */
  readonly stop?: (scope: "job" | "program") => void;
  /** @returns What stops the telling. */
  watch(events: DeviceEvents): () => void;
}

/** What the terminal may do besides showing and reading. */
export interface SystemDeviceOptions {
  /** Whether Ctrl-Z gives the shell back; default false. */
  readonly canSuspend?: boolean;
}

/** Signals that end a program, and that no other part of it listens to. */
const DEADLY: readonly Deno.Signal[] = [
  "SIGABRT",
  "SIGALRM",
  "SIGQUIT",
  "SIGUSR1",
  "SIGUSR2",
  "SIGXCPU",
];

/** How often it is looked at the size where nothing tells that it changes. */
const POLL_MS = 250;

/** The terminal that the program was started in. */
export function systemDevice(
  { canSuspend = false }: SystemDeviceOptions = {},
): TerminalDevice {
  const stops = canSuspend && mayStop();
  return {
    read: (buffer) => Deno.stdin.read(buffer),
    write: (bytes) => Deno.stdout.write(bytes),
    writeSync: (bytes) => Deno.stdout.writeSync(bytes),
    setRaw: (isRaw) => Deno.stdin.setRaw(isRaw),
    size: systemSize,
    reflows: reflows(),
    reflowsCursorRow: reflowsCursorRow(),
    notifications: notifications(),
    ...(stops && { stop }),
    watch: (events) => watchSystem(events, stops),
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

/** Nearly all do; those known to cut rows are named by the environment. */
function reflows(): boolean {
  const term = readEnv("TERM") ?? "";
  if (/^(?:rxvt|st|putty|linux)\b/.test(term)) return false;
  // Set by xterm itself; behind tmux or screen it is they that count.
  return !(/^xterm/.test(term) && readEnv("XTERM_VERSION") !== undefined);
}

/** tmux does; those built on xterm.js do not, and of others it is not known. */
function reflowsCursorRow(): boolean {
  const names = `${readEnv("TERM") ?? ""} ${readEnv("TERM_PROGRAM") ?? ""}`;
  return /\btmux\b/.test(names);
}

/** Where a terminal is known to know both, one of them is enough. */
function notifications(): readonly NotificationKind[] {
  const names = `${readEnv("TERM") ?? ""} ${readEnv("TERM_PROGRAM") ?? ""}`;
  return /kitty|ghostty|wezterm|foot/i.test(names) ? [9] : [9, 777];
}

function mayStop(): boolean {
  return Deno.build.os !== "windows" &&
    Deno.permissions.querySync({ name: "run" }).state === "granted";
}

/**
 * SIGTSTP is listened to, and SIGSTOP would also stop a program that no shell
 * can have go on; SIGTTIN does what SIGTSTP would.
 */
function stop(scope: "job" | "program"): void {
  Deno.kill(scope === "job" ? 0 : Deno.pid, "SIGTTIN");
}

function watchSystem(
  { onResize, onExit, onSuspend }: DeviceEvents,
  stops: boolean,
): () => void {
  const listeners: [Deno.Signal, () => void][] = [];
  // Windows has none of them.
  if (Deno.build.os !== "windows") {
    listeners.push(["SIGWINCH", onResize], ["SIGCONT", onResize]);
    const onDeadly = () => {
      onExit();
      Deno.exit(1);
    };
    for (const signal of DEADLY) listeners.push([signal, onDeadly]);
  }
  if (stops) listeners.push(["SIGTSTP", onSuspend]);
  const stopPolling = Deno.build.os === "windows"
    ? pollSize(onResize)
    : () => {};
  const exits = ["unload", "error", "unhandledrejection"];
  for (const [signal, on] of listeners) Deno.addSignalListener(signal, on);
  for (const exit of exits) globalThis.addEventListener(exit, onExit);
  return () => {
    stopPolling();
    for (const [signal, on] of listeners) Deno.removeSignalListener(signal, on);
    for (const exit of exits) globalThis.removeEventListener(exit, onExit);
  };
}

/** Looks now and then whether the size has changed where nothing tells. */
function pollSize(onResize: () => void): () => void {
  let last = systemSize();
  const timer = setInterval(() => {
    const size = systemSize();
    const isSame = size.columns === last.columns && size.rows === last.rows;
    last = size;
    if (!isSame) onResize();
  }, POLL_MS);
  Deno.unrefTimer(timer);
  return () => clearInterval(timer);
}
