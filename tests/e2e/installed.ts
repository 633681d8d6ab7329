/**
 * Knows the programs that some tests use and that may not be there: such tests
 * are skipped, and say so.
 *
 * @module
 */

import { toPath } from "./program.ts";

/** One of them. */
interface OutsideProgram {
  /** What is not tested without it. */
  readonly tests: string;
  /** How to get it. */
  readonly install: string;
  /** Whether it is here. */
  readonly find: () => boolean | Promise<boolean>;
}

/** Pythons that may have Debian's packages: another may come first in PATH. */
const PYTHONS = ["python3", "/usr/bin/python3"];

const NPM_INSTALL = "npm run interop:install";

const PROGRAMS = {
  tmux: {
    tests: "join on a real terminal",
    install: "apt-get install tmux",
    find: () => runs("tmux", "-V"),
  },
  python3: {
    tests: "the tutorial's client",
    install: "apt-get install python3",
    find: () => runs("python3", "--version"),
  },
  irssi: {
    tests: "irssi in tmux",
    install: "apt-get install irssi tmux",
    find: async () =>
      await runs("irssi", "--version") && await runs("tmux", "-V"),
  },
  weechat: {
    tests: "WeeChat in tmux",
    install: "apt-get install weechat-curses weechat-plugins tmux",
    find: async () =>
      await runs("weechat", "--version") && await runs("tmux", "-V"),
  },
  "python3-irc": {
    tests: "a bot on python3-irc",
    install: "apt-get install python3-irc",
    find: async () => await findIrcPython() !== undefined,
  },
  "irc-framework": {
    tests: "a bot on irc-framework",
    install: NPM_INSTALL,
    find: async () =>
      hasPackage("irc-framework") && await runs("node", "--version"),
  },
  thelounge: {
    tests: "The Lounge",
    install: NPM_INSTALL,
    find: () => Deno.build.os !== "windows" && hasPackage("thelounge"),
  },
} satisfies Record<string, OutsideProgram>;

/** What may not be installed. */
export type OutsideName = keyof typeof PROGRAMS;

/** All of them. */
export const OUTSIDE_NAMES = Object.keys(PROGRAMS) as OutsideName[];

/** Says whether a program is here; prints what is skipped if it is not. */
export async function isInstalled(name: OutsideName): Promise<boolean> {
  const { find, install, tests } = PROGRAMS[name];
  const isHere = await find();
  if (!isHere) {
    console.log(
      `Skipping ${tests}, as ${name} is not installed: ${install}`,
    );
  }
  return isHere;
}

/** Gives the Python that has the package python3-irc, if one has. */
export async function findIrcPython(): Promise<string | undefined> {
  for (const python of PYTHONS) {
    if (await runs(python, "-c", "import irc.bot")) return python;
  }
  return undefined;
}

/** Gives the path of a package that tests/interop/package.json names. */
export function packagePath(name: string): string {
  return toPath(`tests/interop/node_modules/${name}/`);
}

function hasPackage(name: string): boolean {
  try {
    return Deno.statSync(`${packagePath(name)}package.json`).isFile;
  } catch {
    return false;
  }
}

async function runs(command: string, ...args: string[]): Promise<boolean> {
  try {
    const io = { stdout: "null", stderr: "null" } as const;
    const { success } = await new Deno.Command(command, { args, ...io })
      .output();
    return success;
  } catch {
    return false;
  }
}
