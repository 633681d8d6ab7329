import { Command, ValidationError } from "@cliffy/command";

/** One option of a command, in Cliffy's notation. */
interface OptionRow {
  readonly flags: string;
  readonly description: string;
  readonly default?: unknown;
  readonly collect?: boolean;
}

/** The kinds of permission that the program may be given. */
const PERMISSIONS = ["net", "read", "run", "sys", "write"] as const;

/** One command of `chat`. */
export interface CommandRow {
  readonly description: string;
  /** In Cliffy's notation; missing: none. */
  readonly arguments?: string;
  /** Each is an environment variable, too, such as `CHAT_JOIN_NAME`. */
  readonly flags: readonly OptionRow[];
  readonly examples: readonly (readonly [title: string, line: string])[];
  /** What it is to be allowed, besides reading the environment. */
  readonly needs: readonly (typeof PERMISSIONS)[number][];
  /**
   * @param flags The options' values by their names in camel case.
   * @throws {ValidationError} For wrong usage.
   */
  run(flags: Record<string, unknown>, args: readonly string[]): Promise<void>;
}

/**
 * Makes the program of its commands.
 *
 * Before it runs, a command gives up the permissions that it does not need.
 *
 * @param rows The commands by their names, in the order of the help.
 */
export function createProgram(
  rows: Readonly<Record<string, CommandRow>>,
  version: string,
): Command {
  const program = new Command();
  program
    .name("chat")
    .version(version)
    .description("Group chat in one file: a server, and a client for it.")
    .throwErrors()
    .action(() => program.showHelp())
    .example("On one machine", "chat serve --port 8080")
    .example("On the others", "chat join host:8080")
    .example("From a script", "chat send host:8080 '#lobby' deployed");
  for (const [name, row] of Object.entries(rows)) {
    program.command(name, createCommand(name, row));
  }
  return program;
}

function createCommand(name: string, row: CommandRow): Command {
  const command = new Command();
  command.description(row.description);
  if (row.arguments !== undefined) command.arguments(row.arguments);
  addOptions(command, `CHAT_${name.toUpperCase()}_`, row.flags);
  for (const [title, line] of row.examples) command.example(title, line);
  command.action((flags: unknown, ...args: (string | undefined)[]) => {
    const words = args.map((arg) => arg ?? "");
    // Cliffy takes an option that it does not know for an argument.
    const unknown = words.find((word) => /^-./.test(word));
    if (unknown !== undefined) {
      throw new ValidationError(`Unknown option "${unknown}".`);
    }
    keepPermissions(row.needs);
    return row.run(
      flags as Record<string, unknown>,
      // What stands behind `--`.
      [...words, ...command.getLiteralArgs()],
    );
  });
  return command;
}

function keepPermissions(needs: CommandRow["needs"]): void {
  for (const name of PERMISSIONS) {
    if (!needs.includes(name)) Deno.permissions.revokeSync({ name });
  }
}

/** Adds options, each with its environment variable. */
function addOptions(
  command: Command,
  prefix: string,
  rows: readonly OptionRow[],
): void {
  for (const { flags, description, ...settings } of rows) {
    command.option(flags, description, settings);
    const [, name = "", type = "boolean"] = /--([a-z-]+)(?:.*:(\w+)>)?/
      .exec(flags) ?? [];
    const variable = prefix + name.toUpperCase().replaceAll("-", "_");
    const definition: string = `${variable}=<value:${type}>`;
    command.env(definition, description, { prefix });
  }
}
