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
import { makeSendId } from "./send_id.ts";
import type { ChatState } from "./state.ts";

/** What a client needs from outside. */
export interface ClientDeps extends ConnectionDeps {
  /** Gives a number from 0 to below 1. */
  readonly random: () => number;
}

/** What `openClient` is told. */
export interface ClientOptions extends RegistrationOptions {
  readonly address: Pick<Address, "host" | "port">;
  /** That of an earlier connection, to go on with. */
  readonly state?: ChatState;
  /** Gives up connecting and registering when aborted. */
  readonly signal?: AbortSignal;
}

/** How long a server may take to accept the connection, and to say a word. */
const ANSWER_MS = 10_000;

/** How long it may take to let us in; some look up hosts and ask back first. */
const REGISTER_MS = 60_000;

/**
 * Connects to a server and registers there.
 *
 * @throws {JoinError} If that fails.
 */
export async function openClient(
  options: ClientOptions,
  deps: ClientDeps,
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
    const registered = await register(connection, messages, {
      ...options,
      ...(options.state?.resumeToken !== undefined && {
        resumeToken: options.state.resumeToken,
      }),
    }, deps);
    const { state } = options;
    return new Client(connection, messages, registered, {
      clock: deps.clock,
      makeSendId: () => makeSendId(deps.clock.now(), deps.random),
      ...(state && { state }),
    });
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
  options: RegistrationOptions,
  { clock }: ConnectionDeps,
): Promise<Registered> {
  const registration = new Registration(connection, options);
  registration.start();
  let isSilent = true;
  let lateMs: number | undefined;
  const giveUp = (ms: number) => {
    lateMs = ms;
    connection.close();
  };
  let cancelTimer = clock.setTimer(ANSWER_MS, () => {
    if (isSilent) giveUp(ANSWER_MS);
    else {
      cancelTimer = clock.setTimer(
        REGISTER_MS - ANSWER_MS,
        () => giveUp(REGISTER_MS),
      );
    }
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
    lateMs === undefined
      ? "it closed the connection"
      : isSilent
      ? `it gives no answer in ${lateMs / 1000} s`
      : `it does not let you in within ${lateMs / 1000} s`,
    { hint: "check that it is a chat server" },
  );
}
