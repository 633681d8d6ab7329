/** Npm `commander` with Cliffy's words: its errors, and two parts of its help. */
import {
  Command as Commander,
  type ErrorOptions as CommanderErrorOptions,
  type HelpContext,
  Option,
} from "npm:commander@15.1.0";
import { closestString as closest } from "npm:deno-std@1.4.0/text/closest_string.js";
import { type EnvVar, ValidationError } from "./cliffy_values.ts";

/** The function that Cliffy, too, finds its suggestions with. */
const closestString: (word: string, words: string[]) => string | undefined =
  closest;

/** One command, its errors and its help. */
export class Program extends Commander {
  /** The environment variables of the command, as its help lists them. */
  readonly environment: EnvVar[] = [];
  /** The examples of the command, as its help lists them. */
  readonly examples: [name: string, description: string][] = [];

  /** Makes a command that writes its help without colors. */
  constructor() {
    super();
    this.enablePositionalOptions()
      .helpCommand(false)
      .showSuggestionAfterError(false)
      .helpOption("-h, --help", "Show this help.")
      .exitOverride(({ exitCode }) => Deno.exit(exitCode))
      .configureOutput({
        writeOut: (text) => console.log(text.trimEnd()),
        getOutHasColors: () => false,
      });
  }

  /** Gives the help text, with all its parts. */
  override helpInformation(context?: HelpContext): string {
    const variables = this.environment.map((
      { name, description },
    ): [string, string] => [name, description]);
    return super.helpInformation(context) +
      this.#formatPart("Environment variables:", variables) +
      this.#formatPart("Examples:", this.examples);
  }

  #formatPart(title: string, rows: [string, string][]): string {
    if (rows.length === 0) return "";
    const { getOutHelpWidth } = this.configureOutput();
    const helper = this.createHelp();
    helper.prepareContext({ helpWidth: getOutHelpWidth?.() ?? 80 });
    const width = Math.max(...rows.map(([term]) => term.length));
    const lines = rows.map(([term, text]) =>
      helper.formatItem(term, width, text, helper)
    );
    return ["", title, ...lines, ""].join("\n");
  }

  /**
   * Commander calls this with whatever is wrong, its subject in quotes.
   *
   * @throws {ValidationError} Always, with one line for the user.
   */
  override error(message: string, options?: CommanderErrorOptions): never {
    const subject = /'(.*)'/s.exec(message)?.[1] ?? "";
    throw new ValidationError(
      this.#describe(options?.code ?? "", subject) ?? message,
    );
  }

  #describe(code: string, subject: string): string | undefined {
    const [flag = "", value] = subject.split(/=(.*)/s);
    const known = this.createHelp().visibleOptions(this).flatMap((
      { short, long },
    ) => [long ?? [], short ?? []].flat());
    switch (code) {
      case "commander.unknownOption":
        return known.includes(flag)
          ? `Option "${flag}" doesn't take a value, but got "${value}".`
          : unknown("option", flag, known);
      case "commander.optionMissingArgument": {
        const { long, short } = new Option(subject);
        return `Missing value for option "${long ?? short}".`;
      }
      case "commander.missingArgument":
        return `Missing argument(s): ${subject}`;
      case "commander.excessArguments":
        return this.#describeExcess();
      default:
        return undefined;
    }
  }

  #describeExcess(): string {
    const expected = this.registeredArguments.length;
    if (expected > 0) {
      return `Too many arguments: ${this.args.slice(expected).join(" ")}`;
    }
    if (this.commands.length > 0) {
      const names = this.commands.map((command) => command.name());
      return unknown("command", this.args[0] ?? "", names);
    }
    let path = this.name();
    for (let at = this.parent; at !== null; at = at.parent) {
      path = `${at.name()} ${path}`;
    }
    return `No arguments allowed for command "${path}".`;
  }
}

function unknown(kind: string, word: string, words: string[]): string {
  const match = closestString(word, words);
  return `Unknown ${kind} "${word}".` +
    (match === undefined ? "" : ` Did you mean ${kind} "${match}"?`);
}
