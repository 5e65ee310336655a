import { html, nothing } from "lit";
import { t } from "../i18n/i18n.js";
import { Problem, problemLine } from "../shell/problem.js";
import { call } from "../shell/session.js";

// What the console asks the mesh for again and again, while somebody watches and the page can be seen.

class Feed {
  data;
  problem;
  #path;
  #millis;
  #watchers = new Set();
  #timer;
  #asking;
  #ahead = 0;

  constructor(path, millis) {
    this.#path = path;
    this.#millis = millis;
    document.addEventListener("visibilitychange", () => this.#watchers.size > 0 && this.ask());
  }

  watch(listener) {
    this.#watchers.add(listener);
    if (this.#watchers.size === 1) {
      this.ask();
    }
    return () => this.#leave(listener);
  }

  /** The time as the gateway has it: countdowns don't depend on the clock of this machine. */
  now() {
    return Date.now() + this.#ahead;
  }

  async ask() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    if (document.hidden) {
      return;
    }
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const response = await call(this.#path, { signal: asking.signal });
      this.#answered(await response.json());
    } catch (error) {
      if (asking.signal.aborted) {
        return;
      }
      this.problem = Problem.from(error);
    }
    this.#timer = setTimeout(() => this.ask(), this.#millis);
    this.#watchers.forEach((listener) => listener());
  }

  #answered(data) {
    this.data = data;
    this.problem = undefined;
    this.#ahead = data.time ? new Date(data.time) - Date.now() : 0;
  }

  #leave(listener) {
    this.#watchers.delete(listener);
    if (this.#watchers.size === 0) {
      clearTimeout(this.#timer);
      this.#asking?.abort();
    }
  }
}

export const edges = new Feed("/api/v1/mesh/edges", 2000);
export const denials = new Feed("/api/v1/mesh/denials", 600);
export const identities = new Feed("/api/v1/mesh/identities", 5000);
export const authorities = new Feed("/api/v1/mesh/authorities", 15_000);
export const policies = new Feed("/api/v1/mesh/authz", 3000);
export const routes = new Feed("/api/v1/mesh/stat", 3000);
export const history = new Feed("/api/v1/mesh/history", 10_000);
export const engines = new Feed("/api/v1/mesh/engines", 3000);
export const queue = new Feed("/api/v1/mesh/queue", 3000);
export const jobs = new Feed("/api/v1/jobs?limit=20", 3000);
export const usage = new Feed("/api/v1/usage", 30_000);

/** Repaints an element with each answer, from when it is shown until it is gone. */
export function watch(element, ...feeds) {
  let stops = [];
  element.addController({
    hostConnected: () => (stops = feeds.map((feed) => feed.watch(() => element.requestUpdate()))),
    hostDisconnected: () => stops.forEach((stop) => stop()),
  });
}

/** What a feed has to show: what it said last, that it is being asked, or why it says nothing. */
export function stateOf(feed, name, show) {
  if (feed.data) {
    return html`${feed.problem ? html`<p class="console-stale" role="status">${t("console.stale", { problem: feed.problem.words() })}</p>` : nothing}
      ${show(feed.data)}`;
  }
  return feed.problem
    ? html`<div class="console-failed">${problemLine(feed.problem, `error-${name}`)}
        <button class="button" type="button" @click=${() => feed.ask()}>${t("console.retry")}</button></div>`
    : html`<div class="skeleton console-skeleton" role="status" aria-label=${t("console.loading")}></div>`;
}

/** Services that could not be asked, each with its reason and what to do. */
export function unreachable(services = []) {
  const away = services.filter(({ state }) => state !== "ok");
  return away.length === 0 ? nothing : html`<ul class="console-away" data-testid="console-away">
    ${away.map(({ service, instance, error }) => html`<li><strong>${service}</strong>
      <span>${[instance, error?.detail ?? error?.reason, error?.hint].filter(Boolean).join(" · ")}</span></li>`)}
  </ul>`;
}
