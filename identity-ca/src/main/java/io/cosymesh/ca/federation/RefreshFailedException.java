package io.cosymesh.ca.federation;

/**
 * Thrown when a look at a foreign bundle brings nothing; what was known before goes on to
 * count.
 */
final class RefreshFailedException extends Exception {

	private static final int MOST_TEXT = 300;

	private final RefreshResult result;

	RefreshFailedException(RefreshResult result, String message) {
		super(oneLine(message));
		this.result = result;
	}

	RefreshFailedException(RefreshResult result, String message, Throwable cause) {
		super(oneLine(message), cause);
		this.result = result;
	}

	RefreshResult result() {
		return this.result;
	}

	// Some of it may come from the endpoint.
	private static String oneLine(String text) {
		String clean = text.replaceAll("\\p{C}+", " ").replace('"', '\'');
		return (clean.length() <= MOST_TEXT) ? clean : clean.substring(0, MOST_TEXT);
	}

}
