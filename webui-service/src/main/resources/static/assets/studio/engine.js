import { call } from "../shell/session.js";

// What the engine at work says of itself. Until it answers the page does without.

const RETRY_MILLIS = 5000;

// The languages of CosyVoice3 lead the list, in its order; the engine's others follow by name.
const FIRST = ["zh", "en", "ja", "ko", "de", "es", "fr", "it", "ru"];

/** Tells what the engine is, as soon as it answers; returns a function that stops asking. */
export function describeEngine(tell) {
  let timer;
  const ask = async () => {
    try {
      const response = await call("/api/v1/engine");
      tell(await response.json());
    } catch {
      timer = setTimeout(ask, RETRY_MILLIS);
    }
  };
  ask();
  return () => clearTimeout(timer);
}

/** Languages to offer, in the order and with the names that the reader expects. */
export function offered(languages, nameOf) {
  const rest = languages.filter((tag) => !FIRST.includes(tag));
  const named = rest.map((tag) => ({ tag, name: nameOf(tag) })).sort((a, b) => a.name.localeCompare(b.name));
  return [...FIRST.filter((tag) => languages.includes(tag)).map((tag) => ({ tag, name: nameOf(tag) })), ...named];
}
