import { call } from "../shell/session.js";

// The voices kept on the server, read once and shared by the pages.

const events = new EventTarget();

export const voices = { list: undefined, problem: undefined };

export function onVoices(listener) {
  events.addEventListener("change", listener);
  return () => events.removeEventListener("change", listener);
}

function changed(state) {
  Object.assign(voices, state);
  events.dispatchEvent(new Event("change"));
}

export async function loadVoices() {
  changed({ problem: undefined });
  try {
    changed({ list: await allVoices() });
  } catch (problem) {
    changed({ problem });
  }
}

async function allVoices() {
  const list = [];
  let next;
  do {
    const response = await call(`/api/v1/voices?limit=100${next ? `&after=${encodeURIComponent(next)}` : ""}`);
    const page = await response.json();
    list.push(...page.voices);
    next = page.next;
  } while (next);
  return list;
}

export async function saveVoice({ name, file, transcript, consent, consentBy, consentText, shared }) {
  const form = new FormData();
  form.set("name", name);
  form.set("consent", String(consent));
  form.set("shared", String(shared));
  Object.entries({ transcript, consentBy, consentText }).filter(([, value]) => value).forEach(([field, value]) => form.set(field, value));
  form.set("prompt", file, file.name);
  const response = await call("/api/v1/voices", { method: "POST", body: form });
  const voice = await response.json();
  await loadVoices();
  return voice;
}

/** Changes what may change: recording and consent never do. */
export async function changeVoice(id, changes) {
  const response = await call(`/api/v1/voices/${encodeURIComponent(id)}`, { method: "PATCH", json: changes });
  const voice = await response.json();
  changed({ list: voices.list.map((other) => (other.id === id ? voice : other)) });
}

export async function deleteVoice(id) {
  await call(`/api/v1/voices/${encodeURIComponent(id)}`, { method: "DELETE" });
  changed({ list: voices.list.filter((voice) => voice.id !== id) });
}

export async function promptOf(id) {
  const response = await call(`/api/v1/voices/${encodeURIComponent(id)}/prompt`);
  return response.arrayBuffer();
}

/** The person heard in a voice, agreeing. */
export async function consentRecordingOf(id) {
  const response = await call(`/api/v1/voices/${encodeURIComponent(id)}/consent/recording`);
  return response.arrayBuffer();
}
