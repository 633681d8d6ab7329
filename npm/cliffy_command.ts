/**
 * The npm door's `@cliffy/command`.
 *
 * Cliffy is published on JSR only. This module offers the part of its API that
 * `main.ts` uses, over npm `commander`, and behaves as Cliffy documents it:
 * typed values, environment variables behind flags and before defaults, one
 * {@linkcode ValidationError} for each way to use a command wrongly. Where the
 * versions of Cliffy differ, it does what the newest does, but for one thing:
 * an unknown option is an error also where an argument could stand.
 */
import { Option } from "npm:commander@15.1.0";
import { Program } from "./cliffy_program.ts";
import {
  parseValue,
  readEnvironment,
  typeOf,
  ValidationError,
  withoutType,
} from "./cliffy_values.ts";

export { ValidationError };

/** Settings of {@linkcode Command.option}. */
export interface OptionOptions {
  /** The value where neither a flag nor an environment variable sets one. */
  default?: unknown;
  /** Whether the option may be repeated; its value is then an array. */
  collect?: boolean;
}

/** Settings of {@linkcode Command.env}. */
export interface EnvVarOptions {
  /** What to cut from the name before it becomes that of an option. */
  prefix?: string;
}

/** What {@linkcode Command.action} takes: options by name, then arguments. */
export type ActionHandler = (
  options: Record<string, unknown>,
  // deno-lint-ignore no-explicit-any -- Cliffy types them by their definition
  ...args: any[]
) => unknown;

/**
 * A command: what it takes, what it does, and the commands under it.
 *
 * A definition of a value is `<name:type>`, or `[name:type]` where it may be
 * missing; a type is `string` (as it is without one), `integer`, `number` or
 * `boolean`.
 */
export class Command {
  readonly #program = new Program();
  readonly #defaults: Record<string, unknown> = {};
  readonly #flags: Record<string, unknown> = {};
  readonly #argumentTypes: string[] = [];
  readonly #children: Command[] = [];
  #args: string[] = [];
  #literalArgs: string[] = [];

  /** Names the command in its help; a command under another is named there. */
  name(name: string): this {
    this.#program.name(name);
    return this;
  }

  /** Adds `-V` (prints the version) and `--version` (name and version). */
  version(version: string): this {
    this.#program
      .option("-V, --version", "Show the version number for this program.")
      .on("option:version", () => {
        const long = this.#args.includes("--version");
        console.log(long ? `${this.#program.name()} ${version}` : version);
        Deno.exit(0);
      });
    return this;
  }

  /** Says in the help what the command is for. */
  description(description: string): this {
    this.#program.description(description);
    return this;
  }

  /** Adds an example to the help, under a name. */
  example(name: string, description: string): this {
    this.#program.examples.push([`${name}:`, description]);
    return this;
  }

  /** Says which arguments there are, as definitions with spaces between. */
  arguments(definitions: string): this {
    for (const definition of definitions.split(/ +/)) {
      this.#program.argument(withoutType(definition));
      this.#argumentTypes.push(typeOf(definition));
    }
    return this;
  }

  /**
   * Adds an option.
   *
   * @param flags `-p, --port <port:integer>`; without a definition the option
   * is a switch. `--no-x` sets `x` to false, and `x` is true without it.
   * @param description What the help says of it.
   */
  option(
    flags: string,
    description: string,
    options: OptionOptions = {},
  ): this {
    const option = new Option(withoutType(flags), description);
    const property = option.attributeName();
    const preset = options.default ?? (option.negate ? true : undefined);
    if (preset !== undefined) this.#defaults[property] = preset;
    if (options.default !== undefined) option.default(options.default);
    this.#program.addOption(option).on(
      `option:${option.name()}`,
      (text: string | null) => {
        if (text === "") return;
        const label = `Option "${option.long ?? option.short}"`;
        const value = typeof text === "string"
          ? parseValue(label, typeOf(flags), text)
          : !option.negate;
        if (options.collect) {
          const earlier = this.#flags[property] as unknown[] | undefined;
          this.#flags[property] = [...earlier ?? [], value];
        } else if (property in this.#flags) {
          throw new ValidationError(
            `${label.replace("--no-", "--")} can only occur once, but was ` +
              "found several times.",
          );
        } else {
          this.#flags[property] = value;
        }
      },
    );
    return this;
  }

  /**
   * Adds an environment variable that sets an option unless a flag does. One
   * that is empty, or that the program may not read, counts as not set.
   *
   * @param definition `NAME=<value:type>`.
   * @param description What the help says of it.
   */
  env(
    definition: string,
    description: string,
    options: EnvVarOptions = {},
  ): this {
    const name = definition.split(/[ =]/, 1)[0] ?? "";
    const prefix = options.prefix ?? "";
    const property = name
      .slice(name.startsWith(prefix) ? prefix.length : 0)
      .toLowerCase()
      .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const type = typeOf(definition);
    this.#program.environment.push({ name, type, property, description });
    return this;
  }

  /** Sets what the command does. Its errors leave `parse` as they are. */
  action(handler: ActionHandler): this {
    this.#program.action(async () => {
      const options = {
        ...this.#defaults,
        ...readEnvironment(this.#program.environment),
        ...this.#flags,
      };
      const args = this.#program.args.map((text, index) =>
        text === "" ? undefined : parseValue(
          `Argument "${this.#program.registeredArguments[index]?.name()}"`,
          this.#argumentTypes[index] ?? "string",
          text,
        )
      );
      await handler(options, ...args);
    });
    return this;
  }

  /** Puts a command under this one. */
  command(name: string, command: Command): this {
    command.#program.name(name);
    this.#program.addCommand(command.#program);
    this.#children.push(command);
    return this;
  }

  /** Makes wrong usage reject `parse`. It always does here. */
  throwErrors(): this {
    return this;
  }

  /** Gives what stands behind `--`; an action is not given it. */
  getLiteralArgs(): string[] {
    return this.#literalArgs;
  }

  /** Gives the help text. */
  getHelp(): string {
    return this.#program.helpInformation();
  }

  /** Prints the help text. */
  showHelp(): void {
    console.log(this.getHelp());
  }

  /**
   * Reads a command line and runs the command that it names. Prints and exits
   * with 0 where it asks for help or the version. To be called once.
   *
   * @param args The command line, without the program's name.
   * @throws {ValidationError} If it, or an environment variable, is wrong.
   */
  async parse(args: string[] = Deno.args): Promise<void> {
    const end = args.indexOf("--");
    const parsed = end < 0 ? args : args.slice(0, end);
    if (end >= 0) this.#setLiteralArgs(args.slice(end + 1));
    this.#args = parsed;
    const split = parsed.map((arg) => arg.replace(/^(-[A-Za-z])=/, "$1"));
    await this.#program.parseAsync(split, { from: "user" });
  }

  #setLiteralArgs(args: string[]): void {
    this.#literalArgs = args;
    for (const child of this.#children) child.#setLiteralArgs(args);
  }
}
