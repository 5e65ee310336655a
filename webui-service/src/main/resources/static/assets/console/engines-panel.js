import { html, nothing, svg } from "lit";
import { number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { call } from "../shell/session.js";
import { engines, stateOf, watch } from "./feed.js";
import { day, meaning, millis } from "./words.js";

/** The engines with their queues, and what an administrator may do to them where that is granted. */
class EnginesPanel extends CosyElement {
  static properties = { acting: { state: true }, done: { state: true }, problem: { state: true } };

  constructor() {
    super();
    watch(this, engines);
  }

  render() {
    return html`<section class="card" aria-labelledby="engines-title">
      <h2 class="card-title" id="engines-title">${t("console.engines")}</h2>
      ${stateOf(engines, "engines", (data) => html`<ul class="engine-list">${data.engines.map(engineRow)}</ul>${this.#actions(data.actions)}`)}
    </section>`;
  }

  #actions(granted) {
    return html`<div class="engine-actions">
        ${this.#button("probe", "pulse", granted)}${this.#button("reload", "again", granted)}
        ${granted ? nothing : html`<p class="hint" id="read-only" data-testid="read-only">${icon("lock")}${t("console.read-only")}</p>`}
      </div>
      ${problemLine(this.problem, "error-engine-action")}
      <p role="status" class="engine-done" data-testid="engine-done">${this.done ? this.#told() : ""}</p>`;
  }

  #button(action, sign, granted) {
    return html`<button class="button" type="button" data-testid="engine-${action}" ?disabled=${!granted || this.acting}
      aria-describedby=${granted ? nothing : "read-only"} @click=${() => this.#act(action)}>
      ${icon(sign)}${t(this.acting === action ? `console.${action}-busy` : `console.${action}`)}</button>`;
  }

  #told() {
    const { action, answer } = this.done;
    return action === "probe"
      ? t("console.probed", { engine: answer.engine, first: millis(answer.firstAudioMillis), total: millis(answer.totalMillis),
        factor: number(answer.realTimeFactor, 2) })
      : t("console.reloaded", { engine: answer.name, generation: answer.generation, time: day(answer.loadedAt) });
  }

  async #act(action) {
    Object.assign(this, { acting: action, done: undefined, problem: undefined });
    try {
      const response = await call(`/api/v1/mesh/engines/${action}`, { method: "POST" });
      this.done = { action, answer: await response.json() };
      engines.ask();
    } catch (error) {
      this.problem = Problem.from(error);
    } finally {
      this.acting = undefined;
    }
  }
}

function engineRow({ name, version, summary, preference, state, reason, load }) {
  return html`<li class="engine-row" data-testid="engine-row" data-engine=${name} data-state=${state}>
    <div class="engine-head"><span class="badge" data-level=${{ ready: "good", loading: "warn" }[state] ?? "bad"}>${meaning("engine", state)}</span>
      <strong>${name}</strong><span class="hint">${version} · ${t("console.preference", { n: preference })}</span></div>
    <p class="hint">${summary}</p>
    ${reason ? html`<p class="engine-reason">${reason}</p>` : nothing}
    <div class="engine-load">${gauge(t("console.running"), load.running, load.limit)}${gauge(t("console.waiting"), load.queued, load.queueLimit)}</div>
  </li>`;
}

function gauge(name, used, limit) {
  const full = limit > 0 ? Math.min(1, used / limit) : 0;
  return html`<div class="gauge"><span>${name}</span>
    <svg class="life" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" data-level=${full > 0.9 ? "bad" : full > 0.6 ? "warn" : "good"}>
      ${svg`<rect class="life-track" width="100" height="8" rx="2" /><rect class="life-left" width=${(100 * full).toFixed(1)} height="8" rx="2" />`}</svg>
    <span>${t("console.of", { used, limit })}</span></div>`;
}

customElements.define("engines-panel", EnginesPanel);
