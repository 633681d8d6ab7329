import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { readSecret } from "../../../client/terminal/read_secret.ts";

/** A terminal on which chunks are typed; then its input ends. */
class Device {
  readonly modes: boolean[] = [];
  shown = "";
  readonly #chunks: Uint8Array[];

  constructor(...chunks: readonly string[]) {
    this.#chunks = chunks.map((chunk) => new TextEncoder().encode(chunk));
  }

  readonly input = {
    setRaw: (isRaw: boolean) => void this.modes.push(isRaw),
    read: (buffer: Uint8Array): Promise<number | null> => {
      const chunk = this.#chunks.shift();
      if (chunk === undefined) return Promise.resolve(null);
      buffer.set(chunk);
      return Promise.resolve(chunk.length);
    },
  };
  readonly output = {
    writeSync: (bytes: Uint8Array) => {
      this.shown += new TextDecoder().decode(bytes);
      return bytes.length;
    },
  };
}

Deno.test("readSecret() gives the line and shows nothing of it", async (t) => {
  const rows = [
    { name: "whole", typed: ["s3cret\r"], want: "s3cret" },
    { name: "key by key", typed: [..."s3cret\r"], want: "s3cret" },
    { name: "empty", typed: ["\r"], want: "" },
    { name: "mended", typed: ["s4\x7f3crat\x7f\x7fet\r"], want: "s3cret" },
    { name: "Ctrl-C", typed: ["s3c\x03"], want: undefined },
    { name: "Ctrl-D", typed: ["\x04"], want: undefined },
    { name: "the end of the input", typed: ["s3c"], want: undefined },
  ];
  for (const { name, typed, want } of rows) {
    await t.step(name, async () => {
      const device = new Device(...typed);

      assertEquals(await readSecret("Password: ", device), want);
      assertEquals(device.shown, "Password: \n");
      assertEquals(device.modes, [true, false]);
    });
  }
});

Deno.test("readSecret() restores the terminal also when it fails", async () => {
  const device = new Device();
  device.input.read = () => Promise.reject(new Error("gone"));

  await assertRejects(() => readSecret("Password: ", device), Error, "gone");
  assertEquals(device.modes, [true, false]);
});
