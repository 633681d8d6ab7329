import { assertEquals } from "@std/assert/equals";
import { readLines } from "../../client/read_lines.ts";
import { FakeConn } from "../fakes/fake_conn.ts";

Deno.test("readLines() gives every line", async (t) => {
  const cases = [
    { name: "nothing", chunks: [], want: [] },
    { name: "line ends of both kinds", chunks: ["a\nb\r\n"], want: ["a", "b"] },
    { name: "no line end at the end", chunks: ["a\nb"], want: ["a", "b"] },
    { name: "blank lines", chunks: ["\n\n a"], want: ["", "", " a"] },
    { name: "split lines", chunks: ["a", "b\nc", "\n"], want: ["ab", "c"] },
    {
      name: "invalid UTF-8",
      chunks: [Uint8Array.of(0x61, 0xff, 0x0a)],
      want: ["a\ufffd"],
    },
  ];
  for (const { name, chunks, want } of cases) {
    await t.step(name, async () => {
      const input = new FakeConn();
      for (const chunk of chunks) input.send(chunk);
      input.end();

      assertEquals(await Array.fromAsync(readLines(input)), want);
    });
  }
});

Deno.test("readLines() gives a line of a megabyte whole", async () => {
  const input = new FakeConn();
  const line = "漢字 ".repeat(150_000);
  input.send(`${line}\nnext`);
  input.end();
  const lines = await Array.fromAsync(readLines(input));

  assertEquals(lines[0] === line, true);
  assertEquals(lines[1], "next");
});
