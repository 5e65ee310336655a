// Hands every block of the microphone to the page, with its peak for the level meter.

const BLOCK = 2048;

class RecorderProcessor extends AudioWorkletProcessor {
  #block = new Float32Array(BLOCK);
  #filled = 0;

  process([[input]]) {
    if (!input) {
      return true;
    }
    this.#block.set(input, this.#filled);
    this.#filled += input.length;
    if (this.#filled === BLOCK) {
      const peak = this.#block.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      this.port.postMessage({ samples: this.#block, peak });
      this.#block = new Float32Array(BLOCK);
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor("cosymesh-recorder", RecorderProcessor);
