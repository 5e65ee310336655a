import { Problem } from "../shell/problem.js";
import { quantised, wavOf } from "./pcm.js";

const MODULE = new URL("./recorder-worklet.js", import.meta.url);

// What makes a call pleasant spoils a voice print: the browser must not process the signal.
const RAW = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** Records the microphone as plain samples, so that every browser yields a WAV file. */
export class Recorder {
  #stream;
  #context;
  #chunks = [];
  #frames = 0;

  static async start(onProgress) {
    const recorder = new Recorder();
    await recorder.#open(onProgress);
    return recorder;
  }

  async #open(onProgress) {
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio: RAW });
    } catch (error) {
      throw Problem.local(error.name === "NotAllowedError" ? "microphone-refused" : "microphone-missing", "prompt");
    }
    try {
      await this.#listen(onProgress);
    } catch (error) {
      this.cancel();
      throw error;
    }
  }

  async #listen(onProgress) {
    this.#context = new AudioContext();
    await this.#context.audioWorklet.addModule(MODULE);
    const node = new AudioWorkletNode(this.#context, "cosymesh-recorder", { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }) => {
      this.#chunks.push(quantised(data.samples));
      this.#frames += data.samples.length;
      onProgress({ seconds: this.#frames / this.#context.sampleRate, peak: data.peak });
    };
    this.#context.createMediaStreamSource(this.#stream).connect(node);
  }

  /** Ends the recording and returns it as a WAV file. */
  finish(name) {
    this.cancel();
    return new File([wavOf(this.#chunks, this.#context.sampleRate)], name, { type: "audio/wav" });
  }

  cancel() {
    this.#stream.getTracks().forEach((track) => track.stop());
    this.#context?.close();
  }
}
