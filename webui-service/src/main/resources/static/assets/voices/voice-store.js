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

export async function saveVoice({ name, file, transcript, consent }) {
  const form = new FormData();
  form.set("name", name);
  form.set("consent", String(consent));
  if (transcript) {
    form.set("transcript", transcript);
  }
  form.set("prompt", file, file.name);
  const response = await call("/api/v1/voices", { method: "POST", body: form });
  const voice = await response.json();
  await loadVoices();
  return voice;
}

export async function deleteVoice(id) {
  await call(`/api/v1/voices/${encodeURIComponent(id)}`, { method: "DELETE" });
  changed({ list: voices.list.filter((voice) => voice.id !== id) });
}

export async function promptOf(id) {
  const response = await call(`/api/v1/voices/${encodeURIComponent(id)}/prompt`);
  return response.arrayBuffer();
}
