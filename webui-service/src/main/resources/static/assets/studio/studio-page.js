import { html, nothing } from "lit";
import { Player } from "../audio/player.js";
import { SAMPLE_RATE } from "../audio/sound.js";
import { Take } from "../audio/take.js";
import { number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { generateKeys, isSingleKey, takesSpace } from "../shell/shortcuts.js";
import { listEngines, ready, speaker } from "./engine.js";
import { engineChoice } from "./engine-choice.js";
import { sourceOf } from "./modes.js";
import { missing, requestOf } from "./request.js";
import "./result-panel.js";
import "./take-history.js";
import "./text-panel.js";
import "./voice-panel.js";

const KEPT_TAKES = 20;
const FIELDS = ["prompt", "transcript", "voice", "text", "language", "speed", "instruct", "seed", "engine"];

/** Where people make a voice speak: voice, text, one button, and the result as it comes. */
class StudioPage extends CosyElement {
  static properties = {
    mode: { state: true },
    source: { state: true },
    clip: { state: true },
    transcript: { state: true },
    voice: { state: true },
    text: { state: true },
    language: { state: true },
    speed: { state: true },
    instruct: { state: true },
    seed: { state: true },
    engine: { state: true },
    engines: { state: true },
    take: { state: true },
    takes: { state: true },
    refusedClip: { state: true },
    announcement: { state: true },
    dismissed: { state: true },
  };

  #forgetEngines;
  #pressed = (event) => this.#shortcut(event);

  constructor() {
    super();
    Object.assign(this, { mode: "clone", source: "voice", transcript: "", text: "", language: "", speed: 1, instruct: "", seed: "",
      engine: "", engines: [], takes: [], dismissed: [] });
    this.player = new Player();
    this.addEventListener("change-setting", (event) => this.#change(event.detail));
  }

  connectedCallback() {
    super.connectedCallback();
    this.#forgetEngines = listEngines((engines) => (this.engines = engines));
    addEventListener("keydown", this.#pressed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forgetEngines();
    removeEventListener("keydown", this.#pressed);
  }

  /** Continues with a kept voice, from the voices page. */
  useVoice(voice) {
    this.#change({ mode: "voice", voice });
    this.updateComplete.then(() => this.querySelector("textarea[name=text]").focus());
  }

  get running() {
    return this.take !== undefined && !this.take.complete;
  }

  render() {
    const problem = this.take?.problem;
    const known = this.#hasControl(problem?.field) ? problem.field : undefined;
    const problems = known && !this.dismissed.includes(known) ? { [known]: problem } : {};
    const engine = speaker(this.engines, this.engine);
    const { language, speed, instruct, seed } = this;
    return html`<div class="page studio">
      <voice-panel .mode=${this.mode} .source=${this.source} .clip=${this.clip} .transcript=${this.transcript} .voice=${this.voice}
        .instruct=${instruct} .engine=${engine} .problems=${problems}></voice-panel>
      <div class="studio-write">
        <text-panel .text=${this.text} .settings=${{ language, speed, instruct, seed }} .engine=${engine} .problems=${problems}></text-panel>
        ${this.#actions(problems)}
      </div>
      <result-panel .take=${this.take} .player=${this.player} .problem=${known ? undefined : problem}></result-panel>
      ${this.takes.length > 0
        ? html`<take-history .takes=${this.takes} .current=${this.take} .player=${this.player} .seconds=${this.takes[0].seconds}
            @play-take=${(event) => this.#play(event.detail)} @show-take=${(event) => this.#play(event.detail.take, event.detail.seconds)}
            @again=${(event) => this.#again(event.detail)}></take-history>`
        : nothing}
      <p class="visually-hidden" role="status" aria-live="polite" data-testid="announcement">${this.announcement}</p>
    </div>`;
  }

  #hasControl(field) {
    return FIELDS.includes(field) && (field !== "engine" || ready(this.engines).length > 1);
  }

  #actions(problems) {
    const lacking = missing(this);
    return html`<div class="actions">
      ${engineChoice({ engines: this.engines, chosen: this.engine, problem: problems.engine,
        onChoose: (engine) => this.#change({ engine }) })}
      <p class="hint actions-hint" id="missing" data-testid="missing">${!this.running && lacking ? t(lacking) : ""}</p>
      ${lacking === "missing.shorter-text" ? html`<button class="button" type="button" data-testid="as-job" @click=${this.#asJob}>
        ${icon("jobs")}${t("studio.as-job")}</button>` : nothing}
      ${this.running
        ? html`<button class="button generate" type="button" data-testid="stop" @click=${this.#stop}>
            ${icon("stop")}${t("studio.stop")}<kbd>Esc</kbd></button>`
        : html`<button class="button primary generate" type="button" data-testid="generate" ?disabled=${Boolean(lacking)}
            aria-describedby="missing" aria-keyshortcuts="Control+Enter Meta+Enter" @click=${this.#generate}>
            ${t("studio.generate")}<kbd>${generateKeys()}</kbd></button>`}
    </div>`;
  }

  #shortcut(event) {
    if (this.hidden || event.defaultPrevented) {
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.target.closest("dialog")) {
      this.#when(!this.running && !missing(this), event, () => this.#generate());
    } else if (event.key === "Escape" && !event.target.closest("dialog")) {
      this.#when(this.running, event, () => this.#stop());
    } else if (event.key === " " && isSingleKey(event) && !takesSpace(event)) {
      this.#when(this.take?.frames > 0, event, () => this.player.toggle(this.take));
    }
  }

  #when(possible, event, action) {
    if (possible) {
      event.preventDefault();
      action();
    }
  }

  #change(settings) {
    Object.assign(this, settings);
    this.dismissed = [...this.dismissed, ...Object.keys(settings).map((name) => (name === "clip" ? "prompt" : name))];
  }

  async #generate() {
    this.dismissed = [];
    const take = new Take(requestOf(this));
    this.take = take;
    this.announcement = t("result.waiting");
    this.player.close();
    this.player.prepare(SAMPLE_RATE);
    take.follow({ chunk: () => this.#heard(take), sentence: () => this.#sentence(take), complete: () => this.#completed(take) });
    await take.run();
  }

  #heard(take) {
    if (this.takes[0] !== take) {
      this.takes = [take, ...this.takes].slice(0, KEPT_TAKES);
      this.player.open(take);
      this.announcement = t("result.first-sound", { seconds: number(take.firstSoundSeconds, 2) });
    }
    this.requestUpdate();
  }

  #sentence(take) {
    this.announcement = t("result.sentences-made", { number: take.sentences.length, count: take.total ?? "?" });
  }

  #completed(take) {
    this.announcement = t(`result.${take.state}`, { seconds: number(take.seconds) });
    this.requestUpdate();
  }

  #stop() {
    this.take.stop();
    this.player.pause();
  }

  #play(take, seconds) {
    this.take = take;
    this.player.open(take, seconds);
  }

  #asJob() {
    this.emit("make-job", { text: this.text, voice: sourceOf(this) === "voice" ? this.voice?.id : undefined });
  }

  #again(take) {
    this.#change(take.request.restore);
    this.querySelector("textarea[name=text]").focus();
  }
}

customElements.define("studio-page", StudioPage);
