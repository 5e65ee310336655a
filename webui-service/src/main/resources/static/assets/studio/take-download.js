import { html } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { chooseFormat, chosenFormat, FORMATS } from "./format.js";


/** Saves a take: WAV from what this page has heard, other formats made anew by the server with the same seed. */
class TakeDownload extends CosyElement {
  static properties = { take: { attribute: false }, busy: { state: true }, problem: { state: true } };

  render() {
    return html`<div class="download">
      <button class="button" type="button" data-testid="download" ?disabled=${this.busy} aria-busy=${Boolean(this.busy)}
        @click=${this.#download}>${icon("download")}${t(this.busy ? "result.preparing" : "result.download")}</button>
      <select class="input format" aria-label=${t("studio.format")} data-testid="format" @change=${this.#choose}>
        ${FORMATS.map((name) => html`<option value=${name} .selected=${name === chosenFormat()}>${name.toUpperCase()}</option>`)}
      </select>
      ${problemLine(this.problem, "error-format")}
    </div>`;
  }

  #choose(event) {
    chooseFormat(event.target.value);
    this.problem = undefined;
  }

  async #download() {
    this.problem = undefined;
    this.busy = true;
    try {
      await saveTake(this.take);
    } catch (error) {
      this.problem = Problem.from(error);
    } finally {
      this.busy = false;
    }
  }
}

/** Saves a take in the format chosen last. A take that was stopped is only what was heard of it. */
export async function saveTake(take) {
  const format = take.state === "done" ? chosenFormat() : "wav";
  save(format === "wav" ? take.wav() : await take.encoded(format), `${fileName(take)}.${format}`);
}

function fileName({ startedAt, request }) {
  const time = startedAt.toTimeString().slice(0, 8).replaceAll(":", "");
  const words = request.text.slice(0, 24).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `cosymesh-${time}-${words}`;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

customElements.define("take-download", TakeDownload);
