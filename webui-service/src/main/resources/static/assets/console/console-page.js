import { html, nothing } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import "./denials-view.js";
import "./identities-view.js";
import "./overview.js";
import "./policy-view.js";
import "./queues-view.js";
import "./tap-view.js";

const VIEWS = ["overview", "identities", "policy", "tap", "denials", "queues"];

/** The console: one view at a time, each with an address of its own. What is selected stays selected between them. */
class ConsolePage extends CosyElement {
  static properties = {
    shown: { type: Boolean },
    path: { type: String },
    allowed: { type: Boolean },
    selection: { state: true },
  };

  render() {
    if (!this.shown) {
      return nothing;
    }
    if (!this.allowed) {
      return html`<div class="page"><section class="card"><div class="empty" data-testid="console-forbidden">
        ${icon("lock")}<p>${t("console.forbidden")}</p></div></section></div>`;
    }
    const view = viewOf(this.path);
    return html`<div class="page console" @select-traffic=${(event) => (this.selection = event.detail)}>
      <nav class="console-tabs" aria-label=${t("console.views")}>
        ${VIEWS.map((name) => html`<a class="console-tab" href=${addressOf(name)} data-testid="console-${name}"
          aria-current=${name === view ? "page" : "false"} @click=${this.#follow}>${t(`console.view.${name}`)}</a>`)}
      </nav>
      ${this.#view(view)}
    </div>`;
  }

  #view(name) {
    switch (name) {
      case "identities":
        return html`<identities-view></identities-view>`;
      case "policy":
        return html`<policy-view .selection=${this.selection} explaining></policy-view>`;
      case "tap":
        return html`<tap-view .selection=${this.selection}></tap-view>`;
      case "denials":
        return html`<denials-view .selection=${this.selection}></denials-view>`;
      case "queues":
        return html`<queues-view></queues-view>`;
      default:
        return html`<mesh-overview .selection=${this.selection}></mesh-overview>`;
    }
  }

  #follow(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    this.emit("go", new URL(event.currentTarget.href).pathname);
  }
}

function viewOf(path = "") {
  const name = path.split("/")[2];
  return VIEWS.includes(name) ? name : VIEWS[0];
}

function addressOf(view) {
  return view === VIEWS[0] ? "/console" : `/console/${view}`;
}

customElements.define("console-page", ConsolePage);
