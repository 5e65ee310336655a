package io.cosymesh.mesh.policy;

import java.util.regex.Pattern;

/**
 * Recognises paths that can be read in one way only: no empty, dot or parameterised
 * segment, and nothing percent-encoded that could be written plainly or that separates.
 */
final class NormalPath {

	private static final Pattern SEGMENT_CHARACTERS = Pattern
		.compile("(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%(?:2[02]|3[CE]|5[BDE]|60|7[BCD]|[89A-F][0-9A-F]))*");

	private NormalPath() {
	}

	static boolean is(String path) {
		if (path.equals("/")) {
			return true;
		}
		if (!path.startsWith("/")) {
			return false;
		}
		for (String segment : path.substring(1).split("/", -1)) {
			if (segment.isEmpty() || segment.equals(".") || segment.equals("..")
					|| !SEGMENT_CHARACTERS.matcher(segment).matches()) {
				return false;
			}
		}
		return true;
	}

}
