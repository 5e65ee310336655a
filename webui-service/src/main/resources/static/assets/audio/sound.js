import { Problem } from "../shell/problem.js";
import { PeakTrack, SampleReader, wavOf } from "./pcm.js";

export const SAMPLE_RATE = 24_000;
const PEAKS_PER_SECOND = 50;

/**
 * Audio that comes in while it is heard. Its state goes waiting → streaming → done, or ends in stopped or error.
 * Followers hear of each chunk, each event and the end.
 */
export class Sound {
  #abort = new AbortController();
  #track = new PeakTrack(SAMPLE_RATE / PEAKS_PER_SECOND);
  #reader = new SampleReader();
  #followers = new Set();
  #begun;

  startedAt = new Date();
  state = "waiting";
  chunks = [];
  frames = 0;
  sampleRate = SAMPLE_RATE;

  get seconds() {
    return this.frames / this.sampleRate;
  }

  get peaks() {
    return this.#track.peaks;
  }

  get complete() {
    return this.state === "done" || this.state === "stopped" || this.state === "error";
  }

  /** Length in seconds the waveform leaves room for. */
  get expectedSeconds() {
    return this.seconds;
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

  /** Takes in what receive(signal) brings, until it returns or throws. */
  async run() {
    this.#begun = performance.now();
    try {
      await this.receive(this.#abort.signal);
      if (this.frames === 0 || this.#reader.truncated) {
        throw new Problem({ type: "truncated", requestId: this.requestId });
      }
      this.#become("done");
    } catch (error) {
      this.#fail(error);
    }
  }

  describe(sampleRate) {
    this.sampleRate = sampleRate;
    this.#track = new PeakTrack(Math.round(sampleRate / PEAKS_PER_SECOND));
  }

  add(bytes) {
    const chunk = this.#reader.read(bytes);
    if (chunk.length === 0 || this.complete) {
      return;
    }
    this.firstSoundSeconds ??= (performance.now() - this.#begun) / 1000;
    this.chunks.push(chunk);
    this.frames += chunk.length;
    this.#track.add(chunk, 32768);
    this.state = "streaming";
    this.tell("chunk", chunk);
  }

  tell(what, detail) {
    this.#followers.forEach((follower) => follower[what]?.(detail));
  }

  // A stop is the listener's wish, not a failure; a broken stream keeps what was heard so far.
  #fail(error) {
    if (this.#abort.signal.aborted) {
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
    this.tell("complete");
  }
}
