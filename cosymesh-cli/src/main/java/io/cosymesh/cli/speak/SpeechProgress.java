package io.cosymesh.cli.speak;

import java.util.Locale;

import io.cosymesh.cli.console.Console;

/**
 * The progress bar: seconds of speech so far against a guess from the text, since nobody
 * knows the length of speech before it is spoken.
 */
final class SpeechProgress {

	private static final int WIDTH = 30;

	private static final double SECONDS_PER_IDEOGRAPH = 0.24;

	private static final double SECONDS_PER_LETTER = 0.075;

	private final Console console;

	private final double bytesPerSecond;

	private final double expectedSeconds;

	SpeechProgress(Console console, String text, SpeechFormat format, double speed) {
		this.console = console;
		this.bytesPerSecond = format.bytesPerSecond();
		this.expectedSeconds = Math.max(1, expected(text)) / Math.max(0.1, speed);
	}

	private static double expected(String text) {
		return text.codePoints()
			.mapToDouble((letter) -> Character.isIdeographic(letter) ? SECONDS_PER_IDEOGRAPH : SECONDS_PER_LETTER)
			.sum();
	}

	void sending() {
		this.console.progress("sending the clip ...");
	}

	void received(long bytes) {
		double seconds = bytes / this.bytesPerSecond;
		double share = Math.min(0.99, seconds / this.expectedSeconds);
		int done = (int) Math.round(share * WIDTH);
		this.console.progress(String.format(Locale.ROOT, "[%s%s] %3.0f %%  %.1f s of speech", "#".repeat(done),
				".".repeat(WIDTH - done), share * 100, seconds));
	}

}
