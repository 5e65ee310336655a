import { call } from "../shell/session.js";
import { Problem } from "../shell/problem.js";
import { PeakTrack, SampleReader, wavOf } from "./pcm.js";

const SAMPLE_RATE = 24_000;
const PEAKS_PER_SECOND = 50;

let takes = 0;

/**
 * One result: asked for, streamed in, kept in this page. Its state goes
 * waiting → streaming → done, or ends in stopped or error.
 */
export class Take {
  #abort = new AbortController();
  #track = new PeakTrack(SAMPLE_RATE / PEAKS_PER_SECOND);
  #followers = new Set();

  id = ++takes;
  startedAt = new Date();
  state = "waiting";
  chunks = [];
  frames = 0;
  sampleRate = SAMPLE_RATE;

  /** @param request { path, form() , text, title, … } as the studio made it */
  constructor(request) {
    this.request = request;
  }

  get seconds() {
    return this.frames / this.sampleRate;
  }

  get peaks() {
    return this.#track.peaks;
  }

  get peaksPerSecond() {
    return PEAKS_PER_SECOND;
  }

  get complete() {
    return this.state === "done" || this.state === "stopped" || this.state === "error";
  }

  /** Length in seconds the waveform leaves room for: a guess from the text until the end is known. */
  get expectedSeconds() {
    if (this.complete) {
      return this.seconds;
    }
    const wide = this.request.text.match(/[\u2e80-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
    const guess = (wide * 0.24 + (this.request.text.length - wide) * 0.07) / this.request.speed;
    return Math.max(guess, 1.5, this.seconds * 1.04);
  }

  follow(follower) {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  stop() {
    this.#abort.abort();
  }

  wav() {
    return wavOf(this.chunks, this.sampleRate);
  }

  /** Asks for the same speech in another format: the same engine and seed make the same sound. */
  async encoded(format) {
    const response = await this.#ask({ format, seed: this.seed, engine: this.engine }, undefined);
    return response.blob();
  }

  async run() {
    const begun = performance.now();
    try {
      const response = await this.#ask({ format: "pcm" }, this.#abort.signal);
      this.#describe(response.headers);
      await this.#receive(response.body.getReader(), begun);
      this.#become("done");
    } catch (error) {
      this.#fail(error);
    }
  }

  #ask(extra, signal) {
    return call(this.request.path, { method: "POST", signal, ...this.request.content(extra) });
  }

  #describe(headers) {
    this.sampleRate = Number(headers.get("X-Sample-Rate") ?? SAMPLE_RATE);
    this.engine = headers.get("X-Engine") ?? undefined;
    this.seed = headers.get("X-Seed") ?? undefined;
    this.language = headers.get("X-Language") ?? undefined;
    this.sentences = Number(headers.get("X-Sentences")) || undefined;
    this.requestId = headers.get("X-Request-Id") ?? undefined;
    this.#track = new PeakTrack(Math.round(this.sampleRate / PEAKS_PER_SECOND));
  }

  async #receive(reader, begun) {
    const samples = new SampleReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const chunk = samples.read(part.value);
      if (chunk.length > 0) {
        this.firstSoundSeconds ??= (performance.now() - begun) / 1000;
        this.#add(chunk);
      }
    }
    if (this.frames === 0 || samples.truncated) {
      throw new Problem({ type: "truncated", requestId: this.requestId });
    }
  }

  #add(chunk) {
    this.chunks.push(chunk);
    this.frames += chunk.length;
    this.#track.add(chunk, 32768);
    this.state = "streaming";
    this.#followers.forEach((follower) => follower.chunk?.(chunk));
  }

  // A stop is the listener's wish, not a failure; a broken stream keeps what was heard so far.
  #fail(error) {
    if (error.name === "AbortError") {
      this.#become("stopped");
      return;
    }
    this.problem = this.frames > 0 && !(error instanceof Problem)
      ? new Problem({ type: "truncated", requestId: this.requestId })
      : Problem.from(error);
    this.#become("error");
  }

  #become(state) {
    this.state = state;
    this.#followers.forEach((follower) => follower.complete?.());
  }
}
