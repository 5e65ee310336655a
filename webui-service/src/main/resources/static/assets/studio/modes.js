// The ways to give a voice. Names and steps are CosyVoice's own.

export const MODES = {
  clone: { clip: true, transcript: true, steps: ["step.clip", "step.transcript", "step.generate"] },
  cross: { clip: true, steps: ["step.clip", "step.generate"] },
  voice: { voice: true, steps: ["step.voice", "step.generate"] },
};

// CosyVoice3's languages first, then others that engines commonly speak.
export const LANGUAGES = [
  "zh", "en", "ja", "ko", "de", "es", "fr", "it", "ru",
  "pt", "nl", "pl", "sv", "da", "fi", "cs", "el", "hu", "ro", "tr", "uk", "vi", "id", "hi",
];

export const MAX_TEXT = 5000;
