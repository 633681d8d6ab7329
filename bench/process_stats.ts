/** Clock ticks of Linux per second, as /proc counts them (`USER_HZ`). */
const TICKS_PER_SECOND = 100;

/**
 * Gives the CPU time that a process has used with all its threads, in seconds;
 * `undefined` where it cannot be known.
 */
export async function readCpuSeconds(pid: number): Promise<number | undefined> {
  const stat = await readProc(pid, "stat");
  // The second field, the name, is in parentheses and may hold spaces.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields?.[11]) + Number(fields?.[12]);
  return Number.isNaN(ticks) ? undefined : ticks / TICKS_PER_SECOND;
}

/**
 * Gives the bytes of memory that a process occupies; `undefined` where it
 * cannot be known.
 */
export async function readResidentBytes(
  pid: number,
): Promise<number | undefined> {
  const status = await readProc(pid, "status");
  const match = /^VmRSS:\s*(\d+) kB$/m.exec(status ?? "");
  return match ? Number(match[1]) * 1024 : undefined;
}

/**
 * Reads one of Linux's files about a process.
 *
 * By `cat`, as Deno itself opens /proc to nobody who has not all permissions.
 */
async function readProc(
  pid: number,
  name: string,
): Promise<string | undefined> {
  const { state } = await Deno.permissions.query({
    name: "run",
    command: "cat",
  });
  if (Deno.build.os !== "linux" || state !== "granted") return undefined;
  const { stdout } = await new Deno.Command("cat", {
    args: [`/proc/${pid}/${name}`],
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout);
}
