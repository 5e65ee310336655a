import { html, nothing } from "lit";
import { Player } from "../audio/player.js";
import { Take } from "../audio/take.js";
import { number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { listEngines, ready, speaker } from "./engine.js";
import { engineChoice } from "./engine-choice.js";
import { missing, requestOf } from "./request.js";
import "./result-panel.js";
import "./take-history.js";
import "./text-panel.js";
import "./voice-panel.js";

const KEPT_TAKES = 20;
const SAMPLE_RATE = 24_000;
const FIELDS = ["prompt", "transcript", "voice", "text", "language", "speed", "engine"];

/** Where people make a voice speak: voice, text, one button, and the result as it comes. */
class StudioPage extends CosyElement {
  static properties = {
    mode: { state: true },
    clip: { state: true },
    transcript: { state: true },
    voice: { state: true },
    text: { state: true },
    language: { state: true },
    speed: { state: true },
    take: { state: true },
    takes: { state: true },
    engine: { state: true },
    engines: { state: true },
    refusedClip: { state: true },
    announcement: { state: true },
    dismissed: { state: true },
  };

  #forgetEngines;

  constructor() {
    super();
    Object.assign(this, { mode: "clone", transcript: "", text: "", language: "", speed: 1, takes: [], dismissed: [], engine: "", engines: [] });
    this.player = new Player();
    this.addEventListener("change-setting", (event) => this.#change(event.detail));
    this.addEventListener("keydown", (event) => this.#shortcut(event));
  }

  connectedCallback() {
    super.connectedCallback();
    this.#forgetEngines = listEngines((engines) => (this.engines = engines));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forgetEngines();
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
    return html`<div class="page studio">
      <voice-panel .mode=${this.mode} .clip=${this.clip} .transcript=${this.transcript} .voice=${this.voice}
        .problems=${problems}></voice-panel>
      <div class="studio-write">
        <text-panel .text=${this.text} .language=${this.language} .speed=${this.speed} .problems=${problems}
          .languages=${speaker(this.engines, this.engine)?.languages ?? []}></text-panel>
        ${this.#actions(problems)}
      </div>
      <result-panel .take=${this.take} .player=${this.player} .problem=${known ? undefined : problem}></result-panel>
      ${this.takes.length > 0
        ? html`<take-history .takes=${this.takes} .current=${this.take} .seconds=${this.takes[0].seconds} @play-take=${(event) => this.#play(event.detail)}
            @again=${(event) => this.#again(event.detail)}></take-history>`
        : nothing}
      <p class="visually-hidden" role="status" aria-live="polite">${this.announcement}</p>
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
      ${this.running
        ? html`<button class="button generate" type="button" data-testid="stop" @click=${this.#stop}>
            ${icon("stop")}${t("studio.stop")}</button>`
        : html`<button class="button primary generate" type="button" data-testid="generate" ?disabled=${Boolean(lacking)}
            aria-describedby="missing" aria-keyshortcuts="Control+Enter Meta+Enter" @click=${this.#generate}>
            ${t("studio.generate")}<kbd>${shortcut()}</kbd></button>`}
    </div>`;
  }

  #shortcut(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !this.running && !missing(this)) {
      event.preventDefault();
      this.#generate();
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
    this.player.prepare(SAMPLE_RATE);
    take.follow({ chunk: () => this.#heard(take), complete: () => this.#completed(take) });
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

  #completed(take) {
    this.announcement = t(`result.${take.state}`, { seconds: number(take.seconds) });
    this.requestUpdate();
  }

  #stop() {
    this.take.stop();
    this.player.pause();
  }

  #play(take) {
    this.take = take;
    this.player.open(take);
  }

  #again(take) {
    const { text, language, speed } = take.request;
    this.#change({ text, language, speed });
    this.querySelector("textarea[name=text]").focus();
  }
}

function shortcut() {
  return navigator.platform.startsWith("Mac") ? "⌘ ↵" : "Ctrl ↵";
}

customElements.define("studio-page", StudioPage);
