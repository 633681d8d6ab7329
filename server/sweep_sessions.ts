import type { Hub } from "./hub.ts";
import { nextIdleStep, PING_AFTER_MS, PING_TIMEOUT_MS } from "./idle.ts";
import { createOutgoing } from "./outgoing.ts";

/**
 * Asks those who are silent for a sign of life, gives up the dead, and what
 * waited for somebody for too long.
 */
export function sweepSessions(hub: Hub): void {
  const now = hub.clock.now();
  hub.holds.sweep(now);
  hub.records.sweep(now);
  for (const session of hub.census.sessions) {
    if (session.state === "gone" || session.hold !== undefined) continue;
    const isRegistered = session.state === "registered";
    const { connectedAt, lastHeardAt, pingSentAt } = session;
    const canPing = session.language === "irc";
    const step = nextIdleStep(
      { isRegistered, canPing, connectedAt, lastHeardAt, pingSentAt },
      now,
    );
    if (step === "ping") {
      session.pingSentAt = now;
      const params = [hub.options.serverName];
      session.send(createOutgoing("PING", params, { time: now }));
    } else if (step === "ping_timeout") {
      const seconds = (PING_AFTER_MS + PING_TIMEOUT_MS) / 1000;
      const reason = `Ping timeout: ${seconds} seconds`;
      hub.holds.lose(session, session.connection, reason);
    } else if (step === "registration_timeout") {
      hub.end(session, "Registration timeout");
    }
  }
}
