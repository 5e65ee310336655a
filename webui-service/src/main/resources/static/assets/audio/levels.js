// What a recording is like, in numbers: the verdict in words is the clip's.

const FRAMES_PER_SECOND = 50;
const MARGIN = 10;

/** Level in dB of each fiftieth of a second, the highest sample and the share of samples at full scale. */
export function levelsOf(samples, rate) {
  const frame = rate / FRAMES_PER_SECOND;
  const levels = [];
  let clipped = 0;
  let peak = 0;
  for (let start = 0; start + frame <= samples.length; start += frame) {
    let energy = 0;
    for (let i = start; i < start + frame; i++) {
      const size = Math.abs(samples[i]);
      energy += size * size;
      peak = Math.max(peak, size);
      clipped += size >= 0.999 ? 1 : 0;
    }
    levels.push(10 * Math.log10(energy / frame + 1e-10));
  }
  return { levels, peak, clippedShare: clipped / samples.length };
}

/** Which frames somebody speaks in, by energy, and how far in dB speech stands out from the rest. */
export function spokenOf(levels) {
  const sorted = levels.toSorted((a, b) => a - b);
  const quiet = sorted[Math.floor(sorted.length * 0.1)] ?? -100;
  const loud = sorted[Math.floor(sorted.length * 0.95)] ?? -100;
  const threshold = Math.max(loud - 30, Math.min(quiet + 9, loud - 6), -55);
  return { spoken: levels.map((level) => level > threshold), range: loud - quiet };
}

/** Seconds of speech between two times. */
export function spokenBetween(spoken, from, to) {
  const part = spoken.slice(Math.round(from * FRAMES_PER_SECOND), Math.round(to * FRAMES_PER_SECOND));
  return part.filter(Boolean).length / FRAMES_PER_SECOND;
}

/** The stretch of at most so many seconds in which most is said, without the silence around it. */
export function bestStretch(spoken, seconds) {
  const size = Math.min(spoken.length, seconds * FRAMES_PER_SECOND);
  let inside = spoken.slice(0, size).filter(Boolean).length;
  let best = { start: 0, inside };
  for (let start = 1; start + size <= spoken.length; start++) {
    inside += (spoken[start + size - 1] ? 1 : 0) - (spoken[start - 1] ? 1 : 0);
    best = inside > best.inside ? { start, inside } : best;
  }
  const within = spoken.slice(best.start, best.start + size);
  const first = Math.max(0, within.indexOf(true) - MARGIN);
  const end = best.inside === 0 ? size : Math.min(size, within.lastIndexOf(true) + 1 + MARGIN);
  return { from: (best.start + first) / FRAMES_PER_SECOND, to: (best.start + end) / FRAMES_PER_SECOND };
}
