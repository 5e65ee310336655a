import { html } from "lit";
import { number, t, timeOfDay } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { saveWav } from "./take-download.js";

/** The last results of this page, newest first. Gone with the page: nothing is kept without being asked. */
class TakeHistory extends CosyElement {
  static properties = { takes: { attribute: false }, current: { attribute: false }, seconds: { type: Number } };

  render() {
    return html`<section class="card" aria-labelledby="history-title">
      <h2 class="card-title" id="history-title">${t("history.title")}<span class="hint">${t("history.hint")}</span></h2>
      <ol class="takes" data-testid="history">${this.takes.map((take) => this.#row(take))}</ol>
    </section>`;
  }

  #row(take) {
    const { request, startedAt, seconds } = take;
    return html`<li class="take" aria-current=${take === this.current}>
      <button class="button quiet round icon-only" type="button" aria-label="${t("result.play")}: ${request.text.slice(0, 60)}"
        @click=${() => this.emit("play-take", take)}>${icon("play")}</button>
      <div class="take-words">
        <p class="take-text">${request.text}</p>
        <p class="hint">${timeOfDay(startedAt)} · ${t(`mode.${request.mode}`)} · ${request.voiceName} ·
          ${t("clip.seconds", { seconds: number(seconds) })}</p>
      </div>
      <button class="button quiet icon-only" type="button" aria-label=${t("history.download")} title=${t("history.download")}
        @click=${() => saveWav(take)}>${icon("download")}</button>
      <button class="button quiet icon-only" type="button" aria-label=${t("history.again")} title=${t("history.again")}
        @click=${() => this.emit("again", take)}>${icon("again")}</button>
    </li>`;
  }
}

customElements.define("take-history", TakeHistory);
