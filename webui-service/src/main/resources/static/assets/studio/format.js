// The file format of downloads, as a person chose it last.

export const FORMATS = ["wav", "mp3", "opus", "flac", "aac", "pcm"];

const KEY = "cosymesh.format";

export function chosenFormat() {
  const format = localStorage.getItem(KEY);
  return FORMATS.includes(format) ? format : FORMATS[0];
}

export function chooseFormat(format) {
  localStorage.setItem(KEY, format);
}
