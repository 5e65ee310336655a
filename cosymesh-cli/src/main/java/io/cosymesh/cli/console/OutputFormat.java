package io.cosymesh.cli.console;

import picocli.CommandLine.Option;

/**
 * Options for people or scripts.
 */
public final class OutputFormat {

	@Option(names = { "-o", "--output" }, paramLabel = "FORMAT", defaultValue = "table",
			description = "table or json (default: table)")
	String output = "table";

	@Option(names = "--json", description = "The same as -o json")
	boolean json;

	/**
	 * Tells what was chosen.
	 * @return whether JSON is to be printed
	 * @throws CommandFailure if the format is none of the two
	 */
	public boolean isJson() {
		if (!this.output.equals("table") && !this.output.equals("json")) {
			throw CommandFailure.usage("-o must be table or json");
		}
		return this.json || this.output.equals("json");
	}

}
