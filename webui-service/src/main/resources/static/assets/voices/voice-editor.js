import { html } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { changeVoice } from "./voice-store.js";

/** What may change about a voice: its name, transcript, labels, and whether the tenant may use it. */
class VoiceEditor extends CosyElement {
  static properties = { voice: { state: true }, busy: { state: true }, problem: { state: true } };

  render() {
    const { voice = {} } = this;
    return html`<dialog aria-labelledby="edit-title">
      <form method="dialog" @submit=${this.#submit}>
        <h2 class="card-title" id="edit-title">${t("voices.edit-title", { name: voice.name ?? "" })}</h2>
        ${this.#field("name", "save.name", voice.name, 100, true)}
        ${this.#field("transcript", "studio.transcript", voice.transcript, 1000)}
        ${this.#field("labels", "voices.labels", voice.labels?.join(", "), 200)}
        <label class="check"><input type="checkbox" name="shared" data-testid="edit-shared" .checked=${Boolean(voice.shared)} />
          <span>${t("save.shared")}</span></label>
        ${problemLine(this.problem, "error-edit")}
        <div class="dialog-actions">
          <button class="button quiet" type="button" @click=${this.#close}>${t("shell.cancel")}</button>
          <button class="button primary" type="submit" data-testid="edit-save" ?disabled=${this.busy}>${t("save.submit")}</button>
        </div>
      </form>
    </dialog>`;
  }

  async edit(voice) {
    Object.assign(this, { voice, problem: undefined });
    await this.updateComplete;
    this.querySelector("form").reset();
    this.requestUpdate();
    this.querySelector("dialog").showModal();
  }

  #field(name, label, value, most, required = false) {
    return html`<div class="field"><label class="label" for="edit-${name}">${t(label)}</label>
      <input class="input" id="edit-${name}" name=${name} maxlength=${most} autocomplete="off" data-testid="edit-${name}" ?required=${required}
        value=${value ?? ""} aria-invalid=${this.problem?.field === name} /></div>`;
  }

  #close() {
    this.querySelector("dialog").close();
  }

  async #submit(event) {
    event.preventDefault();
    const { name, transcript, labels, shared } = event.target.elements;
    Object.assign(this, { busy: true, problem: undefined });
    try {
      await changeVoice(this.voice.id, {
        name: name.value.trim(), transcript: transcript.value.trim() || null, shared: shared.checked,
        labels: labels.value.split(/[,，]/).map((label) => label.trim()).filter(Boolean),
      });
      this.#close();
    } catch (error) {
      this.problem = Problem.from(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("voice-editor", VoiceEditor);
