import { call } from "../shell/session.js";

// What the engine at work says of itself. Without an answer the page does without.

const UNKNOWN = { languages: [] };

// The languages of CosyVoice3 lead the list, in its order; the engine's others follow by name.
const FIRST = ["zh", "en", "ja", "ko", "de", "es", "fr", "it", "ru"];

export async function describeEngine() {
  try {
    const response = await call("/api/v1/engine");
    return await response.json();
  } catch {
    return UNKNOWN;
  }
}

/** Languages to offer, in the order and with the names that the reader expects. */
export function offered(languages, nameOf) {
  const rest = languages.filter((tag) => !FIRST.includes(tag));
  const named = rest.map((tag) => ({ tag, name: nameOf(tag) })).sort((a, b) => a.name.localeCompare(b.name));
  return [...FIRST.filter((tag) => languages.includes(tag)).map((tag) => ({ tag, name: nameOf(tag) })), ...named];
}
