import { call } from "../shell/session.js";

// What the engines say of themselves. Until they answer the page does without.

const RETRY_MILLIS = 5000;

// The languages of CosyVoice3 lead the list, in its order; the engine's others follow by name.
const FIRST = ["zh", "en", "ja", "ko", "de", "es", "fr", "it", "ru"];

/** Tells which engines there are, as soon as the server answers; returns a function that stops asking. */
export function listEngines(tell) {
  let timer;
  const ask = async () => {
    try {
      const response = await call("/api/v1/engines");
      const { engines } = await response.json();
      tell(engines);
    } catch {
      timer = setTimeout(ask, RETRY_MILLIS);
    }
  };
  ask();
  return () => clearTimeout(timer);
}

/** Engines that take orders, in order of preference. */
export function ready(engines) {
  return engines.filter(({ state }) => state === "ready");
}

/** The engine that will speak: the chosen one, else the first that is ready. */
export function speaker(engines, name) {
  return engines.find((engine) => engine.name === name) ?? ready(engines)[0] ?? engines[0];
}

/** Languages to offer, in the order and with the names that the reader expects. */
export function offered(languages, nameOf) {
  const rest = languages.filter((tag) => !FIRST.includes(tag));
  const named = rest.map((tag) => ({ tag, name: nameOf(tag) })).sort((a, b) => a.name.localeCompare(b.name));
  return [...FIRST.filter((tag) => languages.includes(tag)).map((tag) => ({ tag, name: nameOf(tag) })), ...named];
}
