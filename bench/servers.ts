import {
  RunningProgram,
  type RunningServer,
  startListening,
  startServer,
  toPath,
} from "../tests/e2e/program.ts";

/** A server to measure. */
export interface Contender {
  readonly name: string;
  /** Starts it; the signal ends it. */
  readonly start: (signal: AbortSignal) => Promise<RunningServer>;
}

/** The server of this repository. */
export const CHAT: Contender = {
  name: "chat",
  start: (signal) => startServer(["--no-throttle"], { signal }),
};

/** What it is compared with. */
export const NAIVE: Contender = {
  name: "naive",
  start: (signal) =>
    startListening({ args: scriptArguments("naive_server.ts"), signal }),
};

/** A server in C, where it is installed and may be run. */
export const NGIRCD: Contender = { name: "ngircd", start: startNgircd };

/** Gives the arguments of `deno` for a script of this folder. */
export function scriptArguments(script: string, ...args: string[]): string[] {
  const flags = ["--no-prompt", "--no-config", "--no-lock", "--allow-net"];
  return ["run", ...flags, toPath(`bench/${script}`), ...args];
}

async function startNgircd(signal: AbortSignal): Promise<RunningServer> {
  const port = findFreePort();
  const program = new RunningProgram({
    command: "ngircd",
    args: ["--nodaemon", "--config", "/dev/stdin"],
    stdin: "piped",
    signal,
  });
  const config = new Blob([`
    [Global]
    Name = ngircd.test
    Listen = 127.0.0.1
    Ports = ${port}
    [Limits]
    MaxConnections = 0
    MaxConnectionsIP = 0
    MaxJoins = 0
    MaxPenaltyTime = 0
    [Options]
    DNS = no
    Ident = no
    PAM = no
  `]);
  await config.stream().pipeTo(program.process.stdin);
  await program.waitForLine(/ ready\.$/);
  return Object.assign(program, { port });
}

function findFreePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
