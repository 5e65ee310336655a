// One voice at a time: whatever take was opened last is what the page plays.

const MODULE = new URL("./player-worklet.js", import.meta.url);

const contexts = new Map();

async function contextFor(sampleRate) {
  if (!contexts.has(sampleRate)) {
    const context = new AudioContext({ sampleRate });
    contexts.set(sampleRate, { context, ready: context.audioWorklet.addModule(MODULE) });
  }
  const { context, ready } = contexts.get(sampleRate);
  await ready;
  return context;
}

/** Plays a Take while it grows. Fires "change" whenever position, playing or ended change. */
export class Player extends EventTarget {
  #node;
  #forget = () => {};

  take;
  seconds = 0;
  playing = false;
  ended = false;
  unavailable = false;

  /** Gets the audio output ready within the user's gesture: later a browser may refuse to make a sound. */
  prepare(sampleRate) {
    this.#output(sampleRate);
  }

  async open(take, seconds = 0) {
    this.close();
    this.take = take;
    const context = await this.#output(take.sampleRate);
    if (!context || this.take !== take) {
      return;
    }
    this.#node = new AudioWorkletNode(context, "cosymesh-player", { numberOfInputs: 0, outputChannelCount: [1] });
    this.#node.port.onmessage = ({ data }) => this.#moved(data);
    this.#node.connect(context.destination);
    take.chunks.forEach((samples) => this.#send({ type: "append", samples }));
    this.#forget = take.follow({
      chunk: (samples) => this.#send({ type: "append", samples }),
      complete: () => this.#send({ type: "complete" }),
    });
    if (take.complete) {
      this.#send({ type: "complete" });
    }
    if (seconds > 0) {
      this.#send({ type: "seek", frame: seconds * take.sampleRate });
    }
    this.#set({ seconds, playing: true, ended: false });
  }

  close() {
    this.#forget();
    this.#send({ type: "close" });
    this.#node?.disconnect();
    this.#node = undefined;
    this.take = undefined;
    this.#set({ seconds: 0, playing: false, ended: false });
  }

  /** Plays a take, or pauses it when it is the one that is heard. */
  toggle(take) {
    if (this.take !== take) {
      this.open(take);
    } else if (this.playing) {
      this.pause();
    } else {
      this.play();
    }
  }

  play() {
    if (!this.#node) {
      this.open(this.take);
      return;
    }
    this.#send({ type: "play" });
    this.#set({ playing: true, ended: false });
  }

  pause() {
    this.#send({ type: "pause" });
    this.#set({ playing: false });
  }

  seek(seconds) {
    this.#send({ type: "seek", frame: seconds * this.take.sampleRate });
    this.#set({ seconds, ended: false });
  }

  async #output(sampleRate) {
    try {
      const context = await contextFor(sampleRate);
      context.resume();
      this.#set({ unavailable: false });
      return context;
    } catch {
      contexts.delete(sampleRate);
      this.#set({ unavailable: true });
      return undefined;
    }
  }

  #send(message) {
    this.#node?.port.postMessage(message);
  }

  #moved({ frame, ended, audible }) {
    if (this.take) {
      this.take.heardWhile ??= audible ? this.take.state : undefined;
      this.#set({ seconds: frame / this.take.sampleRate, ended, playing: this.playing && !ended });
    }
  }

  #set(state) {
    Object.assign(this, state);
    this.dispatchEvent(new Event("change"));
  }
}
