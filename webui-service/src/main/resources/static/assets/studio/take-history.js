import { html, nothing } from "lit";
import { number, t, timeOfDay } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { presetName } from "./instruct-picker.js";
import { saveTake } from "./take-download.js";
import "./take-compare.js";

/** The last results of this page, newest first. Gone with the page: nothing is kept without being asked. */
class TakeHistory extends CosyElement {
  static properties = {
    takes: { attribute: false },
    current: { attribute: false },
    player: { attribute: false },
    seconds: { type: Number },
    pair: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    this.pair = [];
  }

  render() {
    const pair = this.pair.filter((take) => this.takes.includes(take));
    return html`<section class="card" aria-labelledby="history-title">
      <h2 class="card-title" id="history-title">${t("history.title")}<span class="hint">${t("history.hint")}</span></h2>
      ${pair.length === 2 ? html`<take-compare .pair=${pair} .player=${this.player} @close-compare=${() => (this.pair = [])}></take-compare>` : nothing}
      ${problemLine(this.problem, "error-history")}
      <ol class="takes" data-testid="history">${this.takes.map((take) => this.#row(take, pair))}</ol>
    </section>`;
  }

  #row(take, pair) {
    const { request, startedAt, seconds } = take;
    const name = request.text.slice(0, 60);
    const letter = "AB"[pair.indexOf(take)];
    return html`<li class="take" aria-current=${take === this.current}>
      ${this.#button("play", `${t("result.play")}: ${name}`, () => this.emit("play-take", take), "history-play", "round")}
      <div class="take-words">
        <p class="take-text">${request.text}</p>
        <p class="hint">${[timeOfDay(startedAt), t(`mode.${request.mode}`), request.voiceName, request.instruct && presetName(request.instruct),
          t("clip.seconds", { seconds: number(seconds) })].filter(Boolean).join(" · ")}</p>
      </div>
      <button class="button compare-choice" type="button" data-testid="history-compare" aria-pressed=${Boolean(letter)}
        aria-label="${t("history.compare")}: ${name}" title=${t("history.compare")} ?disabled=${this.takes.length < 2}
        @click=${() => this.#choose(take)}>${letter ?? "A/B"}</button>
      ${this.#button("download", `${t("history.download")}: ${name}`, () => this.#save(take), "history-download")}
      ${this.#button("again", `${t("history.again")}: ${name}`, () => this.emit("again", take), "history-again")}
    </li>`;
  }

  #button(name, label, action, testid, more = "") {
    return html`<button class="button quiet icon-only ${more}" type="button" data-testid=${testid} aria-label=${label} title=${label}
      @click=${action}>${icon(name)}</button>`;
  }

  // The two that were chosen last.
  #choose(take) {
    this.pair = this.pair.includes(take) ? this.pair.filter((other) => other !== take) : [...this.pair, take].slice(-2);
  }

  async #save(take) {
    this.problem = undefined;
    try {
      await saveTake(take);
    } catch (error) {
      this.problem = Problem.from(error);
    }
  }
}

customElements.define("take-history", TakeHistory);
