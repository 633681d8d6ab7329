import { assertEquals } from "@std/assert/equals";
import { LinePrinter } from "../../server/line_printer.ts";
import { settle } from "../fakes/fake_clock.ts";

const MIB = 1024 * 1024;

/** A sink in the test's hands. */
class FakeSink {
  /** What was written, one entry a write. */
  readonly writes: string[] = [];
  /** What a write waits for. */
  gate: Promise<void> = Promise.resolve();
  error: Error | undefined;
  /** Bytes that one write takes at the most. */
  takes = Infinity;
  readonly #decoder = new TextDecoder();

  async write(bytes: Uint8Array): Promise<number> {
    await this.gate;
    if (this.error !== undefined) throw this.error;
    const part = bytes.subarray(0, this.takes);
    this.writes.push(this.#decoder.decode(part, { stream: true }));
    return part.length;
  }

  /** Takes nothing until the function is called. */
  stall(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gate = promise;
    return resolve;
  }

  get text(): string {
    return this.writes.join("");
  }
}

Deno.test("LinePrinter writes the lines of one turn in one write, in order", async () => {
  const sink = new FakeSink();
  const printer = new LinePrinter(sink);

  for (const line of ["one", "", "zwölf"]) printer.print(line);
  assertEquals(sink.writes, []);
  await printer.flushed();

  assertEquals(sink.writes, ["one\n\nzwölf\n"]);
});

Deno.test("LinePrinter has one write under way and joins what comes meanwhile", async () => {
  const sink = new FakeSink();
  const printer = new LinePrinter(sink);
  const resume = sink.stall();

  printer.print("one");
  await settle();
  printer.print("two");
  await settle();
  printer.print("three");
  resume();
  await printer.flushed();

  assertEquals(sink.writes, ["one\n", "two\nthree\n"]);
});

Deno.test("LinePrinter writes the rest when the sink takes a part", async () => {
  const sink = new FakeSink();
  const printer = new LinePrinter(sink);
  sink.takes = 3;

  printer.print("größe");
  printer.print("two");
  await printer.flushed();

  assertEquals(sink.text, "größe\ntwo\n");
});

Deno.test("LinePrinter drops whole lines beyond 1 MiB, and says how many where they are missing", async () => {
  const sink = new FakeSink();
  const printer = new LinePrinter(sink);
  const resume = sink.stall();
  const line = "x".repeat(MIB / 4 - 1);

  for (let count = 0; count < 4; count++) printer.print(line);
  await settle();
  printer.print(line);
  printer.print("short");
  resume();
  await printer.flushed();
  printer.print("again");
  await printer.flushed();

  assertEquals(
    sink.text,
    `${`${line}\n`.repeat(4)}-- 2 lines not shown\nagain\n`,
  );
});

Deno.test("LinePrinter counts what waits in bytes", async () => {
  const sink = new FakeSink();
  const printer = new LinePrinter(sink);
  const resume = sink.stall();
  const line = "ü".repeat(MIB / 4);

  printer.print(line);
  printer.print(line);
  resume();
  await printer.flushed();

  assertEquals(sink.text, `${line}\n-- 1 line not shown\n`);
});

Deno.test("LinePrinter says that it drops a line that is too long by itself", async () => {
  const sink = new FakeSink();
  const printer = new LinePrinter(sink);

  printer.print("x".repeat(MIB));
  await printer.flushed();

  assertEquals(sink.text, "-- 1 line not shown\n");
});

Deno.test("LinePrinter makes room as the sink takes what waits", async () => {
  const sink = new FakeSink();
  const printer = new LinePrinter(sink);
  const line = "x".repeat(MIB / 2);

  for (let count = 0; count < 10; count++) {
    printer.print(line);
    await printer.flushed();
  }

  assertEquals(sink.text, `${line}\n`.repeat(10));
});

Deno.test("LinePrinter goes silent when the sink fails", async () => {
  const sink = new FakeSink();
  const printer = new LinePrinter(sink);
  sink.error = new Deno.errors.BrokenPipe("gone");

  printer.print("one");
  await printer.flushed();
  sink.error = undefined;
  printer.print("two");
  await printer.flushed();

  assertEquals(sink.writes, []);
});

Deno.test("LinePrinter.flushed() resolves at once when nothing was printed", async () => {
  const sink = new FakeSink();

  await new LinePrinter(sink).flushed();

  assertEquals(sink.writes, []);
});
