import { eventsOf } from "../shell/event-stream.js";
import { Problem } from "../shell/problem.js";
import { call } from "../shell/session.js";
import { clock, idOf, millis, nameOf } from "./words.js";

const MOST = 500;
const AGAIN_MILLIS = 2000;
const PAINT_MILLIS = 200;

/** Live requests, the newest of them: rows are written once, when they arrive. */
export class TapFeed {
  rows = [];
  dropped = 0;
  seen = 0;
  away = new Map();
  problem;
  live = false;
  #changed;
  #ending;
  #paint;

  constructor(changed) {
    this.#changed = changed;
  }

  /** Watches with other filters from now on. What doesn't pass them goes. */
  start(filters) {
    this.stop();
    this.#ending = new AbortController();
    Object.assign(this, { rows: [], dropped: 0, seen: 0, away: new Map(), problem: undefined });
    this.#run(pathOf(filters), this.#ending.signal);
  }

  stop() {
    this.#ending?.abort();
    clearTimeout(this.#paint);
    this.#paint = undefined;
    this.live = false;
  }

  async #run(path, signal) {
    while (!signal.aborted) {
      try {
        for await (const { event, data } of eventsOf(await call(path, { signal }))) {
          this.#heard(event, data);
        }
        this.problem = undefined;
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        this.problem = Problem.from(error);
      }
      this.live = false;
      this.#tell();
      await new Promise((next) => setTimeout(next, AGAIN_MILLIS));
    }
  }

  #heard(name, data) {
    this.problem = undefined;
    if (name === "alive") {
      this.live = true;
    } else if (name === "request") {
      this.seen++;
      this.rows.unshift(rowOf(data));
      this.rows.length = Math.min(this.rows.length, MOST);
      this.away.delete(data.service);
    } else if (name === "dropped") {
      this.dropped += data.count;
    } else if (name === "unreachable") {
      this.away.set(data.service, data.detail);
    }
    this.#tell();
  }

  // However many requests there are, the page is painted a few times a second.
  #tell() {
    this.#paint ??= setTimeout(() => {
      this.#paint = undefined;
      this.#changed();
    }, PAINT_MILLIS);
  }
}

function pathOf(filters) {
  const query = new URLSearchParams({ maxRate: "100" });
  filters.forEach(({ field, value }) => query.set(field, value));
  return `/api/v1/mesh/tap?${query}`;
}

function rowOf(request) {
  const { source, destination, service, method, route, path, status, latencyMillis, outcome, rule, reason } = request;
  return {
    source, destination: destination ?? { service }, outcome, reason, method,
    id: `${service}/${request.id}`,
    at: clock(request.time),
    from: nameOf(source), fromId: idOf(source), to: nameOf(destination), toId: idOf(destination),
    route: route && route !== "-" ? route.replace(/^[A-Z*]+ /, "") : path, path,
    status: status ?? "–", failed: status >= 500,
    latency: millis(latencyMillis), rule: rule ?? "–",
    trace: request.traceId, inbound: request.direction !== "outbound",
  };
}
