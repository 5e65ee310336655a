// The ways to give a voice. Names and steps are CosyVoice's own.

export const MODES = {
  clone: { sources: ["clip"], transcript: true, steps: ["step.clip", "step.transcript", "step.generate"] },
  cross: { sources: ["clip"], mode: "cross_lingual", steps: ["step.clip", "step.generate"] },
  instruct: { sources: ["voice", "clip"], instruct: true, mode: "instruct", steps: ["step.voice", "step.instruct", "step.generate"] },
  voice: { sources: ["voice"], steps: ["step.voice", "step.generate"] },
};

export const MAX_TEXT = 5000;
export const MAX_JOB_TEXT = 50_000;
export const MAX_INSTRUCT = 500;

/** Whether the voice comes from a clip or from the library: where a mode knows both, as was chosen. */
export function sourceOf({ mode, source }) {
  const { sources } = MODES[mode];
  return sources.includes(source) ? source : sources[0];
}

/** The mode by the API's name; a built-in voice alone is CosyVoice's sft. */
export function modeOf({ mode, voice }) {
  return mode === "voice" && voice?.builtIn ? "sft" : MODES[mode].mode;
}
