import { InputLine } from "./input_line.ts";
import { KeyDecoder } from "./key_decoder.ts";

/** The terminal of `readSecret`. */
export interface SecretDevice {
  readonly input: {
    read(buffer: Uint8Array): Promise<number | null>;
    setRaw(isRaw: boolean): void;
  };
  /** Shows the question: not where the answer is printed, which may be a file. */
  readonly output: { writeSync(bytes: Uint8Array): number };
}

/**
 * Asks for a line that is not shown as it is typed.
 *
 * @returns `undefined` where the person would rather leave: Ctrl-C, Ctrl-D.
 */
export async function readSecret(
  question: string,
  { input, output }: SecretDevice,
): Promise<string | undefined> {
  const print = (text: string) =>
    void output.writeSync(new TextEncoder().encode(text));
  const decoder = new KeyDecoder();
  const line = new InputLine({ multiline: false });
  const buffer = new Uint8Array(1024);
  input.setRaw(true);
  try {
    print(question);
    while (true) {
      const count = await input.read(buffer);
      if (count === null) return undefined;
      for (const key of decoder.push(buffer.subarray(0, count))) {
        const action = line.applyKey(key);
        if (action?.type === "submit") return action.text;
        if (action?.type === "leave") return undefined;
      }
    }
  } finally {
    input.setRaw(false);
    print("\n");
  }
}
