package io.cosymesh.cli.mesh;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.PlainText;
import tools.jackson.databind.JsonNode;

/**
 * The services that could not be asked, and why. What the others said is printed all the
 * same; the exit code tells scripts that it isn't everything.
 */
final class Silence {

	private final List<String> lines = new ArrayList<>();

	private final List<String> names = new ArrayList<>();

	static Silence of(JsonNode answer) {
		Silence silence = new Silence();
		for (JsonNode service : answer.path("services")) {
			if (service.path("state").asString("").equals("unreachable")) {
				silence.add(service.path("service").asString("?"), service.path("error"));
			}
		}
		return silence;
	}

	private void add(String service, JsonNode error) {
		this.names.add(service);
		String reason = error.path("reason").asString("unreachable");
		String detail = error.path("detail").asString("");
		String hint = error.path("hint").asString("");
		this.lines.add(PlainText.of("‼ %s can't be asked (%s)%s%s".formatted(service, reason,
				detail.isEmpty() ? "" : ": " + detail, hint.isEmpty() ? "" : ". " + hint)));
	}

	List<String> lines() {
		return List.copyOf(this.lines);
	}

	/**
	 * Says which services are missing.
	 * @throws CommandFailure if any is
	 */
	void tell(Console console) {
		if (!this.lines.isEmpty()) {
			this.lines.forEach(console::say);
			throw CommandFailure.unavailable("%s could not be asked; ./cosymesh check says more"
				.formatted(PlainText.of(String.join(", ", this.names))));
		}
	}

}
