package io.cosymesh.cli.console;

/**
 * Text that others sent, made fit for a terminal: a path or a reason can hold whatever a
 * stranger put there.
 */
public final class PlainText {

	private static final int LONGEST = 2000;

	private PlainText() {
	}

	/**
	 * Takes out what a terminal would obey, and what would begin a line.
	 * @param text what somebody sent
	 * @return the same on one line, with {@code ?} for control characters
	 */
	public static String of(String text) {
		StringBuilder plain = new StringBuilder();
		text.codePoints().limit(LONGEST).forEach((letter) -> plain.appendCodePoint(isObeyed(letter) ? '?' : letter));
		return plain.toString();
	}

	private static boolean isObeyed(int letter) {
		return switch (Character.getType(letter)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				true;
			default -> false;
		};
	}

}
