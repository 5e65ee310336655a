import { html } from "lit";
import { t } from "../i18n/i18n.js";
import { tlsOf } from "./traffic.js";
import { count, idOf, millis, nameOf, percent, rate } from "./words.js";

/** The picture in words: every pair of identities, with what the lines only hint at. */
export function edgeTable(joined) {
  const rows = joined.flatMap(({ members }) => members);
  return html`<div class="table-frame" tabindex="0" role="group" aria-label=${t("console.edges")}>
    <table class="console-table" data-testid="edge-table">
      <thead><tr>
        <th scope="col">${t("console.source")}</th><th scope="col">${t("console.destination")}</th>
        <th scope="col">${t("console.rate")}</th><th scope="col">${t("console.success")}</th>
        <th scope="col">p50</th><th scope="col">p95</th><th scope="col">p99</th>
        <th scope="col">${t("console.denied")}</th><th scope="col">${t("console.failures")}</th>
        <th scope="col">${t("console.connections")}</th><th scope="col">TLS</th>
      </tr></thead>
      <tbody>${rows.map((edge) => html`<tr>
        <th scope="row" title=${idOf(edge.source)}>${nameOf(edge.source)}</th><td title=${idOf(edge.destination)}>${nameOf(edge.destination)}</td>
        <td>${rate(edge.requestsPerSecond)}</td><td>${percent(edge.success)}</td><td>${millis(edge.p50Millis)}</td>
        <td>${millis(edge.p95Millis)}</td><td>${millis(edge.p99Millis)}</td><td>${count(edge.denied)}</td>
        <td>${count(edge.failures)}</td><td>${count(edge.connections)}</td><td>${tlsOf(edge.secured)}</td>
      </tr>`)}</tbody>
    </table>
  </div>`;
}
