import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { JoinError } from "../../client/join_error.ts";
import { readText } from "../../client/read_text.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";

const { signal } = new AbortController();

Deno.test("readText() reads all there is, split anywhere", async () => {
  const bytes = new TextEncoder().encode("ab\n漢\n");
  for (let at = 0; at <= bytes.length; at++) {
    const input = new FakeConn();
    for (const chunk of [bytes.slice(0, at), bytes.slice(at)]) {
      if (chunk.length > 0) input.send(chunk);
    }
    input.end();

    assertEquals(await readText(input, signal), "ab\n漢\n");
  }
});

Deno.test("readText() refuses what is longer than 16 MiB", async () => {
  const input = new FakeConn();
  const chunk = new Uint8Array(1024 * 1024).fill(0x78);
  for (let index = 0; index < 17; index++) input.send(chunk);

  await assertRejects(
    () => readText(input, signal),
    JoinError,
    "Cannot send the text as it is longer than 16 MiB",
  );
});

Deno.test("readText() says that the input cannot be read", async () => {
  const input = new FakeConn();
  const text = readText(input, signal);
  text.catch(() => {});
  await settle();
  input.fail(new Deno.errors.IsADirectory("Is a directory"));

  await assertRejects(
    () => text,
    JoinError,
    "Cannot read standard input as the system reports: Is a directory",
  );
});

Deno.test("readText() gives up when aborted", async () => {
  const stop = new AbortController();
  const text = readText(new FakeConn(), stop.signal);
  text.catch(() => {});
  await settle();
  stop.abort(new Error("stop"));

  await assertRejects(() => text, Error, "stop");
});
