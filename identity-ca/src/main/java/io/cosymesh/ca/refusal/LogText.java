package io.cosymesh.ca.refusal;

/**
 * Makes text from strangers fit for one log line: short, printable, without spaces,
 * quotes or anything that could look like another field.
 */
public final class LogText {

	private static final int LIMIT = 200;

	private LogText() {
	}

	/**
	 * Replaces every character that isn't a plain name character and shortens the rest.
	 * @param text what a stranger sent
	 * @return the text as far as it is safe
	 */
	public static String safe(String text) {
		StringBuilder safe = new StringBuilder();
		text.codePoints().limit(LIMIT).map(LogText::plain).forEach(safe::appendCodePoint);
		return (text.codePointCount(0, text.length()) > LIMIT) ? safe.append("...").toString() : safe.toString();
	}

	private static int plain(int character) {
		boolean letterOrDigit = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9');
		return (letterOrDigit || (character < 128 && ":/.-_@".indexOf(character) >= 0)) ? character : '?';
	}

}
