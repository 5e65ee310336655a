import { html } from "lit";
import { number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { presetName } from "./instruct-picker.js";

const COMPARED = [
  ["text", (take) => take.request.text],
  ["voice", (take) => take.request.voiceName],
  ["mode", (take) => t(`mode.${take.request.mode}`)],
  ["instruct", (take) => (take.request.instruct ? presetName(take.request.instruct) : "–")],
  ["speed", (take) => `${number(take.request.speed)}×`],
  ["language", (take) => take.language ?? "–"],
  ["engine", (take) => take.engine ?? "–"],
  ["seed", (take) => String(take.seed ?? "–")],
];

/** Two takes, heard from the same place on: one is switched for the other while it plays, and what differs is named. */
class TakeCompare extends CosyElement {
  static properties = { pair: { attribute: false }, player: { attribute: false } };

  #moved = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    this.player.addEventListener("change", this.#moved);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.player.removeEventListener("change", this.#moved);
  }

  render() {
    const differences = COMPARED.filter(([, of]) => of(this.pair[0]) !== of(this.pair[1]));
    return html`<div class="compare" role="group" aria-label=${t("compare.title")} data-testid="compare">
      <div class="compare-head">
        ${this.pair.map((take, index) => this.#letter(take, "AB"[index]))}
        <button class="button" type="button" data-testid="compare-switch" @click=${this.#switch}>${icon("again")}${t("compare.switch")}</button>
        <button class="button quiet icon-only compare-close" type="button" aria-label=${t("compare.close")} title=${t("compare.close")}
          @click=${() => this.emit("close-compare")}>${icon("close")}</button>
      </div>
      ${differences.length === 0 ? html`<p class="hint">${t("compare.same")}</p>` : html`<dl class="differences">
        ${differences.map(([name, of]) => html`<dt>${t(`compare.${name}`)}</dt>
          ${this.pair.map((take, index) => html`<dd><b>${"AB"[index]}</b> ${of(take)}</dd>`)}`)}</dl>`}
    </div>`;
  }

  #letter(take, letter) {
    const heard = this.player.take === take;
    return html`<button class="button compare-letter" type="button" data-testid="compare-${letter}" aria-pressed=${heard}
      @click=${() => this.#hear(take)}>${icon(heard && this.player.playing ? "pause" : "play")}${letter}
      <span class="hint figures">${heard ? `${number(this.player.seconds)} / ` : ""}${t("clip.seconds", { seconds: number(take.seconds) })}</span></button>`;
  }

  #hear(take) {
    if (this.player.take === take) {
      this.player.toggle(take);
    } else {
      this.emit("show-take", { take, seconds: this.#place(take) });
    }
  }

  #switch() {
    const [a, b] = this.pair;
    this.#hear(this.player.take === a ? b : a);
  }

  // The same place in what is said: sentences that both have are matched, else the share of the whole.
  #place(take) {
    const { take: other, seconds, ended } = this.player;
    if (!this.pair.includes(other) || ended) {
      return 0;
    }
    const index = other.sentenceAt(seconds) - 1;
    const [from, to] = [other.sentences[index], take.sentences[index]];
    if (from && to && other.sentences.length === take.sentences.length) {
      const share = (seconds - from.startSeconds) / (from.endSeconds - from.startSeconds);
      return to.startSeconds + Math.max(0, share) * (to.endSeconds - to.startSeconds);
    }
    return (seconds / other.seconds) * take.seconds;
  }
}

customElements.define("take-compare", TakeCompare);
