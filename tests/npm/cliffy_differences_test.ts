import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { Command, ValidationError } from "../../npm/cliffy_command.ts";

// What the npm door's own does where the versions of Cliffy differ.

Deno.test("Command.parse() rejects an unknown option where an argument may stand", async () => {
  const join = new Command().arguments("[address:string]")
    .option("--plain", "No encryption.").action(() => {});

  const error = await assertRejects(
    () => join.parse(["--plian"]),
    ValidationError,
  );

  assertEquals(
    error.message,
    'Unknown option "--plian". Did you mean option "--plain"?',
  );
});

Deno.test("Command.parse() takes what is empty for not given", async () => {
  let given: unknown[] = [];
  const join = new Command().arguments("[address:string]")
    .option("--port <port:integer>", "Port.", { default: 8080 })
    .action((...values) => given = values);

  await join.parse(["--port", "", ""]);

  assertEquals(given, [{ port: 8080 }, undefined]);
});
