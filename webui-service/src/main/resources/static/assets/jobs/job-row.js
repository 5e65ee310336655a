import { html, nothing } from "lit";
import { date, duration, number, t, timeOfDay } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { FORMATS } from "../studio/format.js";
import { isOver, pathOf, removeJob, retryJob, textOf } from "./job-store.js";

/** One job: what it says, how far it is, and what can be done with it. */
class JobRow extends CosyElement {
  static properties = {
    job: { attribute: false },
    voice: { type: String },
    playing: { type: Boolean },
    format: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  render() {
    const { job } = this;
    const { done = 0, total } = job.progress ?? {};
    return html`<article class="job" data-testid="job" data-id=${job.id} data-state=${job.state} data-done=${done}>
      <div class="job-head">
        <p class="job-text">${textOf(job) ?? t("jobs.unnamed", { id: job.id.slice(0, 8) })}</p>
        <span class="state" data-state=${job.state}>${t(`jobs.state.${job.state}`)}</span>
      </div>
      <progress class="job-progress" max=${total ?? 1} value=${job.state === "succeeded" ? (total ?? 1) : done}
        aria-label=${t("jobs.progress")} aria-valuetext=${this.#progress()}></progress>
      <p class="hint job-facts">${this.#facts().map((fact) => html`<span>${fact}</span>`)}</p>
      ${job.delay ? html`<p class="verdict" data-level="warn">${icon("warn")}<span>${t("jobs.delayed", { time: timeOfDay(new Date(job.delay.until)) })}</span></p>` : nothing}
      ${problemLine(this.problem ?? (job.problem && new Problem({ ...job.problem, type: job.problem.type?.replace("urn:cosymesh:problem:", "") })), `error-job-${job.id}`)}
      <div class="job-actions">${this.#actions(done)}</div>
    </article>`;
  }

  #facts() {
    const { job } = this;
    return [
      this.#progress(),
      job.state === "queued" && job.position && t("jobs.position", { position: job.position }),
      !isOver(job) && job.etaSeconds !== undefined && job.etaSeconds !== null && t("jobs.eta", { time: duration(job.etaSeconds) }),
      this.voice,
      job.engine && t("studio.engine", { engine: job.engine }),
      date(new Date(job.createdAt)),
      job.expiresAt && t("jobs.expires", { time: date(new Date(job.expiresAt)) }),
    ].filter(Boolean);
  }

  #progress() {
    const { done = 0, total } = this.job.progress ?? {};
    return total ? t("jobs.sentences", { done: number(done, 0), total: number(total, 0) }) : t("jobs.not-begun");
  }

  #actions(done) {
    const { job } = this;
    const audible = done > 0;
    return html`
      ${audible ? html`<button class="button" type="button" data-testid="job-play" @click=${() => this.emit("play-job", job)}>
        ${icon(this.playing ? "pause" : "play")}${t(this.playing ? "result.pause" : isOver(job) ? "result.play" : "jobs.play-so-far")}</button>` : nothing}
      ${audible && isOver(job) ? this.#download() : nothing}
      ${["failed", "cancelled"].includes(job.state) ? this.#action("retry", "again", "jobs.retry", retryJob) : nothing}
      ${isOver(job) ? this.#action("delete", "trash", "jobs.delete", removeJob, "quiet danger") : this.#action("cancel", "close", "jobs.cancel", removeJob, "quiet")}`;
  }

  #download() {
    const format = this.format ?? this.job.format;
    const partial = this.job.state === "succeeded" ? "" : "&partial=true";
    return html`<span class="joined"><a class="button" data-testid="job-download" href="${pathOf(this.job)}/audio?format=${format}${partial}"
        download="cosymesh-${this.job.id.slice(0, 8)}.${format}">${icon("download")}${t("result.download")}</a>
      <select class="input format" aria-label=${t("studio.format")} @change=${(event) => (this.format = event.target.value)}>
        ${FORMATS.map((name) => html`<option value=${name} .selected=${name === format}>${name.toUpperCase()}</option>`)}</select></span>`;
  }

  #action(name, picture, words, action, look = "") {
    return html`<button class="button ${look}" type="button" data-testid="job-${name}" ?disabled=${this.busy}
      @click=${() => this.#attempt(action)}>${icon(picture)}${t(words)}</button>`;
  }

  async #attempt(action) {
    Object.assign(this, { busy: true, problem: undefined });
    this.emit("before-change", this.job);
    try {
      await action(this.job);
    } catch (error) {
      this.problem = Problem.from(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("job-row", JobRow);
