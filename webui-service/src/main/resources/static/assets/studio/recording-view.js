import { html, svg } from "lit";
import { GOOD_SECONDS } from "../audio/clip.js";
import { number, t } from "../i18n/i18n.js";
import { icon } from "../shell/element.js";

const RADIUS = 44;
const AROUND = 2 * Math.PI * RADIUS;

/** The microphone at work: a ring that closes at three seconds around a disc that moves with the level. */
export function recordingView({ seconds, peak, onFinish, onCancel }) {
  const enough = seconds >= GOOD_SECONDS;
  const share = Math.min(1, seconds / GOOD_SECONDS);
  const level = Math.max(0, 1 + Math.log10(Math.max(peak, 0.001)) / 3);
  return html`<div class="recording" data-testid="recording" data-seconds=${seconds.toFixed(1)}>
    <svg class="ring" viewBox="0 0 100 100" role="meter" aria-label=${t("recording.level")} aria-valuemin="0"
      aria-valuemax="1" aria-valuenow=${level.toFixed(2)} data-enough=${enough}>
      ${svg`<circle class="ring-level" cx="50" cy="50" r=${(14 + 26 * level).toFixed(1)} />
        <circle class="ring-track" cx="50" cy="50" r=${RADIUS} />
        <circle class="ring-done" cx="50" cy="50" r=${RADIUS} transform="rotate(-90 50 50)"
          stroke-dasharray="${(share * AROUND).toFixed(2)} ${AROUND.toFixed(2)}" />
        <text class="ring-time" x="50" y="51">${number(seconds)}</text>`}
    </svg>
    <div class="recording-words">
      <p role="status">${t(enough ? "recording.enough" : "recording.speak")}</p>
      <p class="hint">${t(loudness(peak))}</p>
      <div class="drop-actions">
        <button class="button primary" type="button" data-testid="record-stop" ?disabled=${seconds < 1} @click=${onFinish}>
          ${icon("stop")}${t("recording.finish")}</button>
        <button class="button quiet" type="button" data-testid="record-cancel" @click=${onCancel}>${t("shell.cancel")}</button>
      </div>
    </div>
  </div>`;
}

function loudness(peak) {
  if (peak > 0.98) {
    return "recording.too-loud";
  }
  return peak < 0.02 ? "recording.too-quiet" : "recording.level-good";
}
