package io.cosymesh.inference.text;

import java.text.Normalizer;
import java.util.regex.Pattern;

import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSetSpanner;

/**
 * Takes out of a text what is not to be read aloud: CosyVoice's sound and emphasis tags,
 * emoji, control characters and espeak-ng's phoneme brackets.
 */
final class TextCleaner {

	private static final Pattern SOUND_TAG = Pattern.compile("\\[(?:" + String.join("|", BracketTags.EVENTS) + ")]");

	private static final Pattern EMPHASIS_TAG = Pattern.compile("</?(?:strong|laughter)>");

	private static final Pattern MODEL_TOKEN = Pattern.compile("<\\|[^|<>]{1,40}\\|>");

	private static final Pattern PHONEME_BRACKETS = Pattern.compile("\\[{2,}|]{2,}");

	private static final Pattern LINE_BREAK = Pattern.compile("[ \\t]*\\R[ \\t]*");

	private static final Pattern PARAGRAPH_BREAK = Pattern.compile("[ \\t]*\\R(?:[ \\t]*\\R)+[ \\t]*");

	private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\t]+");

	private static final UnicodeSetSpanner UNREADABLE = new UnicodeSetSpanner(new UnicodeSet(
			"[[:Extended_Pictographic:][:Cc:][:Cf:][:Co:][:Cn:][:Cs:][:Emoji_Modifier:][\\uFE00-\\uFE0F]-[\\n]]")
		.freeze());

	/**
	 * Stands for a paragraph break while lines are joined; no text keeps this control.
	 */
	private static final char PARAGRAPH = '\u001E';

	private TextCleaner() {
	}

	static String clean(String text) {
		return cleanButSounds(EMPHASIS_TAG.matcher(SOUND_TAG.matcher(text).replaceAll(" ")).replaceAll(""));
	}

	/** Leaves the sound tags in, for an engine that makes the sounds. */
	static String cleanButSounds(String text) {
		String clean = Normalizer.normalize(text, Normalizer.Form.NFC);
		clean = PARAGRAPH_BREAK.matcher(clean).replaceAll(String.valueOf(PARAGRAPH));
		clean = joinLines(clean).replace(PARAGRAPH, '\n');
		clean = MODEL_TOKEN.matcher(clean).replaceAll(" ");
		clean = PHONEME_BRACKETS.matcher(clean).replaceAll(" ");
		clean = narrow(clean);
		return SPACES.matcher(UNREADABLE.deleteFrom(clean)).replaceAll(" ").strip();
	}

	/** A line break inside a paragraph is a space, but not between Chinese characters. */
	private static String joinLines(String text) {
		return LINE_BREAK.matcher(text).replaceAll((match) -> {
			boolean ideographs = match.start() > 0 && match.end() < text.length()
					&& Character.isIdeographic(text.charAt(match.start() - 1))
					&& Character.isIdeographic(text.charAt(match.end()));
			return ideographs ? "" : " ";
		});
	}

	/** Full-width letters and digits mean the same as ordinary ones. */
	private static String narrow(String text) {
		StringBuilder narrow = new StringBuilder(text);
		for (int i = 0; i < narrow.length(); i++) {
			char wide = narrow.charAt(i);
			if (wide >= '！' && wide <= '～' && Character.isLetterOrDigit(wide)) {
				narrow.setCharAt(i, (char) (wide - '！' + '!'));
			}
		}
		return narrow.toString();
	}

}
