import { knows, language, number, t } from "../i18n/i18n.js";

// How the console writes figures, names and times.

export const NONE = "–";

/** Requests per second. What is not nothing doesn't read as nothing. */
export function rate(perSecond) {
  const value = perSecond ?? 0;
  const words = value > 0 && value < 0.05 ? `< ${number(0.1)}` : number(value, value > 0 && value < 10 ? 1 : 0);
  return t("console.rps", { n: words });
}

export function count(value) {
  return number(value ?? 0, 0);
}

/** A share in percent. Only what is whole reads 100 %. */
export function percent(share) {
  if (share === null || share === undefined) {
    return NONE;
  }
  return `${number(Math.floor(share * 1000) / 10, share === 1 || share === 0 ? 0 : 1)} %`;
}

export function millis(value) {
  if (value === null || value === undefined) {
    return NONE;
  }
  return value < 1000 ? `${number(value, value > 0 && value < 10 ? 1 : 0)} ms` : `${number(value / 1000)} s`;
}

export function seconds(value) {
  const whole = Math.max(0, Math.round(value));
  if (whole < 100) {
    return t("console.seconds", { n: whole });
  }
  const minutes = Math.round(whole / 60);
  return minutes < 120 ? t("console.minutes", { n: minutes })
    : minutes < 2880 ? t("console.hours", { n: Math.round(minutes / 60) }) : t("console.days", { n: Math.round(minutes / 1440) });
}

export function clock(instant) {
  return new Date(instant).toLocaleTimeString(language(), { hour12: false });
}

export function day(instant) {
  return new Date(instant).toLocaleString(language(), { dateStyle: "medium", timeStyle: "short", hour12: false });
}

/** Who it is in as few words as are unambiguous: the service, else its ID without the scheme. */
export function nameOf(peer) {
  return peer?.service || peer?.id?.replace("spiffe://", "") || t("console.unknown");
}

/** Who it is in full, as far as it was proved. */
export function idOf(peer) {
  return peer?.id ?? nameOf(peer);
}

export function cipher(name) {
  return name?.replace(/^TLS_/, "").replace(/_SHA\d+$/, "").replaceAll("_", "-");
}

/** What a code of the mesh means, the code itself where there are no words for it. */
export function meaning(prefix, code) {
  const key = `console.${prefix}.${code}`;
  return knows(key) ? t(key) : code;
}
