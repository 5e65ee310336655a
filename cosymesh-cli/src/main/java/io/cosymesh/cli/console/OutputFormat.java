package io.cosymesh.cli.authz;

import io.cosymesh.cli.console.CommandFailure;
import picocli.CommandLine.Option;

/**
 * Options for people or scripts.
 */
final class OutputFormat {

	@Option(names = { "-o", "--output" }, paramLabel = "FORMAT", defaultValue = "table",
			description = "table or json (default: table)")
	String output = "table";

	@Option(names = "--json", description = "The same as -o json")
	boolean json;

	boolean isJson() {
		if (!this.output.equals("table") && !this.output.equals("json")) {
			throw CommandFailure.usage("-o must be table or json");
		}
		return this.json || this.output.equals("json");
	}

}
