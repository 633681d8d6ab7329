import { Command } from "@cliffy/command";

/** What the names of its environment variables begin with. */
const PREFIX = "CHAT_TEST_";

/** A command line, and variables without their prefix. */
export interface Invocation {
  name: string;
  env?: Record<string, string>;
  args: string[];
}

/** A program like the one in main.ts, which reports what an action is given. */
export function createProgram(report: (...given: unknown[]) => void): Command {
  const serve = new Command();
  serve.description("Serves a chat.");
  serve.example("On a port", "chat serve --port 8080");
  serve.option("-p, --port <port:integer>", "Port.", { default: 8080 });
  serve.option("--rate <rate:number>", "Rate.");
  serve.option("--name <name:string>", "Name.");
  serve.option("--strict <strict:boolean>", "Strict.");
  serve.option("-t, --tag <tag:string>", "Tag.", { collect: true });
  serve.option("--plain", "No encryption.");
  serve.option("--no-console", "No console.");
  serve.option("--max-clients <count:integer>", "Clients.");
  serve.env(`${PREFIX}PORT=<value:integer>`, "Port.", { prefix: PREFIX });
  serve.env(`${PREFIX}NO_CONSOLE=<value:boolean>`, "No console.", {
    prefix: PREFIX,
  });
  serve.env(`${PREFIX}MAX_CLIENTS=<value:integer>`, "Clients.", {
    prefix: PREFIX,
  });
  serve.action((options: unknown) => report(options));

  const join = new Command();
  join.arguments("[address:string]");
  join.option("--name <name:string>", "Name.");
  join.action((options: unknown, ...args: unknown[]) =>
    report(options, ...args)
  );

  const root = new Command();
  root.name("chat");
  root.version("0.1.0");
  root.description("A group chat.");
  root.throwErrors();
  root.action(() => root.showHelp());
  root.command("serve", serve as unknown as Command);
  root.command("join", join as unknown as Command);
  return root;
}

/** Runs the program and gives what its action was given. */
export async function parse(
  { args, env = {} }: Invocation,
): Promise<unknown[]> {
  let given: unknown[] = [];
  for (const [name, value] of Object.entries(env)) {
    Deno.env.set(PREFIX + name, value);
  }
  try {
    await createProgram((...values) => given = values).parse(args);
  } finally {
    for (const name of Object.keys(env)) Deno.env.delete(PREFIX + name);
  }
  return given;
}
