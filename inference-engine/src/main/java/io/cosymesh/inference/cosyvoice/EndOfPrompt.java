package io.cosymesh.inference.cosyvoice;

import java.util.regex.Pattern;

/**
 * The mark without which CosyVoice3 hangs, and with two of which it reads instructions
 * aloud. It stands once in each request: after the instruction, else before the
 * transcript, else before the text.
 */
final class EndOfPrompt {

	static final String TOKEN = "<|endofprompt|>";

	/** All control tokens: nobody but this class writes any. */
	private static final Pattern CONTROL = Pattern.compile("<\\|[^|<>]{0,40}\\|>");

	private final String prefix;

	EndOfPrompt(String prefix) {
		this.prefix = prefix.strip();
	}

	/** Marks a transcript or a text, whether or not somebody did already. */
	String before(String text) {
		return this.prefix + TOKEN + bare(text);
	}

	/** Marks an instruction, whether or not somebody did already. */
	String after(String instruction) {
		return (this.prefix + " " + bare(instruction)).strip() + TOKEN;
	}

	/** Takes the prefix and all control tokens off. */
	String bare(String text) {
		String bare = text;
		// What is left of a token may make another with what was around it.
		while (CONTROL.matcher(bare).find()) {
			bare = CONTROL.matcher(bare).replaceAll("");
		}
		bare = bare.strip();
		while (!this.prefix.isEmpty() && bare.startsWith(this.prefix)) {
			bare = bare.substring(this.prefix.length()).strip();
		}
		return bare;
	}

}
