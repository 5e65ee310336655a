import { html, nothing } from "lit";
import { languageName, number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { listEngines, offered, speaker } from "../studio/engine.js";
import { FORMATS } from "../studio/format.js";
import { MAX_JOB_TEXT } from "../studio/modes.js";
import { onVoices, voices } from "../voices/voice-store.js";
import { submitJobs } from "./job-store.js";

const MAX_ITEMS = 100;
const MAX_FILE_BYTES = 1024 * 1024;
const TOO_MUCH = ["jobs.too-many", "jobs.too-long"];
const FIELDS = ["voice", "text", "language", "speed", "format", "items"];

/** A long text, or many short ones, to be made while nobody waits. */
class JobForm extends CosyElement {
  static properties = {
    text: { state: true },
    batch: { state: true },
    engines: { state: true },
    busy: { state: true },
    problem: { state: true },
    voice: { state: true },
  };

  #forget = [];
  #key = crypto.randomUUID();

  constructor() {
    super();
    Object.assign(this, { text: "", batch: false, engines: [], voice: "" });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#forget = [onVoices(() => this.requestUpdate()), listEngines((engines) => (this.engines = engines))];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget.forEach((forget) => forget());
  }

  prepare({ text, voice }) {
    Object.assign(this, { text, batch: false, voice: voice ?? this.voice });
    this.#changed();
    this.updateComplete.then(() => this.querySelector("textarea").focus());
  }

  get items() {
    return this.batch ? this.text.split("\n").map((line) => line.trim()).filter(Boolean) : [this.text.trim()].filter(Boolean);
  }

  render() {
    const lacking = this.#missing();
    const tooMuch = TOO_MUCH.includes(lacking);
    return html`<form class="card job-form" aria-labelledby="job-title" @submit=${this.#submit} @input=${this.#changed}>
      <h2 class="card-title" id="job-title">${t("jobs.new")}</h2>
      <div class="field">
        <label class="label" for="job-text"><span>${t("studio.text")}</span><span class="aside" data-testid="job-count">${this.#count()}</span></label>
        <textarea class="input" id="job-text" rows="6" data-testid="job-text" aria-invalid=${tooMuch}
          placeholder=${t(this.batch ? "jobs.batch-placeholder" : "jobs.text-placeholder")}
          aria-describedby=${tooMuch ? "error-job-text job-missing" : "error-job-text"} .value=${this.text}
          @input=${(event) => (this.text = event.target.value)}></textarea>
        ${this.#error("text", "items")}
      </div>
      <div class="job-options">
        <label class="check"><input type="checkbox" data-testid="job-batch" .checked=${this.batch}
          @change=${(event) => (this.batch = event.target.checked)} /><span>${t("jobs.batch")}</span></label>
        <label class="button quiet" for="job-file">${icon("upload")}${t("jobs.open-file")}</label>
        <input class="visually-hidden" type="file" id="job-file" accept=".txt,.md,text/plain" data-testid="job-file" @change=${this.#open} />
      </div>
      <div class="job-settings">
        ${this.#voices()}
        ${this.#select("language", t("studio.language"), [["", t("studio.detect")],
          ...offered(speaker(this.engines, "")?.languages ?? [], languageName).map(({ tag, name }) => [tag, name])])}
        ${this.#select("speed", t("tool.speed"), [0.8, 0.9, 1, 1.1, 1.2, 1.5].map((speed) => [String(speed), `${number(speed)}×`]), "1")}
        ${this.#select("format", t("studio.format"), FORMATS.map((format) => [format, format.toUpperCase()]), "mp3")}
      </div>
      ${this.#error(undefined)}
      <div class="actions">
        <p class="hint actions-hint" id="job-missing" data-testid="job-missing">${lacking ? t(lacking, { most: MAX_ITEMS, characters: number(MAX_JOB_TEXT, 0) }) : ""}</p>
        <button class="button primary" type="submit" data-testid="job-submit" ?disabled=${Boolean(lacking) || this.busy} aria-busy=${Boolean(this.busy)}
          aria-describedby="job-missing">${t(this.items.length > 1 ? "jobs.submit-batch" : "jobs.submit", { count: this.items.length })}</button>
      </div>
    </form>`;
  }

  #count() {
    return this.batch ? t("jobs.count", { count: this.items.length, most: MAX_ITEMS })
      : t("studio.count", { count: number(this.text.length, 0), most: number(MAX_JOB_TEXT, 0) });
  }

  #voices() {
    if (!voices.list && !voices.problem) {
      return html`<div class="skeleton voice-skeleton" role="status" aria-label=${t("voices.loading")}></div>`;
    }
    return html`<div class="field"><label class="label" for="job-voice">${t("studio.stored-voice")}</label>
      <select class="input" id="job-voice" data-testid="job-voice" aria-describedby="error-job-voice" @change=${(event) => (this.voice = event.target.value)}>
        <option value="" .selected=${!this.voice}>${t("studio.choose-voice")}</option>
        ${(voices.list ?? []).map(({ id, name }) => html`<option value=${id} .selected=${id === this.voice}>${name}</option>`)}
      </select>${problemLine(voices.problem, "error-voices-list")}${this.#error("voice")}</div>`;
  }

  #select(name, label, options, chosen = "") {
    return html`<div class="field"><label class="label" for="job-${name}">${label}</label>
      <select class="input" id="job-${name}" name=${name} data-testid="job-${name}">
        ${options.map(([value, words]) => html`<option value=${value} ?selected=${value === chosen}>${words}</option>`)}
      </select>${this.#error(name)}</div>`;
  }

  // A refusal of one of several names it as items[3].text.
  #error(...fields) {
    const field = this.problem?.field?.replace(/^items\[\d+\]\./, "");
    const mine = fields[0] === undefined ? this.problem && !FIELDS.includes(field) : fields.includes(field);
    return mine ? problemLine(this.problem, `error-job-${fields[0] ?? "general"}`) : nothing;
  }

  #missing() {
    const { items } = this;
    if (items.length === 0) {
      return "missing.text";
    }
    if (items.length > MAX_ITEMS) {
      return "jobs.too-many";
    }
    if (items.some(({ length }) => length > MAX_JOB_TEXT)) {
      return "jobs.too-long";
    }
    return this.voice ? undefined : "missing.voice";
  }

  // Another order gets another key; the same one, sent again, is the same job.
  #changed() {
    this.#key = crypto.randomUUID();
    this.problem = undefined;
  }

  async #open(event) {
    const [file] = event.target.files;
    if (!file) {
      return;
    }
    this.#changed();
    if (file.size > MAX_FILE_BYTES) {
      this.problem = Problem.local("text-file-too-large", "text");
    } else {
      this.text = await file.text();
    }
    event.target.value = "";
  }

  async #submit(event) {
    event.preventDefault();
    const { language, speed, format } = event.target.elements;
    const settings = { voice: this.voice, format: format.value, ...(language.value && { language: language.value }), ...(speed.value !== "1" && { speed: Number(speed.value) }) };
    this.busy = true;
    this.problem = undefined;
    try {
      await submitJobs(this.items.map((text) => ({ ...settings, text })), this.#key);
      this.text = "";
      this.#key = crypto.randomUUID();
      this.emit("submitted");
    } catch (error) {
      this.problem = Problem.from(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("job-form", JobForm);
