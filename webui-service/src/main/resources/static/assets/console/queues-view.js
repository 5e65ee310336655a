import { html, nothing } from "lit";
import { number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import "./engines-panel.js";
import { jobs, queue, stateOf, usage, watch } from "./feed.js";
import { NONE, day, count, meaning, seconds } from "./words.js";

const MEGABYTE = 1_000_000;

/** What waits and what works: the engines, and the jobs of the caller's account. */
class QueuesView extends CosyElement {
  constructor() {
    super();
    watch(this, queue, jobs, usage);
  }

  render() {
    return html`<engines-panel></engines-panel>
      <section class="card" aria-labelledby="queue-title">
        <h2 class="card-title" id="queue-title">${t("console.queue")}<span class="hint">${t("console.queue-hint")}</span></h2>
        ${stateOf(queue, "queue", (data) => queueTable(data, queue.now()))}
      </section>
      <section class="card" aria-labelledby="jobs-title">
        <h2 class="card-title" id="jobs-title">${t("console.jobs")}<span class="hint">${t("console.jobs-hint")}</span></h2>
        ${stateOf(jobs, "jobs", ({ jobs: list }) => jobTable(list))}
      </section>
      <section class="card" aria-labelledby="usage-title">
        <h2 class="card-title" id="usage-title">${t("console.usage")}</h2>
        ${stateOf(usage, "usage", ({ tenant, bytes, voices }) => html`<dl class="figures">
          ${pair(t("console.tenant"), tenant)}
          ${pair(t("console.kept-bytes"), share(bytes, (value) => `${number(value / MEGABYTE)} MB`))}
          ${pair(t("console.kept-voices"), share(voices, count))}</dl>`)}
      </section>`;
  }
}

function queueTable({ limit, limitPerTenant, tenants }, now) {
  const waits = (instant) => (instant ? seconds((now - new Date(instant)) / 1000) : NONE);
  return tenants.length === 0 ? html`<div class="empty" data-testid="no-queue">${icon("check")}<p>${t("console.no-queue", { limit })}</p></div>`
    : html`<div class="table-frame" tabindex="0" role="group" aria-labelledby="queue-title"><table class="console-table" data-testid="queue">
      <thead><tr><th scope="col">${t("console.tenant")}</th><th scope="col">${t("console.running")}</th><th scope="col">${t("console.waiting")}</th>
        <th scope="col">${t("console.limit")}</th><th scope="col">${t("console.oldest")}</th></tr></thead>
      <tbody>${tenants.map((tenant) => html`<tr><th scope="row">${tenant.tenant}</th><td>${count(tenant.running)}</td><td>${count(tenant.queued)}</td>
        <td>${count(limitPerTenant)}</td><td>${waits(tenant.oldestQueuedAt)}</td></tr>`)}</tbody></table></div>`;
}

function share({ used, limit }, write) {
  return limit === null || limit === undefined ? write(used) : t("console.of", { used: write(used), limit: write(limit) });
}

function pair(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function jobTable(list) {
  return list.length === 0 ? html`<div class="empty" data-testid="no-jobs">${icon("check")}<p>${t("console.no-jobs")}</p></div>`
    : html`<div class="table-frame" tabindex="0" role="group" aria-labelledby="jobs-title"><table class="console-table" data-testid="jobs">
      <thead><tr><th scope="col">${t("console.job")}</th><th scope="col">${t("console.job-state")}</th><th scope="col">${t("console.position")}</th>
        <th scope="col">${t("console.progress")}</th><th scope="col">${t("console.eta")}</th><th scope="col">${t("console.voice")}</th>
        <th scope="col">${t("console.made")}</th></tr></thead>
      <tbody>${list.map((job) => html`<tr><th scope="row"><code>${job.id.slice(0, 8)}</code></th>
        <td><span class="badge" data-level=${levels[job.state]}>${meaning("job", job.state)}</span>${job.problem ? html`<span class="hint">${job.problem.detail}</span>` : nothing}</td>
        <td>${job.position ?? NONE}</td><td>${job.progress.total ? t("console.of", { used: job.progress.done, limit: job.progress.total }) : count(job.progress.done)}</td>
        <td>${job.etaSeconds === undefined ? NONE : seconds(job.etaSeconds)}</td><td>${job.voice}</td><td>${day(job.createdAt)}</td></tr>`)}</tbody>
    </table></div>`;
}

const levels = { queued: "idle", running: "accent", succeeded: "good", failed: "bad", cancelled: "idle" };

customElements.define("queues-view", QueuesView);
