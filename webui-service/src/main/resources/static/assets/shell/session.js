import { Problem } from "./problem.js";

// Who is signed in, and calls to the API in that session's name.

let session;

export async function loadSession() {
  const response = await fetch("/session", { cache: "no-store" });
  if (!response.ok) {
    leave();
    return new Promise(() => {});
  }
  session = await response.json();
  return session;
}

export async function signOut() {
  await call("/session", { method: "DELETE" });
  leave();
}

/** Fetches from the server; a refusal becomes a Problem, a lost session leads to the sign-in page. */
export async function call(path, { method = "GET", body, json, signal, accept, headers: more } = {}) {
  const headers = {
    Accept: accept ? `${accept}, application/problem+json` : "application/json, application/problem+json, */*",
    traceparent: traceParent(),
    ...more,
  };
  if (method !== "GET") {
    headers[session.csrf.header] = session.csrf.token;
  }
  if (json !== undefined) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(json);
  }
  const response = await fetch(path, { method, headers, body, signal, cache: "no-store" });
  if (response.status === 401) {
    leave();
  }
  if (!response.ok) {
    throw await Problem.of(response);
  }
  return response;
}

/** Begins a trace (W3C Trace Context, 3.2). Whether it is recorded is for the gateway to say. */
function traceParent() {
  return `00-${randomHex(16)}-${randomHex(8)}-00`;
}

function randomHex(bytes) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function leave() {
  location.assign("/signin");
}
