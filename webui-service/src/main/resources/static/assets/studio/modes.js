// The ways to give a voice. Names and steps are CosyVoice's own.

export const MODES = {
  clone: { clip: true, transcript: true, steps: ["step.clip", "step.transcript", "step.generate"] },
  cross: { clip: true, mode: "cross_lingual", steps: ["step.clip", "step.generate"] },
  voice: { voice: true, steps: ["step.voice", "step.generate"] },
};

export const MAX_TEXT = 5000;
