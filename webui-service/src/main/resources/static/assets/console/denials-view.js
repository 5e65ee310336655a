import { html } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { denials, stateOf, unreachable, watch } from "./feed.js";
import { selectionBar } from "./selection-panel.js";
import { belongs } from "./traffic.js";
import { clock, day, idOf, meaning } from "./words.js";

/** Who was refused lately, and why. */
class DenialsView extends CosyElement {
  static properties = { selection: { attribute: false } };

  constructor() {
    super();
    watch(this, denials);
  }

  render() {
    return html`<section class="card" aria-labelledby="denials-title">
      <h2 class="card-title" id="denials-title">${t("console.denials")}<span class="hint">${t("console.denials-hint")}</span></h2>
      ${selectionBar(this.selection, () => this.emit("select-traffic"))}
      ${stateOf(denials, "denials", (data) => html`${unreachable(data.services)}${this.#list(data.denials)}`)}
    </section>`;
  }

  #list(all) {
    const list = all.filter(({ source, service }) => belongs(this.selection, source, { service }));
    return list.length === 0 ? html`<div class="empty" data-testid="no-denials">${icon("check")}<p>${t("console.no-denials")}</p></div>`
      : html`<div class="table-frame" tabindex="0" role="group" aria-labelledby="denials-title"><table class="console-table" data-testid="denials">
        <thead><tr><th scope="col">${t("console.time")}</th><th scope="col">${t("console.source")}</th><th scope="col">${t("console.destination")}</th>
          <th scope="col">${t("console.request")}</th><th scope="col">${t("console.reason")}</th></tr></thead>
        <tbody>${list.map((denial) => html`<tr data-testid="denial" data-reason=${denial.reason}>
          <td><time datetime=${denial.time} title=${day(denial.time)}>${clock(denial.time)}</time></td>
          <th scope="row"><code class="line">${idOf(denial.source)}</code><span class="hint">${denial.remoteAddress ?? ""}</span></th>
          <td>${denial.service}</td>
          <td>${denial.stage === "handshake" ? t("console.stage.handshake") : html`<code class="line">${denial.method} ${denial.path}</code>`}</td>
          <td><span class="badge" data-level="bad">${meaning("reason", denial.reason)}</span><span class="denial-detail">${denial.detail}</span></td></tr>`)}</tbody>
      </table></div>`;
  }
}

customElements.define("denials-view", DenialsView);
