// Plays 16-bit chunks as they arrive. Runs on the audio thread: no allocation in process() beyond the status message.

const JITTER_SECONDS = 0.25;
const FADE_SECONDS = 0.005;
const REPORT_EVERY = 8;

class StreamPlayerProcessor extends AudioWorkletProcessor {
  #chunks = [];
  #starts = [];
  #frames = 0;
  #position = 0;
  #chunk = 0;
  #complete = false;
  #wanted = true;
  #buffering = true;
  #gain = 0;
  #closed = false;
  #quanta = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => this.#handle(data);
  }

  #handle(message) {
    switch (message.type) {
      case "append":
        this.#starts.push(this.#frames);
        this.#chunks.push(message.samples);
        this.#frames += message.samples.length;
        break;
      case "complete":
        this.#complete = true;
        break;
      case "play":
        this.#wanted = true;
        if (this.#complete && this.#position >= this.#frames) {
          this.#seek(0);
        }
        break;
      case "pause":
        this.#wanted = false;
        break;
      case "seek":
        this.#seek(message.frame);
        break;
      case "close":
        this.#closed = true;
        break;
    }
  }

  #seek(frame) {
    this.#position = Math.max(0, Math.min(Math.floor(frame), this.#frames));
    this.#chunk = Math.max(0, this.#starts.findLastIndex((start) => start <= this.#position));
    this.#gain = 0;
  }

  // Holding back until some audio is ahead, and fading before it runs dry, keeps a slow network from clicking.
  #target() {
    const ahead = this.#frames - this.#position;
    if (this.#buffering && (this.#complete || ahead >= JITTER_SECONDS * sampleRate)) {
      this.#buffering = false;
    }
    const dry = !this.#complete && ahead < 2 * FADE_SECONDS * sampleRate + 128;
    return this.#wanted && !this.#buffering && !dry ? 1 : 0;
  }

  #next() {
    while (this.#chunk + 1 < this.#chunks.length && this.#starts[this.#chunk + 1] <= this.#position) {
      this.#chunk++;
    }
    const sample = this.#chunks[this.#chunk][this.#position - this.#starts[this.#chunk]];
    this.#position++;
    return sample / 32768;
  }

  process(_inputs, [[left, ...others]]) {
    const target = this.#target();
    const step = 1 / (FADE_SECONDS * sampleRate);
    for (let i = 0; i < left.length; i++) {
      this.#gain = target > this.#gain ? Math.min(1, this.#gain + step) : Math.max(target, this.#gain - step);
      left[i] = this.#gain > 0 && this.#position < this.#frames ? this.#next() * this.#gain : 0;
    }
    others.forEach((channel) => channel.set(left));
    if (target === 0 && this.#gain === 0 && this.#wanted) {
      this.#buffering = true;
    }
    this.#report();
    return !this.#closed;
  }

  #report() {
    const ended = this.#complete && this.#position >= this.#frames;
    if (ended && this.#wanted) {
      this.#wanted = false;
      this.#quanta = 0;
    }
    if (this.#quanta++ % REPORT_EVERY === 0) {
      this.port.postMessage({ frame: this.#position, ended, audible: this.#gain > 0 && !ended });
    }
  }
}

registerProcessor("cosymesh-player", StreamPlayerProcessor);
