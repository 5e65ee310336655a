import { html } from "lit";
import { promptFile } from "../audio/clip.js";
import { t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { saveVoice } from "./voice-store.js";

/** Keeps a clip as a named voice, with the speaker's consent. */
class SaveVoice extends CosyElement {
  static properties = {
    clip: { attribute: false },
    transcript: { type: String },
    busy: { state: true },
    problem: { state: true },
    saved: { state: true },
  };

  willUpdate(changed) {
    if (changed.has("clip")) {
      this.saved = undefined;
    }
  }

  render() {
    return html`
      <button class="button" type="button" data-testid="save-voice" ?disabled=${Boolean(this.saved)} @click=${this.#open}>
        ${icon(this.saved ? "check" : "save")}${this.saved ? t("save.saved", { name: this.saved }) : t("save.open")}</button>
      <dialog aria-labelledby="save-title">
        <form method="dialog" @submit=${this.#submit}>
          <h2 class="card-title" id="save-title">${t("save.title")}</h2>
          <div class="field">
            <label class="label" for="voice-name">${t("save.name")}</label>
            <input class="input" id="voice-name" name="name" maxlength="100" required autocomplete="off"
              data-testid="voice-name" aria-describedby="error-name" aria-invalid=${this.problem?.field === "name"} />
            ${this.#error("name")}
          </div>
          <div class="field">
            <label class="label" for="voice-consent-by">${t("save.consent-by")}<span class="aside">${t("studio.optional")}</span></label>
            <input class="input" id="voice-consent-by" name="consentBy" maxlength="100" autocomplete="off" data-testid="voice-consent-by"
              aria-describedby="error-consentBy" />
            ${this.#error("consentBy")}
          </div>
          <label class="check"><input type="checkbox" name="consent" required data-testid="voice-consent"
            aria-describedby="error-consent" /><span>${t("save.consent")}</span></label>
          <p class="hint consent-words">${t("consent.statement")}</p>
          ${this.#error("consent")}
          <label class="check"><input type="checkbox" name="shared" data-testid="voice-shared" /><span>${t("save.shared")}</span></label>
          ${this.#error(undefined)}
          <div class="dialog-actions">
            <button class="button quiet" type="button" @click=${this.#close}>${t("shell.cancel")}</button>
            <button class="button primary" type="submit" data-testid="voice-save" ?disabled=${this.busy}>${t("save.submit")}</button>
          </div>
        </form>
      </dialog>`;
  }

  #error(field) {
    const known = ["name", "consent", "consentBy"].includes(this.problem?.field) ? this.problem.field : undefined;
    return problemLine(known === field ? this.problem : undefined, `error-${field ?? "save"}`);
  }

  get #dialog() {
    return this.querySelector("dialog");
  }

  #open() {
    this.problem = undefined;
    this.querySelector("form").reset();
    this.#dialog.showModal();
  }

  #close() {
    this.#dialog.close();
  }

  async #submit(event) {
    event.preventDefault();
    const { name, consent, consentBy, shared } = event.target.elements;
    this.busy = true;
    this.problem = undefined;
    try {
      const voice = await saveVoice({
        name: name.value.trim(), consent: consent.checked, consentBy: consentBy.value.trim(),
        consentText: t("consent.statement"), shared: shared.checked,
        transcript: (this.transcript ?? "").trim(), file: promptFile(this.clip),
      });
      this.saved = voice.name;
      this.#close();
    } catch (error) {
      this.problem = Problem.from(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("save-voice", SaveVoice);
