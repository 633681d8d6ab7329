// The npm front door: runs tasks of deno.json with the Deno that npm carries,
// with packages from npm alone. What a task may do is said in deno.json, once.
//
//   node npm/deno.mjs start [command] [argument...]
//   node npm/deno.mjs <task> [argument...]
//   node npm/deno.mjs lock      makes npm/deno.lock anew from the import map

import { execSync, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const DENO = "deno@2.9.6";
const IMPORT_MAP = "npm/import_map.json";
const LOCK = "npm/deno.lock";
const DOOR = [`--import-map=${IMPORT_MAP}`, `--lock=${LOCK}`];
/** The subcommands of Deno that resolve imports. */
const RESOLVING = ["bench", "check", "run", "test"];

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const { tasks } = JSON.parse(readFileSync("deno.json", "utf8"));

/** Lists the runs of Deno that a task consists of, each by its arguments. */
function listRuns(task, args) {
  const runs = task.replaceAll('"', "").split(" && ").flatMap((command) => {
    const [, subcommand, ...words] = command.split(" ");
    if (subcommand === "task") return listRuns(tasks[words[0]], []);
    const door = RESOLVING.includes(subcommand) ? [...DOOR, "--frozen"] : [];
    return [[subcommand, ...door, ...words]];
  });
  // As with deno task, what the caller adds is for the last command.
  runs.at(-1).push(...args);
  return runs;
}

/** Makes the lock file anew from all that the import map leads to. */
function listLockRuns() {
  const { imports } = JSON.parse(readFileSync(IMPORT_MAP, "utf8"));
  const modules = Object.values(imports)
    .map((module) => module.replace(/^\.\//, "npm/"));
  rmSync(LOCK, { force: true });
  return [["cache", ...DOOR, ...modules]];
}

/** Lists the runs of Deno that the command line asks for. */
function resolveRuns([name, ...args]) {
  if (name === "lock") return listLockRuns();
  if (name !== "start") return listRuns(tasks[name], args);
  const [command, ...rest] = args;
  return tasks[command]?.endsWith(` main.ts ${command}`)
    ? listRuns(tasks[command], rest)
    : listRuns("deno run --no-prompt main.ts", args);
}

/** Has npm fetch Deno, unless it is here, and gives the path of its binary. */
function findDeno() {
  const print = 'deno eval --no-config "console.log(Deno.execPath())"';
  return execSync(
    `npx --yes --prefer-offline --loglevel=error --package=${DENO} -- ${print}`,
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  ).trim();
}

// A signal is to reach Deno once: for chat, a second one means "at once". Sent
// to all processes, as by a terminal or a service manager, it has come there
// already; npm's shell has then ended, so the parent is another. Sent to npm
// alone, it does not come here at all: npm's shell ends without passing it on.
let child;
let signalled = false;
const parent = process.ppid;
const hasTerminal = [process.stdin, process.stdout, process.stderr]
  .some((stream) => stream.isTTY);
for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    signalled = true;
    if (hasTerminal && signal !== "SIGTERM") return;
    setTimeout(() => process.ppid === parent && child?.kill(signal), 100);
  });
}
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  if (!signalled) child?.kill("SIGTERM");
}, 250).unref();

/** Runs Deno on this terminal and resolves to its exit code. */
function runDeno(deno, args) {
  // `--allow-run=deno` is to mean this Deno.
  const PATH = dirname(deno) + delimiter + process.env.PATH;
  const env = { ...process.env, PATH };
  child = spawn(deno, args, { stdio: "inherit", env });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

const runs = resolveRuns(process.argv.slice(2));
const deno = findDeno();
for (const args of runs) {
  if (runs.length > 1) console.error(`\n$ deno ${args.join(" ")}`);
  process.exitCode = await runDeno(deno, args);
  if (process.exitCode !== 0) break;
}
