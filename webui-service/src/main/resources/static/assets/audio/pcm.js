// Signed 16-bit mono PCM: from the wire, to WAV, to peaks.

/** Turns a byte stream cut anywhere into whole 16-bit samples. */
export class SampleReader {
  #odd;

  /** Whether half a sample is left over: a complete stream never ends like that. */
  get truncated() {
    return this.#odd !== undefined;
  }

  read(bytes) {
    const carried = this.#odd === undefined ? 0 : 1;
    const usable = (bytes.length + carried) & ~1;
    const whole = new Uint8Array(usable);
    if (carried && usable > 0) {
      whole[0] = this.#odd;
    }
    whole.set(bytes.subarray(0, usable - carried), usable > 0 ? carried : 0);
    if (usable > 0 || !carried) {
      this.#odd = (bytes.length + carried) % 2 === 1 ? bytes[bytes.length - 1] : undefined;
    }
    return new Int16Array(whole.buffer);
  }
}

/** WAV file of 16-bit mono chunks. */
export function wavOf(chunks, sampleRate) {
  const size = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const header = new DataView(new ArrayBuffer(44));
  const word = (offset, text) => [...text].forEach((c, i) => header.setUint8(offset + i, c.charCodeAt(0)));
  word(0, "RIFF");
  header.setUint32(4, 36 + size, true);
  word(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, sampleRate, true);
  header.setUint32(28, sampleRate * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  word(36, "data");
  header.setUint32(40, size, true);
  return new Blob([header, ...chunks], { type: "audio/wav" });
}

/** 16-bit samples of floats in -1 to 1. */
export function quantised(samples) {
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32767));
}

/** Collects one peak (0 to 1) per slice of a growing recording. */
export class PeakTrack {
  #pending = 0;
  #filled = 0;

  constructor(sliceLength) {
    this.sliceLength = sliceLength;
    this.peaks = [];
  }

  add(samples, fullScale) {
    for (const sample of samples) {
      this.#pending = Math.max(this.#pending, Math.abs(sample) / fullScale);
      if (++this.#filled === this.sliceLength) {
        this.peaks.push(this.#pending);
        this.#pending = 0;
        this.#filled = 0;
      }
    }
  }
}
