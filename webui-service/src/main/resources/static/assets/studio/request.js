import { MODES } from "./modes.js";

/** What the studio asks for: fixed when the button is pressed, so that a result can be made again. */
export function requestOf(studio) {
  const { mode, clip, transcript, voice, text, language, speed, engine } = studio;
  const needs = MODES[mode];
  const settings = { text: text.trim(), mode: needs.mode, language, speed, engine };
  return {
    ...settings,
    mode,
    voiceName: needs.voice ? voice.name : clip.file.name,
    path: needs.voice ? "/api/v1/speech" : "/api/v1/clone",
    content: (extra) => (needs.voice
      ? { json: present({ voice: voice.id, ...settings, ...extra }) }
      : { body: formOf({ ...settings, transcript: needs.transcript ? transcript.trim() : "", ...extra }, clip.file) }),
  };
}

/** Key of the words for what is still missing, or nothing when the request can succeed. */
export function missing({ mode, clip, refusedClip, voice, text }) {
  if (MODES[mode].voice && !voice) {
    return "missing.voice";
  }
  if (MODES[mode].clip && !clip) {
    return "missing.prompt";
  }
  if (MODES[mode].clip && (clip.verdict.level === "bad" || clip === refusedClip)) {
    return "missing.good-prompt";
  }
  return text.trim() ? undefined : "missing.text";
}

function present(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value !== undefined));
}

function formOf(fields, file) {
  const form = new FormData();
  Object.entries(present(fields)).forEach(([name, value]) => form.set(name, value));
  form.set("prompt", file, file.name);
  return form;
}
