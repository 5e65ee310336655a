import { html, nothing } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { call } from "../shell/session.js";
import { SERVICES } from "./topology-layout.js";
import { meaning } from "./words.js";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** May A call B with M P? Asks the service that would decide. */
class ExplainForm extends CosyElement {
  static properties = { answer: { state: true }, problem: { state: true }, asking: { state: true } };

  render() {
    return html`<section class="card" aria-labelledby="explain-title">
      <h2 class="card-title" id="explain-title">${t("console.explain")}</h2>
      <form class="explain" data-testid="explain" @submit=${this.#ask}>
        <label class="field"><span class="label">${t("console.explain-from")}</span>
          <input class="input" name="from" list="callers" required value="backend-api" autocapitalize="none" spellcheck="false" />
          <datalist id="callers">${[...SERVICES, "operator"].map((name) => html`<option value=${name}></option>`)}</datalist></label>
        <label class="field"><span class="label">${t("console.explain-to")}</span>
          <select class="input" name="service">${SERVICES.slice(1).map((name) => html`<option ?selected=${name === "inference-engine"}>${name}</option>`)}</select></label>
        <label class="field"><span class="label">${t("console.method")}</span>
          <select class="input" name="method">${METHODS.map((name) => html`<option ?selected=${name === "POST"}>${name}</option>`)}</select></label>
        <label class="field explain-path"><span class="label">${t("console.path")}</span>
          <input class="input" name="path" required pattern="/.*" value="/v1/synthesize" autocapitalize="none" spellcheck="false" /></label>
        <button class="button primary" type="submit" ?disabled=${this.asking}>${t("console.ask")}</button>
      </form>
      ${problemLine(this.problem, "error-explain")}
      <div role="status">${this.answer ? verdict(this.answer) : nothing}</div>
    </section>`;
  }

  async #ask(event) {
    event.preventDefault();
    const query = new URLSearchParams(new FormData(event.target));
    this.asking = true;
    this.problem = undefined;
    this.answer = undefined;
    try {
      const response = await call(`/api/v1/mesh/authz/explain?${query}`);
      this.answer = await response.json();
    } catch (error) {
      this.problem = Problem.from(error);
    } finally {
      this.asking = false;
    }
  }
}

function verdict({ caller, service, method, path, inForce, audited, rules = [] }) {
  const may = inForce.letsThrough;
  return html`<div class="verdict-box" data-testid="verdict" data-outcome=${inForce.outcome} data-level=${may ? "good" : "bad"}>
    <p class="verdict-word">${icon(may ? "check" : "close")}${t(may ? "console.may" : "console.may-not")}</p>
    <dl class="figures">
      ${pair(t("console.request"), html`<code>${caller} → ${service}</code><code class="line">${method} ${path}</code>`, true)}
      ${pair(t("console.handshake"), meaning("handshake", inForce.handshake))}
      ${pair(t("console.decision"), t("console.decided", { outcome: meaning("outcome", inForce.outcome), rule: inForce.rule, route: inForce.route }))}
      ${inForce.reason ? pair(t("console.reason"), meaning("reason", inForce.reason)) : nothing}
      ${pair(t("console.if-audited"), meaning("outcome", audited.outcome))}
    </dl>
    ${rules.length === 0 ? nothing : html`<ul class="matching" aria-label=${t("console.matching")}>${rules.map((rule) => html`<li>
      <span class="badge" data-level=${rule.admits ? "good" : "bad"}>${t(rule.admits ? "console.admits" : "console.admits-not")}</span>
      <strong>${rule.name}</strong> <code>${rule.route}</code> <span class="hint">${rule.callers.join(", ")}</span></li>`)}</ul>`}
  </div>`;
}

function pair(name, value, wide = false) {
  return html`<div class=${wide ? "wide" : ""}><dt>${name}</dt><dd>${value}</dd></div>`;
}

customElements.define("explain-form", ExplainForm);
