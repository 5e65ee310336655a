import { PIPELINE, SERVICES, nodeOf } from "./topology-layout.js";

// What services remember of their traffic, as lines over one time axis.

/** Rows of charts: the edge or node that is selected, else the pipeline from its door to its engine. */
export function rowsOf(selection) {
  switch (selection?.kind) {
    case "edge":
      return [{ source: selection.source, destination: selection.destination }];
    case "node":
      return around(selection.node);
    default:
      return PIPELINE.map((key) => {
        const [source, destination] = key.split(">");
        return { source, destination };
      });
  }
}

function around(node) {
  const inward = ["outside", ...SERVICES, "others"].map((source) => ({ source, destination: node }));
  const outward = SERVICES.map((destination) => ({ source: node, destination }));
  return [...inward, ...outward].filter(({ source, destination }) => source !== destination);
}

/** Points of an edge over all replicas: the server's word, the client's where the server says nothing. */
export function pointsOf(history, { source, destination }) {
  const told = history.series.filter(({ direction, service, peer }) => direction === "inbound"
    && nodeOf({ service }) === destination && nodeOf(peer) === source);
  const chosen = told.length > 0 ? told : history.series.filter(({ direction, service, peer }) => direction === "outbound"
    && nodeOf({ service }) === source && nodeOf(peer) === destination);
  const merged = new Map();
  chosen.flatMap(({ points }) => points).forEach((point) => {
    const time = +new Date(point.time);
    merged.set(time, merged.has(time) ? plus(merged.get(time), point) : { ...point, time });
  });
  return [...merged.values()].sort((a, b) => a.time - b.time);
}

function plus(a, b) {
  const slower = (field) => Math.max(a[field] ?? 0, b[field] ?? 0) || null;
  return {
    time: a.time, requests: a.requests + b.requests, failures: a.failures + b.failures, denied: a.denied + b.denied,
    p50Millis: slower("p50Millis"), p95Millis: slower("p95Millis"), p99Millis: slower("p99Millis"),
  };
}

/**
 * Values per step from a time on, up to the last that every service has ended by then: each begins its own at another
 * moment. Steps left out had no requests: a rate of none, and nothing else to say.
 */
export function steps(points, from, to, stepMillis) {
  const known = new Map(points.map((point) => [Math.floor(point.time / stepMillis), point]));
  const all = [];
  for (let step = Math.ceil(from / stepMillis); (step + 2) * stepMillis <= to; step++) {
    const point = known.get(step);
    const asked = point?.requests > 0;
    all.push({
      time: step * stepMillis,
      rate: (point?.requests ?? 0) / (stepMillis / 1000),
      success: asked ? 1 - point.failures / point.requests : null,
      p50: asked ? point.p50Millis : null,
      p99: asked ? point.p99Millis : null,
    });
  }
  return all;
}

/** The least of 1, 2, 5, 10, 20 … that holds a value. */
export function ceiling(value) {
  if (!(value > 0)) {
    return 1;
  }
  const ten = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((times) => times * ten).find((limit) => limit >= value);
}

/** A path through what is known, broken where nothing is. */
export function line(values, x, y) {
  let pen = "M";
  let path = "";
  values.forEach(({ time, value }) => {
    if (value === null || value === undefined) {
      pen = "M";
      return;
    }
    // A lone point would draw nothing.
    path += pen === "M" ? `M${x(time).toFixed(1)} ${y(value).toFixed(1)}h0.01` : `L${x(time).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
  });
  return path;
}
