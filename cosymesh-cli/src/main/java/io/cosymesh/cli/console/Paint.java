package io.cosymesh.cli.console;

/**
 * Colours of a terminal.
 */
public enum Paint {

	/** As the terminal writes by itself. */
	PLAIN(""),

	/** Good. */
	GREEN("32"),

	/** Worth a look. */
	YELLOW("33"),

	/** Wrong. */
	RED("31"),

	/** A title. */
	BOLD("1");

	private final String code;

	Paint(String code) {
		this.code = code;
	}

	String on(String text) {
		return this.code.isEmpty() ? text : "\u001b[" + this.code + "m" + text + "\u001b[0m";
	}

}
