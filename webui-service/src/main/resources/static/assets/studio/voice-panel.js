import { html, nothing } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement } from "../shell/element.js";
import { problemLine } from "../shell/problem.js";
import { loadVoices, onVoices, voices } from "../voices/voice-store.js";
import { MODES } from "./modes.js";
import "./prompt-picker.js";

/** Whose voice: a mode, and what the mode needs. */
class VoicePanel extends CosyElement {
  static properties = {
    mode: { type: String },
    clip: { attribute: false },
    transcript: { type: String },
    voice: { attribute: false },
    problems: { attribute: false },
  };

  #forget;

  connectedCallback() {
    super.connectedCallback();
    this.#forget = onVoices(() => this.requestUpdate());
  }

  updated(changed) {
    if (changed.has("mode") && MODES[this.mode].voice) {
      loadVoices();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  render() {
    const needs = MODES[this.mode];
    return html`<section class="card" aria-labelledby="voice-title">
      <h2 class="card-title" id="voice-title">${t("studio.voice")}</h2>
      <fieldset class="modes">
        <legend class="visually-hidden">${t("studio.mode")}</legend>
        ${Object.keys(MODES).map((mode) => html`<label class="mode" data-testid="mode-${mode}">
          <input type="radio" name="mode" value=${mode} .checked=${this.mode === mode}
            @change=${() => this.emit("change-setting", { mode })} /><span>${t(`mode.${mode}`)}</span></label>`)}
      </fieldset>
      <details class="steps">
        <summary>${t("studio.steps")}</summary>
        <ol>${needs.steps.map((step) => html`<li>${t(step)}</li>`)}</ol>
      </details>
      ${needs.clip ? html`<prompt-picker .clip=${this.clip} .transcript=${this.transcript}
        .problem=${this.problems.prompt}></prompt-picker>` : nothing}
      ${needs.transcript ? this.#transcript() : nothing}
      ${needs.voice ? this.#stored() : nothing}
    </section>`;
  }

  #transcript() {
    return html`<div class="field">
      <label class="label" for="transcript">${t("studio.transcript")}<span class="aside">${t("studio.optional")}</span></label>
      <textarea class="input" id="transcript" name="transcript" rows="2" data-testid="transcript" maxlength="1000"
        placeholder=${t("studio.transcript-placeholder")} aria-invalid=${Boolean(this.problems.transcript)}
        aria-describedby="error-transcript" .value=${this.transcript}
        @input=${(event) => this.emit("change-setting", { transcript: event.target.value })}></textarea>
      ${problemLine(this.problems.transcript, "error-transcript")}
    </div>`;
  }

  #stored() {
    const list = voices.list ?? [];
    if (voices.list && list.length === 0) {
      return html`<p class="empty">${t("voices.none-yet")}</p>`;
    }
    return html`<div class="field">
      <label class="label" for="stored-voice">${t("studio.stored-voice")}</label>
      <select class="input" id="stored-voice" data-testid="stored-voice" aria-describedby="error-voice"
        @change=${(event) => this.emit("change-setting", { voice: list.find(({ id }) => id === event.target.value) })}>
        <option value="" .selected=${!this.voice}>${t("studio.choose-voice")}</option>
        ${list.map((voice) => html`<option value=${voice.id} .selected=${voice.id === this.voice?.id}>${voice.name}</option>`)}
      </select>
      ${problemLine(this.problems.voice ?? voices.problem, "error-voice")}
    </div>`;
  }
}

customElements.define("voice-panel", VoicePanel);
