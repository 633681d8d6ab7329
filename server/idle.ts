/** How long a client may say nothing, in milliseconds. */
export const REGISTRATION_TIMEOUT_MS = 30_000;
/** After this silence a client is sent a PING. */
export const PING_AFTER_MS = 60_000;
/** This long after the PING it is given up. */
export const PING_TIMEOUT_MS = 30_000;

/** What a connection's owner knows of its silence; times in ms since 1970. */
export interface IdleState {
  readonly isRegistered: boolean;
  /** Whether it can answer a PING; plain text cannot. */
  readonly canPing: boolean;
  readonly connectedAt: number;
  readonly lastHeardAt: number;
  /** When the unanswered PING was sent. */
  readonly pingSentAt: number | undefined;
}

/** What is to be done about it. */
export type IdleStep =
  | "none"
  | "ping"
  | "ping_timeout"
  | "registration_timeout";

/** Decides what a client's silence calls for. */
export function nextIdleStep(state: IdleState, now: number): IdleStep {
  if (!state.isRegistered) {
    return now - state.connectedAt >= REGISTRATION_TIMEOUT_MS
      ? "registration_timeout"
      : "none";
  }
  if (!state.canPing) return "none";
  if (state.pingSentAt !== undefined) {
    return now - state.pingSentAt >= PING_TIMEOUT_MS ? "ping_timeout" : "none";
  }
  return now - state.lastHeardAt >= PING_AFTER_MS ? "ping" : "none";
}
