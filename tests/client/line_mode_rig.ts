import {
  type LineModeDeps,
  type LineModeOptions,
  runLineMode,
} from "../../client/line_mode.ts";
import { readLines } from "../../client/read_lines.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

/** What line mode is told where a test says nothing else. */
const OPTIONS: LineModeOptions = {
  address: { host: "host", port: 8080 },
  name: "ann",
  channels: ["#a"],
  json: false,
};

/** `chat join` with pipes; each of them, and the server, is the test's. */
export class LineModeRig extends ClientRig {
  /** What is sent to it comes in on standard input. */
  readonly input = new FakeConn();
  readonly output = new FakeConn();
  readonly errors = new FakeConn();
  readonly leave = new AbortController();
  readonly exitCode: Promise<number>;

  constructor(options: Partial<LineModeOptions> = {}) {
    super();
    const deps: LineModeDeps = {
      ...this.deps,
      input: readLines(this.input),
      stdout: this.output,
      stderr: this.errors,
      signal: this.leave.signal,
    };
    this.exitCode = runLineMode({ ...OPTIONS, ...options }, deps);
    this.exitCode.catch(() => {});
  }

  /** Lets it in, and into #a. */
  async join(capabilities = ALL_CAPABILITIES): Promise<void> {
    await settle();
    await this.welcome(capabilities);
    await this.answer(":ann!a@h JOIN #a");
  }

  /** Gives it lines on standard input, and what it sends the server for them. */
  async type(text: string): Promise<string[]> {
    this.input.send(text);
    await settle();
    return this.conn.takeLines();
  }
}
