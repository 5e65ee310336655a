import { html, nothing } from "lit";
import "../audio/wave-canvas.js";
import { knows, number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { problemLine } from "../shell/problem.js";
import { sentenceList } from "./sentence-list.js";
import "./take-download.js";

/** The result as it comes: sound, waveform, progress in words, download. */
class ResultPanel extends CosyElement {
  static properties = { take: { attribute: false }, player: { attribute: false }, problem: { attribute: false } };

  #moved = () => this.requestUpdate();
  #forget = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.player.addEventListener("change", this.#moved);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.player.removeEventListener("change", this.#moved);
    this.#forget();
  }

  willUpdate(changed) {
    if (changed.has("take")) {
      this.#forget();
      this.#forget = this.take?.follow({ chunk: this.#moved, sentence: this.#moved, complete: this.#moved }) ?? (() => {});
    }
  }

  render() {
    return html`<section class="card result" aria-labelledby="result-title">
      <h2 class="card-title" id="result-title">${t("studio.result")}${this.#engine()}</h2>
      ${this.take && (this.take.frames > 0 || !this.take.complete) ? this.#sound() : this.#empty()}
      ${problemLine(this.problem, "error-general")}
      ${this.take ? sentenceList({ take: this.take, seconds: this.player.seconds, here: this.player.take === this.take,
        onSeek: (seconds) => this.#seek(seconds) }) : nothing}
      <p class="result-status" data-testid="player-status" data-state=${this.#state()}
        data-seconds=${(this.take?.seconds ?? 0).toFixed(2)} data-first-heard=${this.take?.heardWhile ?? ""} data-playing=${this.player.playing}
        data-position=${this.player.seconds.toFixed(2)}>${this.#status()}</p>
    </section>`;
  }

  #engine() {
    const engine = this.take?.engine;
    return engine
      ? html`<span class="engine" data-testid="engine">${t("result.engine", { engine })}${knows(`engine.${engine}`)
          ? html`<span class="hint"> · ${t(`engine.${engine}`)}</span>` : nothing}</span>`
      : nothing;
  }

  #empty() {
    return this.problem ? nothing : html`<div class="empty">${icon("studio")}<p>${t("result.empty")}</p></div>`;
  }

  #sound() {
    const { player, take } = this;
    const here = player.take === take;
    return html`<div class="result-sound">
      <button class="button primary round icon-only play" type="button" data-testid="play" ?disabled=${take.frames === 0}
        aria-label=${t(here && player.playing ? "result.pause" : "result.play")} @click=${this.#toggle}>
        ${icon(here && player.playing ? "pause" : "play")}</button>
      <wave-canvas class="result-wave" testid="result-waveform" .peaks=${take.peaks} .revision=${take.frames} .seconds=${take.seconds}
        .expectedSeconds=${take.expectedSeconds} .position=${here ? player.seconds : 0} .label=${t("result.waveform")}
        @seek=${(event) => this.#seek(event.detail)}></wave-canvas>
      ${take.complete ? html`<take-download .take=${take}></take-download>` : nothing}
    </div>`;
  }

  #state() {
    return { waiting: "waiting", streaming: "playing", done: "done", stopped: "done", error: "error" }[this.take?.state] ?? "idle";
  }

  #status() {
    const { take, player } = this;
    if (!take) {
      return nothing;
    }
    const position = player.take === take && take.frames > 0 ? `${number(player.seconds)} / ` : "";
    const words = {
      waiting: () => t("result.waiting"),
      streaming: () => t("result.streaming", { seconds: number(take.seconds) }),
      done: () => t("result.length", { position, seconds: number(take.seconds) }),
      stopped: () => t("result.stopped", { seconds: number(take.seconds) }),
      error: () => (take.frames > 0 ? t("result.partial", { seconds: number(take.seconds) }) : t("result.error")),
    }[take.state]();
    const silence = player.unavailable ? t("result.no-output") : "";
    const parts = [words, sentences(take, player), firstSound(take), silence].filter(Boolean);
    return html`${parts.map((part) => html`<span>${part}</span>`)}`;
  }

  #toggle() {
    this.player.toggle(this.take);
  }

  async #seek(seconds) {
    if (this.player.take !== this.take) {
      await this.player.open(this.take);
    }
    this.player.seek(seconds);
  }
}

// What is made while it is made, what is heard while it plays, else how many there are.
function sentences(take, player) {
  const count = take.total ?? take.sentences.length;
  if (count > 1 && player.take === take && player.playing) {
    return t("result.sentence-of", { number: take.sentenceAt(player.seconds), count });
  }
  if (count > 1 && !take.complete) {
    return t("result.sentences-made", { number: take.sentences.length, count });
  }
  return count ? t(count === 1 ? "result.sentence" : "result.sentences", { count }) : "";
}

function firstSound({ firstSoundSeconds }) {
  return firstSoundSeconds ? t("result.first-sound", { seconds: number(firstSoundSeconds, 2) }) : "";
}

customElements.define("result-panel", ResultPanel);
