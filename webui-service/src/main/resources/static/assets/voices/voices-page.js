import { html, nothing } from "lit";
import { playClip } from "../audio/clip-player.js";
import { languageName, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { consentRecordingOf, deleteVoice, loadVoices, onVoices, promptOf, voices } from "./voice-store.js";
import "./voice-editor.js";
import { voiceRow } from "./voice-row.js";

const KINDS = {
  all: () => true,
  own: ({ builtIn, owner }, user) => !builtIn && owner === user,
  shared: ({ builtIn, shared }) => !builtIn && shared,
  builtIn: ({ builtIn }) => builtIn,
};

/** The library: find, hear, judge, use, change and delete voices. */
class VoicesPage extends CosyElement {
  static properties = {
    shown: { type: Boolean },
    user: { type: String },
    words: { state: true },
    kind: { state: true },
    language: { state: true },
    playing: { state: true },
    doomed: { state: true },
    problem: { state: true },
  };

  #forget;
  #stopClip;

  constructor() {
    super();
    Object.assign(this, { words: "", kind: "all", language: "" });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#forget = onVoices(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  willUpdate(changed) {
    if (changed.has("shown") && this.shown) {
      loadVoices();
    } else if (changed.has("shown")) {
      this.#stopClip?.();
    }
  }

  render() {
    const problem = voices.problem ? Problem.from(voices.problem) : this.problem;
    return html`<div class="page voices">
      <section class="card" aria-labelledby="voices-title">
        <h2 class="card-title" id="voices-title">${t("voices.title")}</h2>
        ${voices.list?.length > 0 ? this.#filters(voices.list) : nothing}
        ${problemLine(problem, "error-voices")}
        ${voices.list ? this.#list(this.#found()) : voices.problem ? nothing
          : html`<div class="skeleton voices-skeleton" role="status" aria-label=${t("voices.loading")}></div>`}
      </section>
      ${this.#confirmation()}
      <voice-editor></voice-editor>
    </div>`;
  }

  #filters(list) {
    const languages = [...new Set(list.map(({ language }) => language).filter(Boolean))].sort();
    return html`<search class="voice-filters">
      <div class="search-field">${icon("search")}<input class="input" type="search" data-testid="voice-search" aria-label=${t("voices.search")}
        placeholder=${t("voices.search")} .value=${this.words} @input=${(event) => (this.words = event.target.value)} /></div>
      <select class="input" aria-label=${t("voices.kind")} data-testid="voice-kind" @change=${(event) => (this.kind = event.target.value)}>
        ${Object.keys(KINDS).map((kind) => html`<option value=${kind} .selected=${kind === this.kind}>${t(`voices.kind-${kind}`)}</option>`)}
      </select>
      <select class="input" aria-label=${t("studio.language")} data-testid="voice-language" @change=${(event) => (this.language = event.target.value)}>
        <option value="">${t("voices.any-language")}</option>
        ${languages.map((tag) => html`<option value=${tag} .selected=${tag === this.language}>${languageName(tag)}</option>`)}
      </select>
    </search>`;
  }

  #found() {
    const wanted = this.words.trim().toLocaleLowerCase();
    return voices.list.filter((voice) => KINDS[this.kind](voice, this.user)
      && (!this.language || voice.language === this.language)
      && [voice.name, voice.transcript, ...(voice.labels ?? [])].join(" ").toLocaleLowerCase().includes(wanted));
  }

  #list(found) {
    if (found.length === 0) {
      return html`<div class="empty" data-testid="no-voices">${icon("voices")}<p>${t(voices.list.length === 0 ? "voices.empty" : "voices.none-found")}</p></div>`;
    }
    return html`<p class="visually-hidden" role="status">${t("voices.found", { count: found.length })}</p>
      <ul class="voice-list" data-testid="voice-list">${found.map((voice) => voiceRow({
        voice, playing: this.playing === voice.id, own: !voice.builtIn && voice.owner === this.user,
        onPlay: () => this.#toggle(voice.id, () => promptOf(voice.id)),
        onConsent: () => this.#toggle(`consent ${voice.id}`, () => consentRecordingOf(voice.id)),
        onUse: () => this.emit("use-voice", voice),
        onEdit: () => this.querySelector("voice-editor").edit(voice),
        onDelete: () => this.#ask(voice),
      }))}</ul>`;
  }

  #confirmation() {
    return html`<dialog aria-labelledby="delete-title" id="delete-voice">
      <form method="dialog" @submit=${() => this.#attempt(() => deleteVoice(this.doomed.id))}>
        <h2 class="card-title" id="delete-title">${t("voices.delete-title", { name: this.doomed?.name ?? "" })}</h2>
        <p>${t("voices.delete-words")}</p>
        <div class="dialog-actions">
          <button class="button quiet" type="button" autofocus @click=${() => this.querySelector("#delete-voice").close()}>
            ${t("shell.cancel")}</button>
          <button class="button danger" type="submit" data-testid="voice-delete-confirm">${icon("trash")}${t("voices.delete")}</button>
        </div>
      </form>
    </dialog>`;
  }

  #ask(voice) {
    this.doomed = voice;
    this.querySelector("#delete-voice").showModal();
  }

  async #toggle(id, sound) {
    if (this.playing === id) {
      this.#stopClip();
      return;
    }
    await this.#attempt(async () => {
      this.#stopClip = await playClip(await sound(), () => (this.playing = undefined));
      this.playing = id;
    });
  }

  async #attempt(action) {
    this.problem = undefined;
    try {
      await action();
    } catch (error) {
      this.problem = Problem.from(error);
    }
  }
}

customElements.define("voices-page", VoicesPage);
