import { html, nothing } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import "./explain-form.js";
import { policies, stateOf, unreachable, watch } from "./feed.js";
import { selectionBar } from "./selection-panel.js";
import { inOrder, nodeOf } from "./topology-layout.js";
import { day, count } from "./words.js";

/** The rules in force as people wrote them, with what they did so far. */
class PolicyView extends CosyElement {
  static properties = { selection: { attribute: false }, explaining: { type: Boolean } };

  constructor() {
    super();
    watch(this, policies);
  }

  render() {
    return html`${this.explaining ? html`<explain-form></explain-form>` : nothing}
      <section class="card" aria-labelledby="policy-title">
        <h2 class="card-title" id="policy-title">${t("console.policy")}<span class="hint">${t("console.policy-hint")}</span></h2>
        ${selectionBar(this.selection, () => this.emit("select-traffic"))}
        ${stateOf(policies, "policy", ({ services }) => html`${unreachable(services)}${this.#tables(services)}`)}
      </section>`;
  }

  #tables(services) {
    const shown = inOrder(services).filter(({ service, state }) => state === "ok" && this.#concerns(service));
    return shown.length === 0 ? html`<div class="empty" data-testid="no-policy">${icon("lock")}<p>${t("console.no-policy")}</p></div>`
      : shown.map((policy) => this.#table(policy));
  }

  #table({ service, instance, mode, generation, since, rules, unmatched }) {
    const mine = rules.filter((rule) => this.#allowsSelected(rule));
    return html`<div class="policy">
      <h3 class="policy-title">${service}<span class="hint">${[instance, t("console.generation", { n: generation, time: day(since) })]
        .filter(Boolean).join(" · ")}</span>${modeBadge(mode)}</h3>
      <div class="table-frame" tabindex="0" role="group" aria-label="${t("console.policy")} ${service}">
        <table class="console-table policy-table" data-testid="policy" data-service=${service}>
          <thead><tr><th scope="col">${t("console.rule")}</th><th scope="col">${t("console.routes")}</th><th scope="col">${t("console.callers")}</th>
            <th scope="col" class="count">${t("console.allowed")}</th><th scope="col" class="count">${t("console.denied")}</th></tr></thead>
          <tbody>
            ${mine.map((rule) => html`<tr data-rule=${rule.name}>
              <th scope="row">${rule.name}${rule.mode === mode ? nothing : modeBadge(rule.mode)}</th>
              <td>${routesOf(rule.routes)}</td>
              <td>${rule.callers.map((caller) => html`<code class="line" title=${caller}>${short(caller)}</code>`)}
                ${rule.anonymous ? html`<span class="badge" data-level="warn">${t("console.anonymous")}</span>` : nothing}</td>
              <td class="count">${count(rule.allowed)}</td>
              <td class="count" data-some=${rule.denied > 0}>${count(rule.denied)}</td></tr>`)}
            <tr class="unmatched"><th scope="row">${t("console.no-rule")}</th><td>${t("console.any-other")}</td><td></td><td class="count"></td>
              <td class="count" data-some=${unmatched?.denied > 0}>${count(unmatched?.denied)}</td></tr>
          </tbody>
        </table>
      </div>
    </div>`;
  }

  #concerns(service) {
    switch (this.selection?.kind) {
      case "edge":
        return this.selection.destination === service;
      case "node":
        return this.selection.node === service;
      default:
        return true;
    }
  }

  #allowsSelected({ callers }) {
    const { kind, source } = this.selection ?? {};
    return kind !== "edge" || callers.some((caller) => caller.endsWith("/*") || nodeOf({ service: short(caller) }) === source);
  }
}

function modeBadge(mode) {
  return html`<span class="badge" data-level=${mode === "enforce" ? "good" : "warn"}>${mode}</span>`;
}

const FEW = 4;

function routesOf(routes) {
  const line = (route) => html`<code class="line">${route}</code>`;
  return routes.length <= FEW ? routes.map(line) : html`${routes.slice(0, FEW - 1).map(line)}
    <details class="more"><summary>${t("console.more", { n: routes.length - FEW + 1 })}</summary>${routes.slice(FEW - 1).map(line)}</details>`;
}

// Within the namespace of the stack the account is enough, as in the files.
function short(caller) {
  return caller.match(/^spiffe:\/\/[^/]+\/ns\/cosymesh\/sa\/([^/]+)$/)?.[1] ?? caller;
}

customElements.define("policy-view", PolicyView);
