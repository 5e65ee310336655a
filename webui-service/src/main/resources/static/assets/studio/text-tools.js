import { html, nothing } from "lit";
import { knows, number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { closeMenu, menuButton } from "../shell/menu-button.js";
import { problemLine } from "../shell/problem.js";
import "./instruct-picker.js";
import { presetName } from "./instruct-picker.js";
import { moreSettings } from "./more-settings.js";
import "./pronunciation-dialog.js";

const PAUSES = [0.3, 0.5, 1, 2];

/** The tools below the text: pauses, pronunciations, emotion or dialect, speed, and what is rarely changed. */
class TextTools extends CosyElement {
  static properties = {
    settings: { attribute: false },
    engine: { attribute: false },
    problems: { attribute: false },
    selection: { attribute: false },
    text: { type: String },
  };

  render() {
    return html`<div class="text-tools">
      ${this.#pauses()}
      <pronunciation-dialog .selection=${this.selection} .text=${this.text} .language=${this.settings.language}></pronunciation-dialog>
      ${this.#instruct()} ${this.#speed()}
      ${moreSettings({ settings: this.settings, engine: this.engine, problems: this.problems, change: (settings) => this.#change(settings) })}
    </div>
    ${["instruct", "speed", "language", "seed"].map((field) => problemLine(this.problems[field], `error-${field}`))}`;
  }

  #pauses() {
    const sounds = this.engine?.capabilities.eventTags ?? [];
    return menuButton({ label: t("tool.pause"), name: "text-tools", testid: "tool-pause" }, html`
      <p class="hint">${t("tool.pause-hint")}</p>
      <div class="chips">${PAUSES.map((seconds) => this.#insertion(`[pause:${seconds}s]`, t("clip.seconds", { seconds: number(seconds) })))}</div>
      ${sounds.length > 0 ? html`<p class="hint">${t("tool.sounds")}</p>
        <div class="chips">${sounds.map((tag) => this.#insertion(tag, soundName(tag)))}</div>` : nothing}`);
  }

  #insertion(tag, words) {
    return html`<button class="chip" type="button" data-insert=${tag} @click=${(event) => {
      closeMenu(event);
      this.emit("insert", tag);
    }}>${words}</button>`;
  }

  #instruct() {
    const { instruct } = this.settings;
    const label = instruct ? t("tool.instruct-is", { instruct: shortened(presetName(instruct)) }) : t("tool.instruct");
    return html`${menuButton({ label, name: "text-tools", testid: "tool-instruct", active: instruct }, html`
      <instruct-picker .engine=${this.engine} .instruct=${instruct}></instruct-picker>`)}
      ${instruct ? html`<button class="button quiet icon-only tool-clear" type="button" aria-label=${t("tool.instruct-clear")}
        title=${t("tool.instruct-clear")} data-testid="instruct-clear" @click=${() => this.#change({ instruct: "" })}>${icon("close")}</button>` : nothing}`;
  }

  #speed() {
    const { speed } = this.settings;
    const range = this.engine?.capabilities.speed ?? { min: 0.5, max: 2 };
    return menuButton({ label: html`${t("tool.speed")} <span class="figures">${number(speed)}×</span>`, name: "text-tools", testid: "tool-speed", active: speed !== 1 },
      html`<div class="field">
        <label class="label" for="speed">${t("studio.speed")}<output class="aside" for="speed">${number(speed)}×</output></label>
        <input class="slider" id="speed" type="range" min=${range.min} max=${range.max} step="0.1" data-testid="speed"
          aria-describedby="error-speed" aria-valuetext="${number(speed)}×" .value=${String(speed)}
          @input=${(event) => this.#change({ speed: Number(event.target.value) })} />
        <button class="link" type="button" @click=${() => this.#change({ speed: 1 })}>${t("tool.speed-reset")}</button>
      </div>`);
  }

  #change(settings) {
    this.emit("change-setting", settings);
  }
}

function soundName(tag) {
  const key = `sound.${tag.slice(1, -1)}`;
  return knows(key) ? t(key) : tag;
}

function shortened(words) {
  return words.length > 12 ? `${words.slice(0, 12)}…` : words;
}

customElements.define("text-tools", TextTools);
