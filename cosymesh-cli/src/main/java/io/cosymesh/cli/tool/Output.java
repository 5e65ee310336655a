package io.cosymesh.cli.tool;

import java.util.List;

/**
 * What a program left behind. What it printed may be a secret and is never shown.
 *
 * @param exitCode what it ended with
 * @param text what it printed
 * @param err what it complained of
 */
public record Output(int exitCode, String text, String err) {

	/**
	 * Tells how it went.
	 * @return whether the program says that all is well
	 */
	public boolean isSuccess() {
		return this.exitCode == 0;
	}

	/**
	 * Returns the last thing it complained of, which most programs say why by.
	 * @return one line, or that there is none
	 */
	public String complaint() {
		List<String> lines = this.err.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList();
		return lines.isEmpty() ? "it ended with %d and no word".formatted(this.exitCode) : lines.getLast();
	}

	@Override
	public String toString() {
		return "Output[exitCode=%d, text=******, err=%s]".formatted(this.exitCode, this.err);
	}

}
