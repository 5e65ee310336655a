package io.cosymesh.cli.console;

import java.util.Iterator;
import java.util.List;

import picocli.CommandLine.Option;

/**
 * Options for people, for people with a wide terminal, or for scripts.
 */
public final class ListingFormat {

	private static final List<String> KNOWN = List.of("table", "wide", "json");

	@Option(names = { "-o", "--output" }, paramLabel = "FORMAT", defaultValue = "table",
			completionCandidates = Candidates.class, description = "table, wide or json (default: table)")
	String output = "table";

	@Option(names = "--json", description = "The same as -o json")
	boolean json;

	/**
	 * Tells what was chosen.
	 * @return whether JSON is to be printed
	 * @throws CommandFailure if the format is unknown
	 */
	public boolean isJson() {
		return this.json || chosen().equals("json");
	}

	/**
	 * Tells what was chosen.
	 * @return whether everything there is to say is to be printed
	 * @throws CommandFailure if the format is unknown
	 */
	public boolean isWide() {
		return !this.json && chosen().equals("wide");
	}

	private String chosen() {
		if (!KNOWN.contains(this.output)) {
			throw CommandFailure.usage("-o must be table, wide or json");
		}
		return this.output;
	}

	static final class Candidates implements Iterable<String> {

		@Override
		public Iterator<String> iterator() {
			return KNOWN.iterator();
		}

	}

}
