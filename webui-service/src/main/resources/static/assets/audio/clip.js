import { bestStretch, levelsOf, spokenBetween, spokenOf } from "./levels.js";
import { PeakTrack, quantised, wavOf } from "./pcm.js";

const DECODE_RATE = 48_000;
const SLICES = 240;
const FADE = DECODE_RATE / 200;

export const MAX_BYTES = 25 * 1024 * 1024;
export const MAX_SECONDS = 30;
export const BEST_SECONDS = 15;
export const MIN_SECONDS = 1;
export const GOOD_SECONDS = 3;
export const MIN_RATE = 16_000;

/**
 * Reads what a person chose: always the file, and its sound and measures when this browser can decode it. Of a
 * recording that is too long its best part is selected.
 */
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
  const samples = mono(audio);
  const seconds = audio.duration;
  const voiced = spokenOf(levelsOf(samples, DECODE_RATE).levels);
  const whole = { file, audio, samples, nativeRate, seconds, voiced, peaks: peaksOf(samples) };
  return seconds > MAX_SECONDS
    ? trimmed(whole, bestStretch(voiced.spoken, BEST_SECONDS))
    : trimmed(whole, { from: 0, to: seconds });
}

/** The clip with another part selected, judged anew; its noise is that of the whole, pauses included. */
export function trimmed(clip, { from, to }) {
  const selected = clip.samples.subarray(Math.floor(from * DECODE_RATE), Math.ceil(to * DECODE_RATE));
  const { range, spoken } = clip.voiced;
  const spokenSeconds = spokenBetween(spoken, from, to);
  const verdict = judge({ ...levelsOf(selected, DECODE_RATE), range, spokenSeconds, seconds: to - from, nativeRate: clip.nativeRate });
  return { ...clip, from, to, verdict, cut: undefined };
}

/** Whether only a part of the recording is selected. */
export function isTrimmed({ from, to, seconds, audio }) {
  return Boolean(audio) && (from > 0 || to < seconds);
}

/** The selection that leaves out the silence before and after what is said. */
export function spokenPart({ voiced, seconds }) {
  const { from, to } = bestStretch(voiced.spoken, MAX_SECONDS);
  return { from, to: Math.min(to, seconds) };
}

/** What is sent as the prompt: the file as it is, or a WAV file of the part that is selected. */
export function promptFile(clip) {
  if (!isTrimmed(clip)) {
    return clip.file;
  }
  clip.cut ??= cutOut(clip);
  return clip.cut;
}

function cutOut({ file, samples, from, to }) {
  const part = samples.slice(Math.floor(from * DECODE_RATE), Math.ceil(to * DECODE_RATE));
  for (let i = 0; i < Math.min(FADE, part.length); i++) {
    part[i] *= i / FADE;
    part[part.length - 1 - i] *= i / FADE;
  }
  const name = `${file.name.replace(/\.[^.]+$/, "")}-${from.toFixed(2)}-${to.toFixed(2)}.wav`;
  return new File([wavOf([quantised(part)], DECODE_RATE)], name, { type: "audio/wav" });
}

async function decode(bytes) {
  try {
    return await new OfflineAudioContext(1, 1, DECODE_RATE).decodeAudioData(bytes.slice(0));
  } catch {
    return undefined;
  }
}

function mono(audio) {
  if (audio.numberOfChannels === 1) {
    return audio.getChannelData(0);
  }
  const sum = new Float32Array(audio.length);
  for (let channel = 0; channel < audio.numberOfChannels; channel++) {
    audio.getChannelData(channel).forEach((sample, i) => (sum[i] += sample / audio.numberOfChannels));
  }
  return sum;
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
