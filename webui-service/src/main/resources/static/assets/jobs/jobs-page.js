import { html, nothing } from "lit";
import { Player } from "../audio/player.js";
import "../audio/wave-canvas.js";
import { number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import { loadVoices, onVoices, voices } from "../voices/voice-store.js";
import "./job-form.js";
import "./job-row.js";
import { JobSound } from "./job-sound.js";
import { jobs, moreJobs, onJobs, unwatchJobs, watchJobs } from "./job-store.js";

/** Speech that is made while nobody waits for it: sent, followed, heard, fetched. */
class JobsPage extends CosyElement {
  static properties = {
    shown: { type: Boolean },
    sound: { state: true },
    announcement: { state: true },
    problem: { state: true },
  };

  #forget = [];
  #player = new Player();
  #states = new Map();

  connectedCallback() {
    super.connectedCallback();
    this.#player.addEventListener("change", () => this.requestUpdate());
    this.#forget = [onJobs(() => this.#news()), onVoices(() => this.requestUpdate())];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget.forEach((forget) => forget());
    unwatchJobs();
  }

  willUpdate(changed) {
    if (changed.has("shown") && this.shown) {
      watchJobs();
      loadVoices();
    } else if (changed.has("shown")) {
      unwatchJobs();
    }
  }

  /** Goes on with a text that was written elsewhere. */
  prepare(order) {
    this.querySelector("job-form").prepare(order);
  }

  render() {
    return html`<div class="page jobs">
      <job-form @submitted=${() => (this.announcement = t("jobs.submitted"))}></job-form>
      <section class="card" aria-labelledby="jobs-title">
        <h2 class="card-title" id="jobs-title">${t("jobs.title")}<span class="hint">${t("jobs.hint")}</span></h2>
        ${this.sound ? this.#heard() : nothing}
        ${problemLine(jobs.problem && Problem.from(jobs.problem), "error-jobs")}
        ${jobs.list ? this.#list(jobs.list) : jobs.problem ? nothing : html`<div class="skeleton jobs-skeleton" role="status" aria-label=${t("jobs.loading")}></div>`}
        ${jobs.next ? html`<button class="button" type="button" data-testid="jobs-more" @click=${() => moreJobs()}>${t("jobs.more")}</button>` : nothing}
      </section>
      <p class="visually-hidden" role="status" aria-live="polite">${this.announcement}</p>
    </div>`;
  }

  #list(list) {
    return list.length === 0
      ? html`<div class="empty">${icon("jobs")}<p>${t("jobs.empty")}</p></div>`
      : html`<ul class="job-list" data-testid="job-list">${list.map((job) => html`<li>
          <job-row .job=${job} .voice=${this.#voiceName(job)} .playing=${this.sound?.job.id === job.id && this.#player.playing}
            @play-job=${(event) => this.#play(event.detail)} @before-change=${(event) => this.#release(event.detail)}></job-row></li>`)}</ul>`;
  }

  #heard() {
    const { sound } = this;
    return html`<div class="result-sound job-sound">
      <button class="button primary round icon-only play" type="button" ?disabled=${sound.frames === 0}
        aria-label=${t(this.#player.playing ? "result.pause" : "result.play")} @click=${() => this.#player.toggle(sound)}>
        ${icon(this.#player.playing ? "pause" : "play")}</button>
      <wave-canvas class="result-wave" testid="job-waveform" .peaks=${sound.peaks} .revision=${sound.frames} .seconds=${sound.seconds}
        .expectedSeconds=${sound.expectedSeconds} .position=${this.#player.seconds} .label=${t("result.waveform")}
        @seek=${(event) => this.#player.seek(event.detail)}></wave-canvas>
      <span class="hint figures" data-testid="job-heard" data-seconds=${sound.seconds.toFixed(2)}>${number(this.#player.seconds)} / ${t("clip.seconds", { seconds: number(sound.seconds) })}</span>
    </div>
    ${problemLine(sound.problem, "error-job-sound")}`;
  }

  #voiceName({ voice }) {
    return voices.list?.find(({ id }) => id === voice)?.name ?? voice;
  }

  #play(job) {
    if (this.#isHeard(job)) {
      this.#player.toggle(this.sound);
      return;
    }
    this.sound?.stop();
    this.#player.close();
    const sound = new JobSound(job);
    this.sound = sound;
    this.#player.prepare(sound.sampleRate);
    sound.follow({ chunk: () => this.#arrived(sound), complete: () => this.requestUpdate() });
    sound.run();
  }

  // Of a cancelled job nothing is left but what was heard; one that goes on has more to say.
  #isHeard(job) {
    const { sound } = this;
    const current = !sound?.outdated || job.state === "cancelled" || this.#player.playing;
    return sound?.job.id === job.id && sound.frames > 0 && !sound.problem && current;
  }

  // What is followed would break off; what has arrived stays, but is no longer all there is.
  #release(job) {
    if (this.sound?.job.id === job.id) {
      this.sound.stop();
      this.sound.outdated = true;
    }
  }

  #arrived(sound) {
    if (this.sound === sound && this.#player.take !== sound) {
      this.#player.open(sound);
    }
    this.requestUpdate();
  }

  // Each job's end is said, once.
  #news() {
    for (const { id, state } of jobs.list ?? []) {
      const before = this.#states.get(id);
      if (before && before !== state) {
        this.announcement = t("jobs.became", { id: id.slice(0, 8), state: t(`jobs.state.${state}`) });
      }
      this.#states.set(id, state);
    }
    this.requestUpdate();
  }
}

customElements.define("jobs-page", JobsPage);
