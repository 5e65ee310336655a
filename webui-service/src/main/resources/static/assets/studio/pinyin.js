// Pinyin as people type it (chong2 qing4) becomes the tags that engines read ([ch][óng][q][ìng]).

const INITIALS = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?([a-zü]+)$/;
const SYLLABLE = /([a-zü:]+)([1-5])/gy;
const MARKS = { a: "āáǎà", e: "ēéěè", i: "īíǐì", o: "ōóǒò", u: "ūúǔù", v: "ǖǘǚǜ" };

/** Tags for numbered pinyin; any other text as it is. */
export function tagsOf(reading) {
  const typed = reading.trim().toLowerCase().replaceAll("u:", "v").replaceAll("ü", "v");
  const syllables = [...typed.replace(/[\s']+/g, "").matchAll(SYLLABLE)];
  const whole = syllables.map(([all]) => all).join("") === typed.replace(/[\s']+/g, "");
  const tags = syllables.map(([, letters, tone]) => tagged(letters, Number(tone)));
  return whole && tags.length > 0 && tags.every(Boolean) ? tags.join("") : reading.trim();
}

function tagged(letters, tone) {
  const parts = INITIALS.exec(letters);
  if (!parts || (!parts[1] && !/[aeo]/.test(letters[0]))) {
    return undefined;
  }
  const [, initial, final] = parts;
  const marked = withTone(final, tone);
  return marked && `${initial ? `[${initial}]` : ""}[${marked}]`;
}

// The mark goes on a or e, on the o of ou, else on the last vowel.
function withTone(final, tone) {
  const at = ["a", "e", "ou"].map((vowel) => final.indexOf(vowel)).find((index) => index >= 0)
    ?? Math.max(...Object.keys(MARKS).map((vowel) => final.lastIndexOf(vowel)));
  if (at < 0) {
    return undefined;
  }
  const mark = tone === 5 ? final[at] : MARKS[final[at]][tone - 1];
  return final.slice(0, at) + mark + final.slice(at + 1);
}
