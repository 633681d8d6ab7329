import { assertEquals } from "@std/assert/equals";
import { assertInstanceOf } from "@std/assert/instance-of";
import { ProtocolError } from "../../protocol/errors.ts";

Deno.test("ProtocolError is an Error that carries its kind and offset", () => {
  const error = new ProtocolError("no_command", "Cannot parse the line", 4);

  assertInstanceOf(error, Error);
  assertEquals(
    [error.name, error.kind, error.message, error.offset],
    ["ProtocolError", "no_command", "Cannot parse the line", 4],
  );
});
