// Plays one short recording at a time: the clip that was chosen, or the prompt of a kept voice.

let context;
let current;

/** Plays an AudioBuffer or encoded bytes, or a part of it in seconds; returns a function that stops it. */
export async function playClip(sound, onEnd, { from = 0, to } = {}) {
  current?.();
  context ??= new AudioContext();
  context.resume();
  const buffer = sound instanceof AudioBuffer ? sound : await context.decodeAudioData(sound);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  const stop = () => {
    if (current === stop) {
      current = undefined;
      source.stop();
      onEnd();
    }
  };
  source.onended = stop;
  current = stop;
  source.start(0, from, to === undefined ? undefined : to - from);
  return stop;
}
