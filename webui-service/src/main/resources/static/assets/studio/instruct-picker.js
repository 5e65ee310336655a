import { html, nothing } from "lit";
import { knows, t } from "../i18n/i18n.js";
import { CosyElement } from "../shell/element.js";

const EMOTIONS = ["happy", "sad", "angry", "surprised", "fearful", "calm"];

/** How to say it: what the engine surely follows, by kind. Fires "change-setting" with an instruct. */
class InstructPicker extends CosyElement {
  static properties = { engine: { attribute: false }, instruct: { type: String } };

  render() {
    const { presets = [], dialects = [] } = this.engine?.capabilities ?? {};
    const emotions = EMOTIONS.filter((name) => presets.includes(name));
    return html`
      ${this.#group("instruct.emotion", emotions)}
      ${this.#group("instruct.manner", presets.filter((name) => !EMOTIONS.includes(name)))}
      ${this.#group("instruct.dialect", dialects)}
      ${presets.length + dialects.length === 0 ? html`<p class="hint">${t("instruct.none")}</p>` : nothing}`;
  }

  #group(title, names) {
    return names.length === 0 ? nothing : html`<div class="chips" role="group" aria-label=${t(title)}>
      <span class="hint chips-title">${t(title)}</span>
      ${names.map((name) => html`<button class="chip" type="button" data-testid="preset-${name}"
        aria-pressed=${this.instruct === name} @click=${() => this.#choose(name)}>${presetName(name)}</button>`)}
    </div>`;
  }

  #choose(name) {
    this.emit("change-setting", { instruct: this.instruct === name ? "" : name });
  }
}

/** A preset in the reader's words; a sentence of the engine's own as it is. */
export function presetName(name) {
  return knows(`preset.${name}`) ? t(`preset.${name}`) : name;
}

customElements.define("instruct-picker", InstructPicker);
