import { html, nothing } from "lit";
import "../audio/wave-canvas.js";
import { date, languageName, number, t } from "../i18n/i18n.js";
import { icon } from "../shell/element.js";
import { adviceList } from "../studio/clip-check.js";
import { qualityMeter } from "./quality.js";

/** A voice: how it sounds, how good its recording is, who agreed to it, and what can be done with it. */
export function voiceRow({ voice, playing, own, onPlay, onUse, onEdit, onDelete, onConsent }) {
  const { quality } = voice;
  return html`<li class="voice" data-testid="voice" data-id=${voice.id} data-name=${voice.name}>
    <button class="button round icon-only" type="button" data-testid="voice-play" @click=${onPlay}
      aria-label="${t(playing ? "clip.stop" : "clip.play")}: ${voice.name}">${icon(playing ? "stop" : "play")}</button>
    <div class="voice-words">
      <p class="voice-name"><span>${voice.name}</span>${badges(voice)}</p>
      <p class="hint voice-facts">${facts(voice).map((fact) => html`<span>${fact}</span>`)}${quality ? qualityMeter(quality) : nothing}</p>
      ${voice.transcript ? html`<p class="hint voice-transcript">“${voice.transcript}”</p>` : nothing}
      ${adviceList(quality)}
      ${consentOf(voice, own, onConsent)}
    </div>
    ${quality ? html`<wave-canvas class="voice-wave" testid="voice-waveform" .peaks=${quality.waveform} .seconds=${quality.speechSeconds}
      .seekable=${false} .label=${t("clip.waveform", { seconds: number(quality.speechSeconds) })}></wave-canvas>` : nothing}
    <div class="voice-actions">
      <button class="button" type="button" data-testid="voice-use" aria-label="${t("voices.use")}: ${voice.name}" @click=${onUse}>${t("voices.use")}</button>
      ${own ? html`
        <button class="button quiet icon-only" type="button" data-testid="voice-edit" aria-label="${t("voices.edit")}: ${voice.name}"
          title=${t("voices.edit")} @click=${onEdit}>${icon("edit")}</button>
        <button class="button quiet danger icon-only" type="button" data-testid="voice-delete" aria-label="${t("voices.delete")}: ${voice.name}"
          title=${t("voices.delete")} @click=${onDelete}>${icon("trash")}</button>` : nothing}
    </div>
  </li>`;
}

function badges({ builtIn, shared, labels }) {
  const words = [builtIn && t("voices.is-built-in"), shared && !builtIn && t("voices.is-shared"), ...(labels ?? [])].filter(Boolean);
  return words.map((word) => html`<span class="badge">${word}</span>`);
}

function facts({ language, createdAt, quality, builtIn }) {
  return [
    language && languageName(language),
    !builtIn && date(new Date(createdAt)),
    quality ? t("voices.speech", { seconds: number(quality.speechSeconds) }) : t("voices.unused"),
  ].filter(Boolean);
}

function consentOf({ consent }, own, onConsent) {
  return html`<details class="steps consent"><summary data-testid="voice-consent-details">${t("consent.title")}</summary>
    <p>${t("consent.granted", { by: consent.grantedBy, time: date(new Date(consent.grantedAt)) })}</p>
    ${consent.text ? html`<p lang="en">“${consent.text}”</p>` : nothing}
    ${consent.recorded && own ? html`<button class="link" type="button" @click=${onConsent}>${t("consent.hear")}</button>` : nothing}
  </details>`;
}
