import { promptFile } from "../audio/clip.js";
import { MAX_TEXT, MODES, modeOf, sourceOf } from "./modes.js";

/** What the studio asks for: fixed when the button is pressed, so that a result can be made again. */
export function requestOf(studio) {
  const { mode, source, clip, transcript, voice, text, language, speed, engine, instruct, seed } = studio;
  const fromClip = sourceOf(studio) === "clip";
  const settings = { text: text.trim(), mode: modeOf(studio), language, speed, engine, instruct: instruct.trim(), seed };
  const prompt = fromClip ? promptFile(clip) : undefined;
  return {
    ...settings,
    mode,
    restore: { mode, source, clip, transcript, voice, text, language, speed, engine, instruct, seed },
    voiceName: fromClip ? clip.file.name : voice.name,
    path: fromClip ? "/api/v1/clone" : "/api/v1/speech",
    content: (extra) => (fromClip
      ? { body: formOf({ ...settings, transcript: MODES[mode].transcript ? transcript.trim() : "", ...extra }, prompt) }
      : { json: present({ voice: voice.id, ...settings, ...extra }) }),
  };
}

/** Key of the words for what is still missing, or nothing when the request can succeed. */
export function missing(studio) {
  const { mode, clip, refusedClip, voice, text, instruct, engines } = studio;
  if (engines?.length > 0 && !engines.some(({ state }) => state === "ready")) {
    return "missing.engine";
  }
  if (text.trim().length > MAX_TEXT) {
    return "missing.shorter-text";
  }
  if (sourceOf(studio) === "voice" && !voice) {
    return "missing.voice";
  }
  if (sourceOf(studio) === "clip" && !clip) {
    return mode === "cross" ? "missing.prompt-cross" : "missing.prompt";
  }
  if (sourceOf(studio) === "clip" && (clip.verdict.level === "bad" || clip === refusedClip)) {
    return "missing.good-prompt";
  }
  if (MODES[mode].instruct && !instruct.trim()) {
    return "missing.instruct";
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
