import { html } from "lit";
import { t } from "../i18n/i18n.js";

const STEPS = 4;

// How much each piece of advice takes from a perfect recording.
const COST = { CLIPPING: 2, NOISY: 2, SEVERAL_SPEAKERS: 2, SHORT: 1, NARROW_BAND: 1, QUIET: 1, LITTLE_SPEECH: 1, LONG: 0 };

/** How good a prompt is, from 1 to 4: perfect but for what the server advises against. */
export function qualityOf({ advice = [] }) {
  return Math.max(1, STEPS - advice.reduce((sum, name) => sum + (COST[name] ?? 1), 0));
}

/** The quality as a bar of four, and in a word. */
export function qualityMeter(report) {
  const quality = qualityOf(report);
  const word = t(`quality.${quality}`);
  return html`<span class="quality" data-quality=${quality} role="img" aria-label="${t("quality.label")}: ${word}" data-testid="voice-quality">
    ${Array.from({ length: STEPS }, (_, step) => html`<i data-on=${step < quality}></i>`)}<span>${word}</span></span>`;
}
