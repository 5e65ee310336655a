import { html } from "lit";
import { number, t } from "../i18n/i18n.js";
import { CosyElement } from "../shell/element.js";
import { problemLine } from "../shell/problem.js";
import { MAX_TEXT } from "./modes.js";
import "./text-tools.js";

const NEAR_FULL = 0.9;

/** What to say, and how: the text and the tools that write into it. */
class TextPanel extends CosyElement {
  static properties = {
    text: { type: String },
    settings: { attribute: false },
    engine: { attribute: false },
    problems: { attribute: false },
  };

  render() {
    const fullness = this.text.length / MAX_TEXT;
    return html`<section class="card text-card" aria-labelledby="text-label">
      <div class="field text-field">
        <label class="label" for="text"><span id="text-label">${t("studio.text")}</span>
          <span class="aside" id="text-count" data-testid="text-count" data-near=${fullness > NEAR_FULL}>${t("studio.count",
            { count: number(this.text.length, 0), most: number(MAX_TEXT, 0) })}</span></label>
        <textarea class="input text-input" id="text" name="text" rows="7" data-testid="text"
          placeholder=${t("studio.text-placeholder")} aria-invalid=${Boolean(this.problems.text) || fullness > 1}
          aria-describedby="error-text text-count" .value=${this.text}
          @input=${(event) => this.#change({ text: event.target.value })}></textarea>
        ${problemLine(this.problems.text, "error-text")}
      </div>
      <text-tools .settings=${this.settings} .engine=${this.engine} .problems=${this.problems} .text=${this.text}
        .selection=${() => this.#selection()} @insert=${(event) => this.#insert(event.detail)}></text-tools>
    </section>`;
  }

  get #area() {
    return this.querySelector("textarea");
  }

  #selection() {
    const { value, selectionStart, selectionEnd } = this.#area;
    return value.slice(selectionStart, selectionEnd);
  }

  // In place of what is selected, with the caret behind it, as if it had been typed.
  #insert(words) {
    const area = this.#area;
    area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
    this.#change({ text: area.value });
    area.focus();
  }

  #change(settings) {
    this.emit("change-setting", settings);
  }
}

customElements.define("text-panel", TextPanel);
