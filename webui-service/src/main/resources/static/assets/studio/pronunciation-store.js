import { call } from "../shell/session.js";

// The caller's own dictionary, and how a text is read with it.

const path = (word) => `/api/v1/pronunciations/${encodeURIComponent(word)}`;

export async function listPronunciations() {
  const response = await call("/api/v1/pronunciations");
  return response.json();
}

export async function keepPronunciation(word, reading) {
  await call(path(word), { method: "PUT", json: { reading } });
}

export async function forgetPronunciation(word) {
  await call(path(word), { method: "DELETE" });
}

/** The sentences of a text as they would be spoken, with what each run is read as. */
export async function readingOf(text, language) {
  const response = await call("/api/v1/text", { method: "POST", json: language ? { text, language } : { text } });
  const { sentences } = await response.json();
  return sentences;
}
