import { html } from "lit";
import { languageName, number, t } from "../i18n/i18n.js";
import { CosyElement } from "../shell/element.js";
import { problemLine } from "../shell/problem.js";
import { offered } from "./engine.js";
import { MAX_TEXT } from "./modes.js";

/** What to say, in which language and how fast. */
class TextPanel extends CosyElement {
  static properties = {
    text: { type: String },
    language: { type: String },
    speed: { type: Number },
    languages: { attribute: false },
    problems: { attribute: false },
  };

  render() {
    return html`<section class="card text-card" aria-labelledby="text-label">
      <div class="field text-field">
        <label class="label" for="text"><span id="text-label">${t("studio.text")}</span>
          <span class="aside" id="text-count" data-over=${this.text.length > MAX_TEXT}>${t("studio.count",
            { count: number(this.text.length, 0), most: number(MAX_TEXT, 0) })}</span></label>
        <textarea class="input text-input" id="text" name="text" rows="7" data-testid="text" maxlength=${MAX_TEXT}
          placeholder=${t("studio.text-placeholder")} aria-invalid=${Boolean(this.problems.text)}
          aria-describedby="error-text text-count" .value=${this.text}
          @input=${(event) => this.#change({ text: event.target.value })}></textarea>
        ${problemLine(this.problems.text, "error-text")}
      </div>
      <div class="settings">${this.#language()} ${this.#speed()}</div>
    </section>`;
  }

  #language() {
    return html`<div class="field">
      <label class="label" for="language">${t("studio.language")}</label>
      <select class="input" id="language" data-testid="language" aria-describedby="error-language"
        @change=${(event) => this.#change({ language: event.target.value })}>
        <option value="" .selected=${this.language === ""}>${t("studio.detect")}</option>
        ${offered(this.languages, languageName).map(({ tag, name }) => html`<option value=${tag}
          .selected=${this.language === tag}>${name}</option>`)}
      </select>
      ${problemLine(this.problems.language, "error-language")}
    </div>`;
  }

  #speed() {
    return html`<div class="field">
      <label class="label" for="speed">${t("studio.speed")}<output class="aside" for="speed">${number(this.speed)}×</output></label>
      <input class="slider" id="speed" type="range" min="0.5" max="2" step="0.1" data-testid="speed"
        aria-describedby="error-speed" aria-valuetext="${number(this.speed)}×" .value=${String(this.speed)}
        @input=${(event) => this.#change({ speed: Number(event.target.value) })}
        @dblclick=${() => this.#change({ speed: 1 })} />
      ${problemLine(this.problems.speed, "error-speed")}
    </div>`;
  }

  #change(settings) {
    this.emit("change-setting", settings);
  }
}

customElements.define("text-panel", TextPanel);
