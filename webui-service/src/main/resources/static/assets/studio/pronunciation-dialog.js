import { html, nothing } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { tagsOf } from "./pinyin.js";
import { forgetPronunciation, keepPronunciation, listPronunciations, readingOf } from "./pronunciation-store.js";

/** How a word is said: here only, or always; and how the text is read as it stands. */
class PronunciationDialog extends CosyElement {
  static properties = {
    selection: { attribute: false },
    text: { type: String },
    language: { type: String },
    entries: { state: true },
    word: { state: true },
    reading: { state: true },
    sentences: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    Object.assign(this, { word: "", reading: "" });
  }

  render() {
    const tags = tagsOf(this.reading);
    return html`<button class="button tool" type="button" data-testid="tool-reading" @click=${this.#open}>${t("tool.reading")}</button>
      <dialog class="wide" aria-labelledby="reading-title" @keydown=${(event) => event.stopPropagation()}>
        <form method="dialog" @submit=${this.#keep}>
          <h2 class="card-title" id="reading-title">${t("reading.title")}</h2>
          <div class="reading-fields">
            <div class="field"><label class="label" for="reading-word">${t("reading.word")}</label>
              <input class="input" id="reading-word" maxlength="64" required autocomplete="off" data-testid="reading-word" .value=${this.word}
                @input=${(event) => (this.word = event.target.value)} /></div>
            <div class="field"><label class="label" for="reading-value">${t("reading.reading")}</label>
              <input class="input" id="reading-value" maxlength="256" required autocomplete="off" spellcheck="false" data-testid="reading-value"
                aria-describedby="reading-hint error-reading" .value=${this.reading} @input=${(event) => (this.reading = event.target.value)} /></div>
          </div>
          <p class="hint" id="reading-hint">${tags !== this.reading.trim() ? html`<span>${t("reading.becomes")}</span> <code>${tags}</code>` : t("reading.hint")}</p>
          ${problemLine(this.problem, "error-reading")}
          <div class="dialog-actions">
            <button class="button" type="button" data-testid="reading-here" ?disabled=${!tags} @click=${() => this.#here(tags)}>${t("reading.here")}</button>
            <button class="button primary" type="submit" data-testid="reading-always" ?disabled=${!tags || !this.word.trim()}>${t("reading.always")}</button>
          </div>
          ${this.#entries()}
          <details class="steps" @toggle=${this.#preview}><summary data-testid="reading-preview">${t("reading.preview")}</summary>${this.#sentences()}</details>
          <div class="dialog-actions"><button class="button quiet" type="button" @click=${this.#close}>${t("shell.close")}</button></div>
        </form>
      </dialog>`;
  }

  #entries() {
    if (!this.entries) {
      return this.problem ? nothing : html`<div class="skeleton reading-skeleton"></div>`;
    }
    return this.entries.length === 0 ? html`<p class="hint">${t("reading.none")}</p>`
      : html`<ul class="readings" data-testid="readings">${this.entries.map(({ word, reading }) => html`<li>
        <span>${word}</span><code>${reading}</code>
        <button class="button quiet icon-only" type="button" aria-label="${t("reading.forget")}: ${word}" title=${t("reading.forget")}
          @click=${() => this.#attempt(() => forgetPronunciation(word))}>${icon("trash")}</button></li>`)}</ul>`;
  }

  #sentences() {
    if (!this.text.trim()) {
      return html`<p class="hint">${t("missing.text")}</p>`;
    }
    return this.sentences ? html`<ol class="spoken" data-testid="spoken">${this.sentences.map(({ normalised, runs }) => html`<li>
        <span>${normalised}</span><code>${runs.map(({ reading }) => reading ?? "").join(" ")}</code></li>`)}</ol>`
      : html`<div class="skeleton reading-skeleton"></div>`;
  }

  #open() {
    Object.assign(this, { word: this.selection().trim().slice(0, 64), reading: "", problem: undefined, sentences: undefined });
    this.querySelectorAll("dialog details").forEach((details) => (details.open = false));
    this.querySelector("dialog").showModal();
    this.querySelector(this.word ? "#reading-value" : "#reading-word").focus();
    this.#attempt(async () => {});
  }

  #close() {
    this.querySelector("dialog").close();
  }

  #here(tags) {
    this.#close();
    this.emit("insert", tags);
  }

  #keep(event) {
    event.preventDefault();
    this.#attempt(async () => {
      await keepPronunciation(this.word.trim(), tagsOf(this.reading));
      Object.assign(this, { word: "", reading: "" });
    });
  }

  async #preview(event) {
    if (event.target.open && this.text.trim()) {
      this.sentences = undefined;
      await this.#attempt(async () => (this.sentences = await readingOf(this.text, this.language)));
    }
  }

  async #attempt(action) {
    this.problem = undefined;
    try {
      await action();
      ({ pronunciations: this.entries } = await listPronunciations());
    } catch (error) {
      this.problem = Problem.from(error);
    }
  }
}

customElements.define("pronunciation-dialog", PronunciationDialog);
