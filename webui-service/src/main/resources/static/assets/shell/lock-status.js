import { call } from "./session.js";

/** What may be said of identities: of every replica to administrators, of the gateway and whom it calls to others. */
export async function lockStatus(ofAll) {
  const response = await call(ofAll ? "/api/v1/mesh/identities" : "/api/v1/mesh-status");
  const told = await response.json();
  return ofAll ? summed(told) : told;
}

function summed({ time, services }) {
  const now = new Date(time);
  const renewals = services.map(({ identity }) => identity?.renewsAt).filter((instant) => new Date(instant) > now);
  return {
    identities: services.map(({ service, state, identity }) => ({ service, state: standing(state, identity, now) })),
    nextRenewal: renewals.sort()[0],
  };
}

function standing(state, identity, now) {
  if (state !== "ok" || !identity) {
    return "unreachable";
  }
  return new Date(identity.expiresAt) > now ? "valid" : "expired";
}
