import { html, nothing } from "lit";
import { t } from "../i18n/i18n.js";
import { icon } from "../shell/element.js";
import { belongs, tlsOf } from "./traffic.js";
import { count, idOf, millis, nameOf, percent, rate } from "./words.js";

/** What is selected, in figures: its identities and its routes. */
export function selectionPanel(selection, joined, stat, onClear) {
  if (!selection) {
    return html`<p class="hint">${t("console.select-hint")}</p>`;
  }
  const chosen = joined.filter(({ source, destination }) => selection.kind === "edge"
    ? selection.source === source && selection.destination === destination
    : selection.node === source || selection.node === destination);
  return html`<div class="selection" data-testid="selection">
    <div class="selection-head"><h3>${titleOf(selection)}</h3>
      <button class="button quiet" type="button" data-testid="clear-selection" @click=${onClear}>${icon("close")}${t("console.show-all")}</button></div>
    ${chosen.flatMap(({ members }) => members).map((edge) => html`<dl class="figures">
      ${pair(t("console.source"), html`<code>${idOf(edge.source)}</code>`, true)}
      ${pair(t("console.destination"), html`<code>${idOf(edge.destination)}</code>`, true)}
      ${pair("TLS", tlsOf(edge.secured), true)}
      ${pair(t("console.connections"), count(edge.connections))}
      ${pair(t("console.rate"), rate(edge.requestsPerSecond))}
      ${pair(t("console.success"), percent(edge.success))}
      ${pair("p50 · p95 · p99", `${millis(edge.p50Millis)} · ${millis(edge.p95Millis)} · ${millis(edge.p99Millis)}`)}
      ${pair(t("console.denied"), count(edge.denied))}
    </dl>`)}
    ${routeTable(selection, stat)}
  </div>`;
}

export function titleOf(selection) {
  return selection.kind === "edge" ? `${named(selection.source)} → ${named(selection.destination)}` : named(selection.node);
}

/** That something shows what is selected alone, and the way back to everything. */
export function selectionChip(selection, onClear) {
  return selection ? html`<button class="chip" type="button" aria-pressed="true" data-testid="selection-chip"
    aria-label="${t("console.filter-remove")}: ${titleOf(selection)}" @click=${onClear}>${titleOf(selection)}${icon("close")}</button>` : nothing;
}

/** The same on a line of its own, where there is no other. */
export function selectionBar(selection, onClear) {
  return selection ? html`<div class="chips">${selectionChip(selection, onClear)}</div>` : nothing;
}

function named(node) {
  return node === "outside" || node === "others" ? t(`console.node.${node}`) : node;
}

function pair(name, value, wide = false) {
  return html`<div class=${wide ? "wide" : ""}><dt>${name}</dt><dd>${value}</dd></div>`;
}

// What a server says of its routes counts; a client's view of the same call would show it twice.
function routeTable(selection, stat) {
  const rows = (stat?.routes ?? []).filter(({ direction, service, peer }) => direction === "inbound"
    && belongs(selection, peer, { service }));
  return rows.length === 0 ? nothing : html`<div class="table-frame" tabindex="0" role="group" aria-label=${t("console.routes")}>
    <table class="console-table" data-testid="route-table">
      <thead><tr><th scope="col">${t("console.route")}</th><th scope="col">${t("console.source")}</th>
        <th scope="col">${t("console.destination")}</th><th scope="col">${t("console.rule")}</th><th scope="col">${t("console.rate")}</th>
        <th scope="col">${t("console.success")}</th><th scope="col">p50</th><th scope="col">p99</th><th scope="col">${t("console.denied")}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr><th scope="row"><code>${row.route}</code></th><td>${nameOf(row.peer)}</td><td>${row.service}</td>
        <td>${row.rule}</td><td>${rate(row.requestsPerSecond)}</td><td>${percent(row.success)}</td><td>${millis(row.p50Millis)}</td>
        <td>${millis(row.p99Millis)}</td><td>${count(row.denied)}</td></tr>`)}</tbody>
    </table></div>`;
}
