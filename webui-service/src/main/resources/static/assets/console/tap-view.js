import { html, nothing } from "lit";
import { repeat } from "lit-html/directives/repeat.js";
import { t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { problemLine } from "../shell/problem.js";
import { selectionChip } from "./selection-panel.js";
import { TapFeed } from "./tap-feed.js";
import { belongs } from "./traffic.js";
import { count, meaning } from "./words.js";

const FIELDS = ["service", "source", "destination", "method", "path", "route", "status", "outcome"];
const READY = [{ field: "outcome", value: "denied" }, { field: "status", value: "5xx" }, { field: "method", value: "POST" }];

/** Requests as they happen, newest on top. Nobody is watched while the page is out of sight. */
class TapView extends CosyElement {
  static properties = { selection: { attribute: false }, filters: { state: true }, held: { state: true } };

  #feed = new TapFeed(() => this.requestUpdate());
  #seen = () => (document.hidden ? this.#feed.stop() : this.#feed.start(this.filters));

  constructor() {
    super();
    this.filters = [];
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#seen);
    this.#seen();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#seen);
    this.#feed.stop();
  }

  render() {
    const all = this.held?.rows ?? this.#feed.rows;
    const rows = all.filter(({ inbound, source, destination }) => inbound && belongs(this.selection, source, destination));
    return html`<section class="card" aria-labelledby="tap-title" data-testid="tap" data-live=${this.#feed.live}>
      <div class="card-title"><h2 id="tap-title">${t("console.tap")}</h2>
        <span class="tap-state"><span class="hint" data-testid="tap-dropped" data-count=${this.#feed.dropped}>${this.#state()}</span>
          <button class="button" type="button" data-testid="tap-pause" aria-pressed=${Boolean(this.held)} @click=${this.#hold}>
            ${icon(this.held ? "play" : "pause")}${t(this.held ? "console.resume" : "console.pause")}</button></span></div>
      ${this.#filterBar()}
      ${problemLine(this.#feed.problem, "error-tap")}
      ${this.#feed.away.size === 0 ? nothing : html`<ul class="console-away">${[...this.#feed.away].map(([service, detail]) =>
        html`<li><strong>${service}</strong> <span>${detail}</span></li>`)}</ul>`}
      <div class="tap-frame" tabindex="0" role="group" aria-labelledby="tap-title">
        ${rows.length === 0 ? this.#empty() : table(rows)}
      </div>
    </section>`;
  }

  #state() {
    const { seen, dropped, live } = this.#feed;
    const words = [live ? t("console.tap-seen", { n: count(seen) }) : t("console.tap-connecting")];
    if (this.held) {
      words.push(t("console.tap-held", { n: count(seen - this.held.seen) }));
    }
    return [...words, t("console.tap-dropped", { n: count(dropped) })].join(" · ");
  }

  #empty() {
    return html`<div class="empty">${icon("pulse")}<p>${t(this.#feed.live ? "console.tap-empty" : "console.tap-connecting")}</p></div>`;
  }

  #filterBar() {
    return html`<form class="tap-filters" @submit=${this.#add}>
      <label class="visually-hidden" for="tap-field">${t("console.filter-field")}</label>
      <select class="input" id="tap-field" name="field">${FIELDS.map((field) => html`<option value=${field}>${t(`console.field.${field}`)}</option>`)}</select>
      <label class="visually-hidden" for="tap-value">${t("console.filter-value")}</label>
      <input class="input" id="tap-value" name="value" required placeholder=${t("console.filter-value")} autocapitalize="none" spellcheck="false" />
      <button class="button" type="submit">${t("console.filter-add")}</button>
      <ul class="chips" aria-label=${t("console.filters")}>
        ${READY.map((filter) => this.#has(filter) ? nothing : html`<li><button class="chip" type="button" @click=${() => this.#filter(filter)}>
          + ${chipWords(filter)}</button></li>`)}
        ${this.filters.map((filter) => html`<li><button class="chip" type="button" aria-pressed="true" data-testid="tap-chip"
          aria-label="${t("console.filter-remove")}: ${chipWords(filter)}" @click=${() => this.#unfilter(filter)}>${chipWords(filter)}${icon("close")}</button></li>`)}
        ${this.selection ? html`<li>${selectionChip(this.selection, () => this.emit("select-traffic"))}</li>` : nothing}
      </ul>
    </form>`;
  }

  #has({ field, value }) {
    return this.filters.some((filter) => filter.field === field && filter.value === value);
  }

  #add(event) {
    event.preventDefault();
    const { field, value } = event.target.elements;
    this.#filter({ field: field.value, value: value.value.trim() });
    value.value = "";
  }

  #filter(filter) {
    this.#refilter([...this.filters.filter(({ field }) => field !== filter.field), filter]);
  }

  #unfilter(filter) {
    this.#refilter(this.filters.filter((other) => other !== filter));
  }

  #refilter(filters) {
    this.filters = filters;
    this.held = undefined;
    this.#feed.start(filters);
  }

  #hold() {
    this.held = this.held ? undefined : { rows: [...this.#feed.rows], seen: this.#feed.seen };
  }
}

function chipWords({ field, value }) {
  return `${t(`console.field.${field}`)}: ${value}`;
}

function table(rows) {
  return html`<table class="tap-table">
    <thead><tr><th scope="col">${t("console.time")}</th><th scope="col">${t("console.source")} → ${t("console.destination")}</th>
      <th scope="col">${t("console.method")}</th><th scope="col">${t("console.route")}</th><th scope="col">${t("console.status")}</th>
      <th scope="col">${t("console.first-byte")}</th><th scope="col">${t("console.rule")}</th></tr></thead>
    <tbody>${repeat(rows, ({ id }) => id, (row) => html`<tr data-testid="tap-row" data-outcome=${row.outcome} data-failed=${row.failed}>
      <td>${row.at}</td><td><span title=${row.fromId}>${row.from}</span> → <span title=${row.toId}>${row.to}</span></td><td>${row.method}</td>
      <td title=${row.path}>${row.route}</td><td>${row.status}</td><td>${row.latency}</td>
      <td>${row.outcome === "allowed" ? row.rule : `${meaning("outcome", row.outcome)}: ${meaning("reason", row.reason)}`}</td></tr>`)}</tbody>
  </table>`;
}

customElements.define("tap-view", TapView);
