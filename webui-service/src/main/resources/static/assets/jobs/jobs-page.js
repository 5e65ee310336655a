import { html } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement } from "../shell/element.js";

/** Speech that is made while nobody waits for it. */
class JobsPage extends CosyElement {
  static properties = { shown: { type: Boolean } };

  render() {
    return html`<div class="page jobs"><section class="card"><h2 class="card-title">${t("nav.jobs")}</h2></section></div>`;
  }
}

customElements.define("jobs-page", JobsPage);
