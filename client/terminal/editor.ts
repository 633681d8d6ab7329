import { readEnv } from "../read_env.ts";

/**
 * Has a text edited by the program that the person likes: $VISUAL, else
 * $EDITOR, else the one that is always there. It has the terminal meanwhile.
 *
 * @throws {Error} If that fails; its message says why.
 */
export async function editWithEditor(text: string): Promise<string> {
  try {
    const file = await Deno.makeTempFile({ prefix: "chat-", suffix: ".txt" });
    try {
      await Deno.writeTextFile(file, text);
      await runEditor(editorCommand(readEnv), file);
      const edited = await Deno.readTextFile(file);
      // Editors end the last line, too.
      return edited.replace(/\r?\n$/, "");
    } finally {
      await Deno.remove(file).catch(() => {});
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    throw new Error(
      "Cannot open the editor as running it is not permitted: allow it with " +
        "--allow-run, and its file with --allow-read and --allow-write",
      { cause: error },
    );
  }
}

/** Gives what starts the editor, as it would be typed in a shell. */
export function editorCommand(
  env: (name: string) => string | undefined,
): string {
  return env("VISUAL") || env("EDITOR") ||
    (Deno.build.os === "windows" ? "notepad" : "vi");
}

/** The program that edits a file, and with what it is started. */
export function editorProcess(
  command: string,
  file: string,
): Deno.CommandOptions & { readonly program: string } {
  // It has plug-ins, and shells that keep things: no secrets for them.
  const env = { CHAT_JOIN_PASSWORD: "", CHAT_JOIN_SASL: "" };
  if (Deno.build.os === "windows") {
    const [program = "", ...options] = command.split(/\s+/);
    return { program, args: [...options, file], env };
  }
  // As with Git, options and quotes in the variable mean what a shell makes of
  // them.
  return { program: "sh", args: ["-c", `${command} "$1"`, "sh", file], env };
}

async function runEditor(command: string, file: string): Promise<void> {
  const { program, ...options } = editorProcess(command, file);
  const { code } = await new Deno.Command(program, {
    ...options,
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  if (code !== 0) {
    throw new Error(`Cannot edit as "${command}" ended with code ${code}`);
  }
}
