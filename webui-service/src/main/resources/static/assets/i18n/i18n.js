// The words of the page: one JSON file per language with the same keys, switched without a reload.

const LANGUAGES = [
  { tag: "zh-CN", file: "zh", name: "中文" },
  { tag: "en", file: "en", name: "English" },
];

const listeners = new Set();
const dictionaries = new Map();
let words = {};

export function language() {
  return document.documentElement.lang;
}

export function otherLanguage() {
  return LANGUAGES.find(({ tag }) => tag !== language());
}

export async function loadLanguage() {
  const { file } = LANGUAGES.find(({ tag }) => tag === language());
  if (!dictionaries.has(file)) {
    const response = await fetch(new URL(`./${file}.json`, import.meta.url));
    dictionaries.set(file, await response.json());
  }
  words = dictionaries.get(file);
}

export async function setLanguage(tag) {
  localStorage.setItem("cosymesh.language", tag);
  document.documentElement.lang = tag;
  await loadLanguage();
  listeners.forEach((listener) => listener());
}

export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Text of a key with {placeholders} filled in. A key without words shows itself, so that it is noticed.
export function t(key, values = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}

export function knows(key) {
  return key in words;
}

export function number(value, digits = 1) {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
}

export function timeOfDay(instant) {
  return new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hour12: false }).format(instant);
}

export function date(instant) {
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(instant);
}

export function languageName(tag) {
  return new Intl.DisplayNames([language()], { type: "language" }).of(tag);
}

/** A length of time in the unit that suits it. */
export function duration(seconds) {
  const [value, unit] = seconds < 90 ? [Math.round(seconds), "second"] : seconds < 5400 ? [Math.round(seconds / 60), "minute"] : [Math.round(seconds / 3600), "hour"];
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "long" }).format(value);
}
