package io.cosymesh.inference.text;

import java.util.regex.Pattern;

/**
 * CosyVoice's rules for what stands between Chinese characters. Where it makes every full
 * stop a Chinese one, a point inside a name such as Node.js stays here.
 */
final class ChineseCleaning {

	private static final Pattern POINT = Pattern.compile("\\.(?![A-Za-z0-9])|(?<![A-Za-z0-9])\\.");

	private static final Pattern SPACED_DASH = Pattern.compile("\\s+-\\s+");

	private static final Pattern BRACKETS = Pattern.compile("[（）【】`]");

	private static final Pattern SPACES = Pattern.compile("\\s+");

	private ChineseCleaning() {
	}

	static String clean(String text) {
		String clean = SPACED_DASH.matcher(text.replace("\n", "")).replaceAll("，");
		clean = dropSpaces(clean).replace("²", "平方").replace("³", "立方");
		clean = POINT.matcher(clean).replaceAll("。");
		clean = BRACKETS.matcher(clean).replaceAll("");
		return clean.replace("——", " ");
	}

	/** A space is one only between Latin words, which have ASCII on both sides. */
	private static String dropSpaces(String text) {
		return SPACES.matcher(text).replaceAll((space) -> {
			boolean isBetween = space.start() > 0 && space.end() < text.length() && text.charAt(space.start() - 1) < 128
					&& text.charAt(space.end()) < 128;
			return isBetween ? " " : "";
		});
	}

}
