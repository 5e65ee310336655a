import { NONE, cipher, nameOf } from "./words.js";
import { nodeOf } from "./topology-layout.js";

// Edges as the picture has them: one per pair of nodes, whatever replicas and strangers there are behind it.

/** Edges by pair of nodes, always in the same order. Counts are added; of latencies the slowest counts, since percentiles can't be added. */
export function byNodes(edges) {
  const pairs = new Map();
  edges.forEach((edge) => {
    const source = nodeOf(edge.source);
    const destination = nodeOf(edge.destination);
    const key = `${source}>${destination}`;
    pairs.set(key, [...(pairs.get(key) ?? []), edge]);
  });
  return [...pairs].sort().map(([key, members]) => joined(key, members));
}

function joined(key, members) {
  const [source, destination] = key.split(">");
  const requests = sum(members, "requests");
  const asked = members.filter(({ success }) => success !== null && success !== undefined);
  return {
    key, source, destination, members, requests,
    requestsPerSecond: sum(members, "requestsPerSecond"),
    success: asked.length === 0 ? null : weighted(asked),
    p50Millis: most(members, "p50Millis"),
    p95Millis: most(members, "p95Millis"),
    p99Millis: most(members, "p99Millis"),
    denied: sum(members, "denied"),
    failures: sum(members, "failures"),
    connections: sum(members, "connections"),
    secured: members.find(({ secured }) => secured)?.secured ?? null,
  };
}

function weighted(members) {
  const all = sum(members, "requests");
  return all === 0 ? Math.min(...members.map(({ success }) => success))
    : members.reduce((good, { success, requests }) => good + success * requests, 0) / all;
}

function sum(members, field) {
  return members.reduce((total, member) => total + (member[field] ?? 0), 0);
}

function most(members, field) {
  const values = members.map((member) => member[field]).filter((value) => value !== null && value !== undefined);
  return values.length === 0 ? null : Math.max(...values);
}

/** How an edge fares: one of idle, good, warn, bad. */
export function levelOf({ requests, success, denied }) {
  if (success === null || success === undefined) {
    return denied > 0 ? "bad" : "idle";
  }
  return requests === 0 ? "idle" : success >= 0.99 ? "good" : success >= 0.95 ? "warn" : "bad";
}

/** Width of a line: each tenfold of the rate adds the same. */
export function widthOf({ requestsPerSecond }) {
  return Math.min(9, 1.5 + 2 * Math.log10(1 + 3 * (requestsPerSecond ?? 0)));
}

export function tlsOf(secured) {
  return secured ? [secured.protocol, secured.group, cipher(secured.cipher)].filter(Boolean).join(" · ") : NONE;
}

/** Whether something that happened between two peers belongs to what is selected. */
export function belongs(selection, source, destination) {
  const [from, to] = [nodeOf(source), nodeOf(destination)];
  switch (selection?.kind) {
    case "edge":
      return selection.source === from && selection.destination === to;
    case "node":
      return selection.node === from || selection.node === to;
    default:
      return true;
  }
}

/** Marks for what happened since somebody looks: newest first, at most some. */
export function recent(denials, since, most = 4) {
  return denials.filter(({ time }) => new Date(time) >= since).slice(0, most)
    .map((denial) => ({ ...denial, from: nodeOf(denial.source), to: nodeOf({ service: denial.service }), name: nameOf(denial.source) }));
}
