package io.cosymesh.cli.mesh;

import java.util.Set;
import java.util.TreeSet;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.PlainText;

/**
 * What a tap has to say beside requests: what it left out, and whom it could not watch.
 */
final class TapReport {

	private final Console console;

	private final Set<String> silent = new TreeSet<>();

	private long dropped;

	TapReport(Console console) {
		this.console = console;
	}

	synchronized void note(TapStream.Event event) {
		switch (event.name()) {
			case "dropped" -> this.dropped += event.data().path("count").asLong(0);
			case "unreachable" -> {
				String service = PlainText.of(event.data().path("service").asString("?"));
				this.silent.add(service);
				this.console.say("‼ %s can't be watched: %s".formatted(service,
						PlainText.of(event.data().path("detail").asString("no answer"))));
			}
			default -> {
				// Events of a newer gateway.
			}
		}
	}

	/**
	 * Ends the tap.
	 * @throws CommandFailure if a service could not be watched
	 */
	synchronized void tell() {
		if (this.dropped > 0) {
			this.console
				.say("%d more requests were not shown: they came faster than --max-rps".formatted(this.dropped));
		}
		if (!this.silent.isEmpty()) {
			throw CommandFailure.unavailable(
					"%s could not be watched; ./cosymesh check says more".formatted(String.join(", ", this.silent)));
		}
	}

}
