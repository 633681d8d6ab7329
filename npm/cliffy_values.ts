/** Values on the command line and in the environment, by Cliffy's types. */

/** Settings of {@linkcode ValidationError}. */
export interface ValidationErrorOptions {
  /** The exit code that a program should end with. Default 2. */
  exitCode?: number;
  /** What brought the error about. */
  cause?: unknown;
}

/** The command line, or an environment variable, is not as it should be. */
export class ValidationError extends Error {
  override readonly name = "ValidationError";
  /** The exit code that a program should end with. */
  readonly exitCode: number;

  /** Makes an error with a one-line message for the user. */
  constructor(message: string, options: ValidationErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? 2;
  }
}

/** An environment variable that sets an option. */
export interface EnvVar {
  /** The variable's name. */
  name: string;
  /** The type of its value, as in a definition. */
  type: string;
  /** The option that it sets, in camel case. */
  property: string;
  /** What the help says of it. */
  description: string;
}

/** Gives the type in a definition such as `--port <port:integer>`. */
export function typeOf(definition: string): string {
  return /[<[][^:]+:(\w+)[>\]]$/.exec(definition)?.[1] ?? "string";
}

/** Gives a definition as the help shows it, such as `--port <port>`. */
export function withoutType(definition: string): string {
  return definition.replace(/:\w+(?=[>\]]$)/, "");
}

/**
 * Reads the variables that are set to something and that the program may read.
 *
 * @returns The values by the name of the option that they set.
 * @throws {ValidationError} If a value is not of its variable's type.
 */
export function readEnvironment(variables: EnvVar[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, type, property } of variables) {
    const access = { name: "env", variable: name } as const;
    if (Deno.permissions.querySync(access).state !== "granted") continue;
    const text = Deno.env.get(name);
    if (!text) continue;
    values[property] = parseValue(`Environment variable "${name}"`, type, text);
  }
  return values;
}

const BOOLEANS = new Map([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
]);

/**
 * Reads a value.
 *
 * @param label What the value is for, as the error is to name it.
 * @param type `string`, `integer`, `number` or `boolean`.
 * @param text The value as it stands on the command line.
 * @throws {ValidationError} If the text is not of that type.
 */
export function parseValue(label: string, type: string, text: string): unknown {
  if (type === "string") return text;
  const number = Number(text);
  if (type === "number" && Number.isFinite(number)) return number;
  if (type === "integer" && Number.isInteger(number)) return number;
  const truth = BOOLEANS.get(text);
  if (type === "boolean" && truth !== undefined) return truth;
  const expected = [...BOOLEANS.keys()].map((word) => `"${word}"`).join(", ");
  throw new ValidationError(
    `${label} must be of type "${type}", but got "${text}".` +
      (type === "boolean" ? ` Expected values: ${expected}` : ""),
  );
}
