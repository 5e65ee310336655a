import { PeakTrack } from "./pcm.js";

const DECODE_RATE = 48_000;
const SLICES = 240;
const FRAME = DECODE_RATE / 50;

export const MAX_BYTES = 25 * 1024 * 1024;
export const MAX_SECONDS = 30;
export const MIN_SECONDS = 1;
export const GOOD_SECONDS = 3;
export const MIN_RATE = 16_000;

/** Reads what a person chose: always the file, and its sound and measures when this browser can decode it. */
export async function readClip(file) {
  if (file.size === 0) {
    return { file, verdict: { level: "bad", key: "clip.empty" } };
  }
  if (file.size > MAX_BYTES) {
    return { file, verdict: { level: "bad", key: "clip.too-large" } };
  }
  const bytes = await file.arrayBuffer();
  const nativeRate = wavRate(bytes);
  const audio = await decode(bytes);
  if (!audio) {
    return { file, verdict: { level: "unknown", key: "clip.undecodable" } };
  }
  const samples = audio.getChannelData(0);
  const measures = { ...measure(samples), seconds: audio.duration, nativeRate };
  return { file, audio, peaks: peaksOf(samples), seconds: audio.duration, verdict: judge(measures) };
}

async function decode(bytes) {
  try {
    return await new OfflineAudioContext(1, 1, DECODE_RATE).decodeAudioData(bytes.slice(0));
  } catch {
    return undefined;
  }
}

// Decoding resamples, so the true rate is only in the file itself.
function wavRate(bytes) {
  const view = new DataView(bytes);
  const tag = (offset) => String.fromCharCode(...new Uint8Array(bytes, offset, 4));
  if (bytes.byteLength < 44 || tag(0) !== "RIFF" || tag(8) !== "WAVE") {
    return undefined;
  }
  for (let at = 12; at + 16 <= bytes.byteLength; at += 8 + view.getUint32(at + 4, true)) {
    if (tag(at) === "fmt ") {
      return view.getUint32(at + 12, true);
    }
  }
  return undefined;
}

function peaksOf(samples) {
  const track = new PeakTrack(Math.max(1, Math.floor(samples.length / SLICES)));
  track.add(samples, 1);
  return track.peaks;
}

function measure(samples) {
  const levels = [];
  let clipped = 0;
  let peak = 0;
  for (let start = 0; start + FRAME <= samples.length; start += FRAME) {
    let energy = 0;
    for (let i = start; i < start + FRAME; i++) {
      const size = Math.abs(samples[i]);
      energy += size * size;
      peak = Math.max(peak, size);
      clipped += size >= 0.999 ? 1 : 0;
    }
    levels.push(10 * Math.log10(energy / FRAME + 1e-10));
  }
  const sorted = levels.toSorted((a, b) => a - b);
  const quiet = sorted[Math.floor(sorted.length * 0.1)] ?? -100;
  const loud = sorted[Math.floor(sorted.length * 0.95)] ?? -100;
  const threshold = Math.max(loud - 30, Math.min(quiet + 9, loud - 6), -55);
  const spoken = levels.filter((level) => level > threshold).length;
  return { peak, clippedShare: clipped / samples.length, range: loud - quiet, spokenSeconds: spoken / 50 };
}

// "bad" is only what the server refuses for certain; everything doubtful is advice and left to it.
function judge({ seconds, nativeRate, peak, clippedShare, range, spokenSeconds }) {
  if (nativeRate < MIN_RATE) {
    return { level: "bad", key: "clip.low-rate", rate: nativeRate };
  }
  if (seconds > MAX_SECONDS) {
    return { level: "bad", key: "clip.too-long" };
  }
  if (peak < 0.002) {
    return { level: "bad", key: "clip.silent" };
  }
  if (seconds < MIN_SECONDS) {
    return { level: "bad", key: "clip.too-short" };
  }
  if (spokenSeconds < GOOD_SECONDS * 0.75) {
    return { level: "warn", key: "clip.short", speech: spokenSeconds };
  }
  if (clippedShare > 0.0005) {
    return { level: "warn", key: "clip.clipping" };
  }
  if (range < 15) {
    return { level: "warn", key: "clip.noisy" };
  }
  if (peak < 0.05) {
    return { level: "warn", key: "clip.quiet" };
  }
  return { level: "good", key: "clip.good" };
}
