import { html, nothing } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement } from "../shell/element.js";
import { problemLine } from "../shell/problem.js";
import { loadVoices, onVoices, voices } from "../voices/voice-store.js";
import "./instruct-picker.js";
import { MAX_INSTRUCT, MODES, sourceOf } from "./modes.js";
import "./prompt-picker.js";

/** Whose voice: a mode, and what the mode needs. */
class VoicePanel extends CosyElement {
  static properties = {
    mode: { type: String },
    source: { type: String },
    instruct: { type: String },
    engine: { attribute: false },
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
    if ((changed.has("mode") || changed.has("source")) && sourceOf(this) === "voice") {
      loadVoices();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  render() {
    const needs = MODES[this.mode];
    const fromClip = sourceOf(this) === "clip";
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
      ${needs.sources.length > 1 ? this.#sources(needs.sources) : nothing}
      ${fromClip ? html`<prompt-picker .clip=${this.clip} .transcript=${this.transcript}
        .problem=${this.problems.prompt}></prompt-picker>` : this.#stored()}
      ${needs.transcript ? this.#transcript() : nothing}
      ${needs.instruct ? this.#instruct() : nothing}
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

  #sources(sources) {
    return html`<fieldset class="sources">
      <legend class="visually-hidden">${t("studio.source")}</legend>
      ${sources.map((source) => html`<label class="check"><input type="radio" name="source" value=${source} data-testid="source-${source}"
        .checked=${sourceOf(this) === source} @change=${() => this.emit("change-setting", { source })} />
        <span>${t(`source.${source}`)}</span></label>`)}
    </fieldset>`;
  }

  #instruct() {
    return html`<div class="field">
      <label class="label" for="instruct">${t("studio.instruct")}</label>
      <textarea class="input" id="instruct" name="instruct" rows="2" data-testid="instruct" maxlength=${MAX_INSTRUCT}
        placeholder=${t("studio.instruct-placeholder")} aria-invalid=${Boolean(this.problems.instruct)}
        aria-describedby="error-instruct" .value=${this.instruct}
        @input=${(event) => this.emit("change-setting", { instruct: event.target.value })}></textarea>
      <instruct-picker .engine=${this.engine} .instruct=${this.instruct}></instruct-picker>
    </div>`;
  }

  #stored() {
    if (!voices.list) {
      return voices.problem ? problemLine(voices.problem, "error-voice") : html`<div class="skeleton voice-skeleton" role="status" aria-label=${t("voices.loading")}></div>`;
    }
    if (voices.list.length === 0) {
      return html`<p class="empty">${t("voices.none-yet")}</p>`;
    }
    return html`<div class="field">
      <label class="label" for="stored-voice">${t("studio.stored-voice")}</label>
      <select class="input" id="stored-voice" data-testid="stored-voice" aria-describedby="error-voice" aria-invalid=${Boolean(this.problems.voice)}
        @change=${(event) => this.emit("change-setting", { voice: voices.list.find(({ id }) => id === event.target.value) })}>
        <option value="" .selected=${!this.voice}>${t("studio.choose-voice")}</option>
        ${this.#group("voices.built-in", voices.list.filter(({ builtIn }) => builtIn))}
        ${this.#group("voices.kept", voices.list.filter(({ builtIn }) => !builtIn))}
      </select>
      ${this.voice?.transcript ? html`<p class="hint voice-says">${t("studio.voice-says", { transcript: this.voice.transcript })}</p>` : nothing}
      ${problemLine(this.problems.voice, "error-voice")}
    </div>`;
  }

  #group(title, list) {
    return list.length === 0 ? nothing : html`<optgroup label=${t(title)}>
      ${list.map((voice) => html`<option value=${voice.id} .selected=${voice.id === this.voice?.id}>${voice.name}</option>`)}
    </optgroup>`;
  }
}

customElements.define("voice-panel", VoicePanel);
