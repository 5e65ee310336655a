import { html } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { history, stateOf, unreachable, watch } from "./feed.js";
import { lineChart } from "./line-chart.js";
import { titleOf } from "./selection-panel.js";
import { pointsOf, rowsOf, steps } from "./series.js";
import { millis, percent, rate } from "./words.js";

const MINUTE = 60_000;
const SPANS = [15, 60];

/** Small multiples over one time axis, from what the services themselves remember. */
class MeshCharts extends CosyElement {
  static properties = { selection: { attribute: false }, span: { state: true }, at: { state: true } };

  constructor() {
    super();
    this.span = SPANS[0];
    watch(this, history);
  }

  render() {
    return html`<section class="card" aria-labelledby="charts-title" data-testid="charts">
      <div class="card-title"><h2 id="charts-title">${t("console.charts")}</h2>
        <div class="spans" role="group" aria-label=${t("console.span")}>${SPANS.map((span) => html`<button class="chip" type="button"
          aria-pressed=${span === this.span} @click=${() => (this.span = span)}>${t("console.minutes", { n: span })}</button>`)}</div></div>
      ${stateOf(history, "history", (data) => html`${unreachable(data.services)}${this.#charts(data)}`)}
    </section>`;
  }

  #charts(data) {
    const to = +new Date(data.time);
    const from = to - this.span * MINUTE;
    const rows = rowsOf(this.selection)
      .map((edge) => ({ edge, values: steps(pointsOf(data, edge).filter(({ time }) => time >= from), from, to, data.stepMillis) }))
      .filter(({ values }) => !this.selection || values.some(({ rate: any }) => any > 0));
    if (rows.every(({ values }) => values.every(({ rate: any }) => any === 0))) {
      return html`<div class="empty" data-testid="no-history">${icon("pulse")}<p>${t("console.no-history")}</p></div>`;
    }
    return html`<div class="charts">
      <div class="chart-heads" aria-hidden="true"><span>${t("console.rate")}</span><span>${t("console.success")}</span><span>${t("console.latency")}</span></div>
      ${rows.map(({ edge, values }) => this.#row(edge, values, from, to))}</div>`;
  }

  #row(edge, values, from, to) {
    const title = titleOf({ kind: "edge", ...edge });
    const of = (field) => values.map((step) => ({ time: step.time, value: step[field] }));
    const common = { from, to, at: this.at, onPoint: (at) => (this.at = at) };
    return html`<div class="chart-row" data-testid="chart-row" data-edge="${edge.source}>${edge.destination}">
      <h3 class="chart-title">${title}</h3>
      <count>${this.#caption("console.rate")}${lineChart({ ...common, title: `${title}, ${t("console.rate")}`, write: rate, lines: [{ kind: "rate", values: of("rate") }] })}</count>
      <count>${this.#caption("console.success")}${lineChart({ ...common, title: `${title}, ${t("console.success")}`, write: percent, top: 1, lines: [{ kind: "success", values: of("success") }] })}</count>
      <count>${this.#caption("console.latency")}${lineChart({ ...common, title: `${title}, ${t("console.latency")}`, write: millis,
        lines: [{ kind: "p99", name: "p99", values: of("p99") }, { kind: "p50", name: "p50", values: of("p50") }] })}</count>
    </div>`;
  }

  // Columns have a common head where they stand side by side.
  #caption(key) {
    return html`<figcaption>${t(key)}</figcaption>`;
  }
}

customElements.define("mesh-charts", MeshCharts);
