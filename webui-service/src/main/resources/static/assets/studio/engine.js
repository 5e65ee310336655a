import { call } from "../shell/session.js";

// What the engines say of themselves. Until they answer the page does without.

const RETRY_MILLIS = 5000;

// The languages of CosyVoice3 lead the list, in its order; the engine's others follow by name.
const FIRST = ["zh", "en", "ja", "ko", "de", "es", "fr", "it", "ru"];

/** Tells which engines there are, again and again until one is ready; returns a function that stops asking. */
export function listEngines(tell) {
  let timer;
  let stopped = false;
  const ask = async () => {
    const engines = await answered();
    if (stopped) {
      return;
    }
    if (engines) {
      tell(engines);
    }
    if (ready(engines ?? []).length === 0) {
      timer = setTimeout(ask, RETRY_MILLIS);
    }
  };
  ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function answered() {
  try {
    const response = await call("/api/v1/engines");
    return (await response.json()).engines;
  } catch {
    return undefined;
  }
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
