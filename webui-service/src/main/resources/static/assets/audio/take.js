import { Problem } from "../shell/problem.js";
import { call } from "../shell/session.js";
import { bytesOf, eventsOf } from "../shell/event-stream.js";
import { SAMPLE_RATE, Sound } from "./sound.js";

let takes = 0;

/** One result: asked for, streamed in with the times of its sentences, kept in this page. */
export class Take extends Sound {
  id = ++takes;
  sentences = [];

  /** @param request { path, content(extra), text, … } as the studio made it */
  constructor(request) {
    super();
    this.request = request;
  }

  /** A guess from the text until the end is known. */
  get expectedSeconds() {
    if (this.complete) {
      return this.seconds;
    }
    const wide = this.request.text.match(/[\u2e80-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
    const guess = (wide * 0.24 + (this.request.text.length - wide) * 0.07) / this.request.speed;
    return Math.max(guess, 1.5, this.seconds * 1.04);
  }

  /** Number, from 1, of the sentence that is heard at a time. */
  sentenceAt(seconds) {
    const index = this.sentences.findIndex(({ endSeconds }) => seconds < endSeconds);
    return index < 0 ? Math.min(this.sentences.length + (this.complete ? 0 : 1), this.total ?? Infinity) : index + 1;
  }

  /** Asks for the same speech in another format: the same engine and seed make the same sound. */
  async encoded(format) {
    const response = await this.#ask({ extra: { format, seed: this.seed, engine: this.engine } });
    return response.blob();
  }

  async receive(signal) {
    const response = await this.#ask({ extra: { format: "pcm" }, signal, accept: "text/event-stream" });
    this.requestId = response.headers.get("X-Request-Id") ?? undefined;
    for await (const { event, data } of eventsOf(response)) {
      this.#happened(event, data);
      if (event === "done") {
        return;
      }
    }
    throw new Problem({ type: "truncated", requestId: this.requestId });
  }

  #ask({ extra, ...how }) {
    return call(this.request.path, { method: "POST", ...how, ...this.request.content(extra) });
  }

  #happened(event, data) {
    switch (event) {
      case "speech":
        Object.assign(this, { engine: data.engine, seed: data.seed, language: data.language, total: data.sentences });
        this.describe(data.sampleRate ?? SAMPLE_RATE);
        break;
      case "audio":
        this.add(bytesOf(data.audio));
        break;
      case "sentence":
        this.sentences = [...this.sentences, data];
        this.tell("sentence", data);
        break;
      case "error":
        throw new Problem({ requestId: this.requestId, ...data, type: data.type?.replace("urn:cosymesh:problem:", "") });
    }
  }
}
