import { call } from "../shell/session.js";

// The caller's jobs, newest first, kept up to date by their events while somebody looks.

const PAGE = 20;
const WATCHED = 8;
const REFRESH_MILLIS = 10_000;
const TITLES = "cosymesh.jobs";

const events = new EventTarget();
const sources = new Map();
let timer;

export const jobs = { list: undefined, next: undefined, problem: undefined };

export function onJobs(listener) {
  events.addEventListener("change", listener);
  return () => events.removeEventListener("change", listener);
}

export const isOver = ({ state }) => ["succeeded", "failed", "cancelled"].includes(state);

/** Reads the list, and listens to the jobs that go on until unwatchJobs(). */
export async function watchJobs() {
  clearInterval(timer);
  timer = setInterval(() => document.hidden || (jobs.list ?? []).every(isOver) || loadJobs(), REFRESH_MILLIS);
  await loadJobs();
}

export function unwatchJobs() {
  clearInterval(timer);
  sources.forEach((source) => source.close());
  sources.clear();
}

export async function loadJobs() {
  try {
    const page = await read(`limit=${Math.max(PAGE, Math.min(100, jobs.list?.length ?? 0))}`);
    changed({ list: page.jobs, next: page.next, problem: undefined });
    listen();
  } catch (problem) {
    changed({ problem });
  }
}

export async function moreJobs() {
  const page = await read(`limit=${PAGE}&after=${encodeURIComponent(jobs.next)}`);
  changed({ list: [...jobs.list, ...page.jobs], next: page.next });
  listen();
}

/** Sends one order, or several as a batch. A key makes sure that an answer that is lost costs nothing. */
export async function submitJobs(orders, key) {
  const response = await call("/api/v1/jobs", {
    method: "POST", json: orders.length === 1 ? orders[0] : { items: orders }, headers: { "Idempotency-Key": key },
  });
  const made = await response.json();
  remember(made.jobs ?? [made], orders);
  await loadJobs();
}

/** Cancels a job that isn't over, deletes one that is. */
export async function removeJob(job) {
  await call(pathOf(job), { method: "DELETE" });
  await loadJobs();
}

export async function retryJob(job) {
  await call(`${pathOf(job)}/retry`, { method: "POST" });
  await loadJobs();
}

export function pathOf({ id }) {
  return `/api/v1/jobs/${encodeURIComponent(id)}`;
}

/** What a job was given to say, while this tab knows: the server doesn't tell. */
export function textOf({ id }) {
  return titles()[id];
}

function remember(made, orders) {
  const all = { ...titles(), ...Object.fromEntries(made.map(({ id }, index) => [id, orders[index].text.slice(0, 120)])) };
  sessionStorage.setItem(TITLES, JSON.stringify(Object.fromEntries(Object.entries(all).slice(-200))));
}

function titles() {
  return JSON.parse(sessionStorage.getItem(TITLES) ?? "{}");
}

async function read(query) {
  const response = await call(`/api/v1/jobs?${query}`);
  return response.json();
}

function changed(state) {
  Object.assign(jobs, state);
  events.dispatchEvent(new Event("change"));
}

function patch(id, news) {
  changed({ list: jobs.list.map((job) => (job.id === id ? { ...job, ...news } : job)) });
}

// Those that run and those that are next: a browser keeps few connections.
function listen() {
  const going = jobs.list.filter((job) => !isOver(job));
  const watched = [...going.filter(({ state }) => state === "running"), ...going.filter(({ state }) => state === "queued").reverse()].slice(0, WATCHED);
  sources.forEach((source, id) => watched.some((job) => job.id === id) || hangUp(id));
  watched.filter(({ id }) => !sources.has(id)).forEach(follow);
}

function follow(job) {
  const source = new EventSource(`${pathOf(job)}/events`);
  const on = (name, take) => source.addEventListener(name, ({ data }) => take(JSON.parse(data)));
  sources.set(job.id, source);
  on("state", ({ state }) => (isOver({ state }) ? (hangUp(job.id), loadJobs()) : patch(job.id, { state, delay: undefined })));
  on("sentence", ({ number, total }) => patch(job.id, { progress: { done: number, total }, delay: undefined }));
  on("queue", ({ position, etaSeconds }) => patch(job.id, { position, etaSeconds }));
  on("delay", (delay) => patch(job.id, { delay }));
  source.onerror = () => source.readyState === EventSource.CLOSED && (hangUp(job.id), loadJobs());
}

function hangUp(id) {
  sources.get(id)?.close();
  sources.delete(id);
}
