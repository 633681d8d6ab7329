import { settle } from "../fakes/fake_clock.ts";
import type { TestServer } from "../fakes/test_server.ts";

/** A console at which the test types. */
export interface TypedConsole {
  /** Resolves when its input has ended. */
  readonly done: Promise<void>;
  /** Ends its input. */
  end(): Promise<void>;
  /** Types lines and gives what is printed. */
  type(...lines: string[]): Promise<string[]>;
  /** What was printed since it was last asked. */
  take(): string[];
}

/** Opens the console of a server. */
export function openConsole(server: TestServer): TypedConsole {
  const printed: string[] = [];
  const { readable, writable } = new TransformStream<string, string>();
  const writer = writable.getWriter();
  return {
    done: server.openConsole(readable, printed),
    end: () => writer.close(),
    async type(...lines) {
      printed.length = 0;
      for (const line of lines) {
        void writer.write(line);
        await settle();
        await server.clock.advance(500);
      }
      return printed.splice(0);
    },
    take: () => printed.splice(0),
  };
}
