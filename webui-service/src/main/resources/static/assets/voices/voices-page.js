import { html, nothing } from "lit";
import { playClip } from "../audio/clip-player.js";
import "../audio/wave-canvas.js";
import { date, number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { adviceList } from "../studio/clip-check.js";
import { deleteVoice, loadVoices, onVoices, promptOf, voices } from "./voice-store.js";

/** The kept voices: hear, use, delete. */
class VoicesPage extends CosyElement {
  static properties = {
    shown: { type: Boolean },
    playing: { state: true },
    doomed: { state: true },
    problem: { state: true },
  };

  #forget;
  #stopClip;

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
    return html`<div class="page voices">
      <section class="card" aria-labelledby="voices-title">
        <h2 class="card-title" id="voices-title">${t("voices.title")}</h2>
        ${problemLine(voices.problem ?? this.problem, "error-voices")}
        ${voices.list ? this.#list(voices.list) : voices.problem ? nothing : html`<div class="skeleton voices-skeleton"></div>`}
      </section>
      ${this.#confirmation()}
    </div>`;
  }

  #list(list) {
    return list.length === 0
      ? html`<div class="empty">${icon("voices")}<p>${t("voices.empty")}</p></div>`
      : html`<ul class="voice-list" data-testid="voice-list">${list.map((voice) => this.#row(voice))}</ul>`;
  }

  #row(voice) {
    const playing = this.playing === voice.id;
    const { quality } = voice;
    return html`<li class="voice" data-testid="voice" data-id=${voice.id}>
      <button class="button round icon-only" type="button" data-testid="voice-play" @click=${() => this.#toggle(voice)}
        aria-label="${t(playing ? "clip.stop" : "clip.play")}: ${voice.name}">${icon(playing ? "stop" : "play")}</button>
      <div class="voice-words">
        <p class="voice-name">${voice.name}</p>
        <p class="hint">${date(new Date(voice.createdAt))} · ${t("voices.speech", { seconds: number(quality.speechSeconds) })}</p>
        ${adviceList(quality)}
      </div>
      <wave-canvas class="voice-wave" testid="voice-waveform" .peaks=${quality.waveform} .seconds=${quality.speechSeconds}
        .seekable=${false} .label=${t("clip.waveform", { seconds: number(quality.speechSeconds) })}></wave-canvas>
      <button class="button" type="button" data-testid="voice-use" @click=${() => this.emit("use-voice", voice)}>
        ${t("voices.use")}</button>
      <button class="button quiet danger icon-only" type="button" data-testid="voice-delete" @click=${() => this.#ask(voice)}
        aria-label="${t("voices.delete")}: ${voice.name}" title=${t("voices.delete")}>${icon("trash")}</button>
    </li>`;
  }

  #confirmation() {
    return html`<dialog aria-labelledby="delete-title">
      <form method="dialog" @submit=${this.#delete}>
        <h2 class="card-title" id="delete-title">${t("voices.delete-title", { name: this.doomed?.name ?? "" })}</h2>
        <p>${t("voices.delete-words")}</p>
        <div class="dialog-actions">
          <button class="button quiet" type="button" autofocus @click=${() => this.querySelector("dialog").close()}>
            ${t("shell.cancel")}</button>
          <button class="button danger" type="submit" data-testid="voice-delete-confirm">${icon("trash")}${t("voices.delete")}</button>
        </div>
      </form>
    </dialog>`;
  }

  #ask(voice) {
    this.doomed = voice;
    this.querySelector("dialog").showModal();
  }

  #delete() {
    this.#attempt(() => deleteVoice(this.doomed.id));
  }

  async #toggle(voice) {
    if (this.playing === voice.id) {
      this.#stopClip();
      return;
    }
    await this.#attempt(async () => {
      this.#stopClip = await playClip(await promptOf(voice.id), () => (this.playing = undefined));
      this.playing = voice.id;
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
