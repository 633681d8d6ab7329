import { createMessage, type Message } from "../protocol/message.ts";
import type { Address } from "./address.ts";
import { Client } from "./client.ts";
import { connect, type ConnectionDeps } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { JoinError } from "./join_error.ts";
import {
  type Registered,
  Registration,
  type RegistrationOptions,
} from "./registration.ts";

/** What `openClient` is told. */
export interface ClientOptions extends RegistrationOptions {
  readonly address: Pick<Address, "host" | "port">;
  /** Gives up connecting and registering when aborted. */
  readonly signal?: AbortSignal;
}

/** How long a server may take to accept the connection, and to say a word. */
const ANSWER_MS = 10_000;

/**
 * Connects to a server and registers there.
 *
 * @throws {JoinError} If that fails.
 */
export async function openClient(
  options: ClientOptions,
  deps: ConnectionDeps,
): Promise<Client> {
  const connection = await connect({
    ...options.address,
    timeoutMs: ANSWER_MS,
    ...(options.signal && { signal: options.signal }),
  }, deps);
  const messages = connection.messages();
  const abort = () => connection.close();
  options.signal?.addEventListener("abort", abort);
  if (options.signal?.aborted) abort();
  try {
    const registered = await register(connection, messages, options, deps);
    return new Client(connection, messages, registered, deps.clock);
  } catch (error) {
    connection.send(createMessage("QUIT"));
    await connection.drained();
    connection.close();
    throw error;
  } finally {
    options.signal?.removeEventListener("abort", abort);
  }
}

async function register(
  connection: Connection,
  messages: AsyncGenerator<Message, void, void>,
  options: ClientOptions,
  { clock }: ConnectionDeps,
): Promise<Registered> {
  const registration = new Registration(connection, options);
  registration.start();
  let isSilent = true;
  let isTooLate = false;
  const cancelTimer = clock.setTimer(ANSWER_MS, () => {
    isTooLate = isSilent;
    if (isTooLate) connection.close();
  });
  try {
    while (true) {
      // By hand, as a `for await` that is left would close the generator.
      const next = await messages.next();
      if (next.done) break;
      isSilent = false;
      const registered = registration.apply(next.value);
      if (registered) return registered;
    }
  } finally {
    cancelTimer();
  }
  throw new JoinError(
    `join ${connection.address}`,
    isTooLate
      ? `it gives no answer in ${ANSWER_MS / 1000} s`
      : "it closed the connection",
    { hint: "check that it is a chat server" },
  );
}
