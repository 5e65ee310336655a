import { html, nothing } from "lit";
import { playClip } from "../audio/clip-player.js";
import { isTrimmed, MAX_SECONDS, promptFile, readClip, spokenPart, trimmed } from "../audio/clip.js";
import { Recorder } from "../audio/recorder.js";
import { number, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { Problem, problemLine } from "../shell/problem.js";
import "../voices/save-voice.js";
import { adviceList, checkClip } from "./clip-check.js";
import "./clip-trimmer.js";
import { recordingView } from "./recording-view.js";

/** The clip to take after: dropped, chosen or recorded; then drawn, judged and playable. */
class PromptPicker extends CosyElement {
  static properties = {
    clip: { attribute: false },
    transcript: { type: String },
    problem: { attribute: false },
    reading: { state: true },
    starting: { state: true },
    recording: { state: true },
    playing: { state: true },
    over: { state: true },
    failure: { state: true },
    refusal: { state: true },
    report: { state: true },
  };

  #recorder;
  #stopClip;
  #checking = new AbortController();

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#cancel();
  }

  render() {
    return html`<div class="prompt" data-over=${Boolean(this.over)} @dragover=${this.#dragged} @dragleave=${() => (this.over = false)}
      @drop=${this.#dropped}>
      <input class="visually-hidden" type="file" id="prompt" data-testid="prompt-input" aria-label=${t("studio.prompt")}
        accept="audio/*,video/webm,video/mp4,.wav,.mp3,.m4a,.ogg,.opus,.flac,.webm" aria-describedby="error-prompt verdict"
        @change=${(event) => this.#choose(event.target.files[0])} />
      ${this.#body()}
      ${problemLine(this.problem ?? this.failure ?? this.refusal ?? this.#clipProblem(), "error-prompt")}
    </div>`;
  }

  #body() {
    if (this.recording) {
      return recordingView({ ...this.recording, onFinish: () => this.#finish(), onCancel: () => this.#cancel() });
    }
    if (this.reading) {
      return html`<div class="skeleton prompt-skeleton" role="status" aria-label=${t("clip.reading")}></div>`;
    }
    return this.clip ? this.#chosen() : this.#empty();
  }

  #empty() {
    return html`<div class="drop">
      <p class="drop-title">${t("studio.drop")}</p>
      <div class="drop-actions">
        <label class="button" for="prompt">${icon("upload")}${t("studio.choose-file")}</label>
        ${this.#recordButton("studio.record")}
      </div>
      <p class="hint">${t("studio.prompt-hint")}</p>
    </div>`;
  }

  #recordButton(key) {
    return html`<button class="button" type="button" data-testid="record" ?disabled=${this.starting}
      aria-busy=${Boolean(this.starting)} @click=${this.#record}>
      ${icon("mic")}${t(key)}</button>`;
  }

  #chosen() {
    const { file, verdict } = this.clip;
    return html`<div class="clip">
      <div class="clip-head"><span class="clip-name" title=${file.name}>${file.name}</span>
        <button class="button quiet icon-only" type="button" data-testid="clear-prompt" aria-label=${t("clip.remove")}
          title=${t("clip.remove")} @click=${() => this.#set(undefined)}>${icon("close")}</button></div>
      ${this.clip.audio ? this.#sound() : nothing}
      ${this.#doubted(verdict) ? nothing : html`<p class="verdict" id="verdict" data-testid="verdict" data-level=${verdict.level}>
        ${icon(verdict.level === "good" ? "check" : "warn")}<span>${this.#words(verdict)}</span></p>`}
      ${adviceList(this.report)}
      <div class="clip-actions">
        <label class="button" for="prompt">${icon("upload")}${t("clip.replace")}</label>
        ${this.#recordButton("clip.record-again")}
        ${verdict.level === "bad" || this.refusal ? nothing : html`<save-voice .clip=${this.clip} .transcript=${this.transcript}></save-voice>`}
      </div>
    </div>`;
  }

  #sound() {
    const { peaks, seconds, from, to } = this.clip;
    return html`<div class="clip-sound">
        <button class="button round icon-only" type="button" data-testid="play-prompt"
          aria-label=${t(this.playing ? "clip.stop" : "clip.play")} @click=${this.#toggle}>
          ${icon(this.playing ? "stop" : "play")}</button>
        <clip-trimmer testid="prompt-waveform" .peaks=${peaks} .seconds=${seconds} .from=${from} .to=${to}
          @trim=${(event) => this.#trim(event.detail)} @trimmed=${() => this.#check(this.clip)}></clip-trimmer>
      </div>
      <p class="clip-length" data-testid="selection" data-from=${from.toFixed(2)} data-to=${to.toFixed(2)}>
        <span>${isTrimmed(this.clip)
          ? t("clip.selection", { from: number(from, 2), to: number(to, 2), seconds: number(to - from) })
          : t("clip.whole", { seconds: number(seconds) })}</span>
        <button class="link" type="button" data-testid="trim-silence" @click=${() => this.#reselect(spokenPart(this.clip))}>
          ${t("clip.trim-silence")}</button>
        ${isTrimmed(this.clip) && seconds <= MAX_SECONDS
          ? html`<button class="link" type="button" data-testid="trim-reset" @click=${() => this.#reselect({ from: 0, to: seconds })}>
            ${t("clip.trim-reset")}</button>` : nothing}
      </p>`;
  }

  #trim(selection) {
    this.#stopClip?.();
    this.#forgetCheck();
    this.clip = trimmed(this.clip, selection);
    this.emit("change-setting", { clip: this.clip });
  }

  #reselect(selection) {
    this.#trim(selection);
    this.#check(this.clip);
  }

  // The server hears better than the page: where it has something to say, the page keeps quiet.
  #doubted(verdict) {
    return verdict.level === "bad" || this.refusal || this.report?.details?.guidance.length > 0;
  }

  #words(verdict) {
    return t(verdict.key, { speech: number(verdict.speech ?? 0), rate: verdict.rate ?? "" });
  }

  #clipProblem() {
    const verdict = this.clip?.verdict;
    return verdict?.level === "bad" ? new Problem({ type: "clip", detail: this.#words(verdict) }) : undefined;
  }

  #dragged(event) {
    event.preventDefault();
    this.over = true;
  }

  #dropped(event) {
    event.preventDefault();
    this.over = false;
    this.#choose(event.dataTransfer.files[0]);
  }

  async #choose(file) {
    if (!file) {
      return;
    }
    this.failure = undefined;
    this.reading = true;
    try {
      const clip = await readClip(file);
      this.#set(clip);
      this.#check(clip);
    } finally {
      this.reading = false;
    }
  }

  // An answer that doesn't come is no reason to stop: the clip is checked again when it is used.
  async #check(clip) {
    if (clip.verdict.level === "bad") {
      return;
    }
    this.#forgetCheck();
    const { signal } = this.#checking;
    try {
      const report = await checkClip(promptFile(clip), signal);
      this.report = signal.aborted ? this.report : report;
    } catch (error) {
      if (!signal.aborted && error instanceof Problem && error.field === "prompt") {
        this.refusal = error;
        this.emit("change-setting", { refusedClip: clip });
      }
    }
  }

  #forgetCheck() {
    this.#checking.abort();
    this.#checking = new AbortController();
    Object.assign(this, { failure: undefined, refusal: undefined, report: undefined });
  }

  #set(clip) {
    this.#stopClip?.();
    this.#forgetCheck();
    const input = this.querySelector("input[type=file]");
    input.value = "";
    this.emit("change-setting", { clip });
  }

  async #toggle() {
    if (this.playing) {
      this.#stopClip();
      return;
    }
    const { audio, from, to } = this.clip;
    this.playing = true;
    this.#stopClip = await playClip(audio, () => (this.playing = false), { from, to });
  }

  async #record() {
    this.#stopClip?.();
    Object.assign(this, { failure: undefined, starting: true });
    try {
      this.#recorder = await Recorder.start((progress) => this.#progressed(progress));
      this.recording = { seconds: 0, peak: 0 };
    } catch (error) {
      this.failure = Problem.from(error);
    }
    this.starting = false;
    // The browser may have asked for permission longer than anybody wanted to record.
    if (!this.isConnected) {
      this.#cancel();
    }
  }

  #progressed(progress) {
    if (this.#recorder) {
      this.recording = progress;
      if (progress.seconds >= MAX_SECONDS - 0.2) {
        this.#finish();
      }
    }
  }

  #finish() {
    const file = this.#recorder.finish(t("clip.recording-name"));
    this.#recorder = undefined;
    this.recording = undefined;
    this.#choose(file);
  }

  #cancel() {
    this.#recorder?.cancel();
    this.#recorder = undefined;
    this.recording = undefined;
  }
}

customElements.define("prompt-picker", PromptPicker);
