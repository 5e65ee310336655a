import { html, nothing } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement } from "../shell/element.js";
import { edgeTable } from "./edge-table.js";
import { denials, edges, identities, routes, stateOf, unreachable, watch } from "./feed.js";
import "./mesh-charts.js";
import "./policy-view.js";
import { selectionPanel } from "./selection-panel.js";
import "./tap-view.js";
import "./topology.js";
import { byNodes, recent } from "./traffic.js";
import { meaning, nameOf, seconds } from "./words.js";

const STUB_MILLIS = 8000;

/** What goes on in the mesh, and below it what that is made of. */
class MeshOverview extends CosyElement {
  static properties = { selection: { attribute: false } };

  #openedAt;

  constructor() {
    super();
    watch(this, edges, denials, identities, routes);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#openedAt = denials.now();
  }

  render() {
    const refused = this.#refused();
    return html`<section class="card" aria-labelledby="topology-title">
        <h2 class="card-title" id="topology-title">${t("console.topology")}
          <span class="hint">${t("console.window")}</span></h2>
        ${stateOf(edges, "edges", (data) => this.#picture(data, refused))}
        <p class="visually-hidden" role="status">${refused.map((denial) => t("console.denied-now",
          { source: denial.name, destination: denial.service, reason: meaning("reason", denial.reason) })).join(" ")}</p>
      </section>
      <mesh-charts .selection=${this.selection}></mesh-charts>
      <tap-view .selection=${this.selection}></tap-view>
      <policy-view .selection=${this.selection}></policy-view>`;
  }

  #picture({ services, edges: found }, refused) {
    const joined = byNodes(found);
    return html`${unreachable(services)}
      ${joined.length === 0 ? html`<p class="hint" data-testid="no-traffic">${t("console.no-traffic")}</p>` : nothing}
      <div class="topology-frame"><mesh-topology .edges=${joined} .refused=${refused} .selection=${this.selection}
        .services=${standings(services)}></mesh-topology></div>
      ${selectionPanel(this.selection, joined, routes.data, () => this.emit("select-traffic"))}
      <details class="as-table"><summary>${t("console.as-table")}</summary>${edgeTable(joined)}</details>`;
  }

  // Marks stay for a while after what they stand for, but only for what happened before somebody's eyes.
  #refused() {
    const since = Math.max(this.#openedAt, denials.now() - STUB_MILLIS);
    return recent(denials.data?.denials ?? [], new Date(since));
  }
}

/** How each service stands: whether it answers, and how long its identity lasts. The worst replica counts. */
function standings(services) {
  const found = {};
  services.forEach(({ service, state, error }) => {
    found[service] ??= { level: "good", count: 0 };
    found[service].count++;
    if (state !== "ok") {
      Object.assign(found[service], { level: "bad", short: t("console.state.unreachable"), words: error?.detail ?? t("console.state.unreachable") });
    }
  });
  identities.data?.services.forEach(({ service, identity }) => {
    const standing = (found[service] ??= { level: "good", count: 1 });
    const left = identity && (new Date(identity.expiresAt) - identities.now()) / 1000;
    if (standing.level === "good" && identity && !(left > standing.left)) {
      const short = left > 0 ? t("console.expires-in", { time: seconds(left) }) : t("console.expired");
      Object.assign(standing, { left, level: left > 0 ? "good" : "bad", short, words: `${nameOf(identity)}, ${short}` });
    }
  });
  Object.values(found).forEach((standing) => {
    standing.short ??= t("console.state.ok");
    standing.words ??= standing.short;
    standing.short = standing.count > 1 ? `${standing.count} × · ${standing.short}` : standing.short;
  });
  return found;
}

customElements.define("mesh-overview", MeshOverview);
