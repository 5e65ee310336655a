package io.cosymesh.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * Whether it speaks.
 */
final class PipelineChecks {

	private PipelineChecks() {
	}

	static Category of(Observation observation) {
		List<Check> checks = new ArrayList<>();
		checks.add(engines(observation));
		speech(observation.pipeline().speech()).ifPresent(checks::add);
		return new Category("pipeline", checks);
	}

	private static Check engines(Observation observation) {
		String description = "an engine is ready to speak";
		return switch (observation.pipeline().engines()) {
			case Answer.Given given -> engines(description, given.answer());
			case Answer.Refused refused -> Check.error(description, refused.why(),
					"the operator's key in %s is not, or no longer, the gateway's: docs/access.md"
						.formatted(observation.guidance().apiKey()),
					"api-key-refused");
			case Answer.Silent silent -> Check.error(description, silent.why(),
					observation.pipeline().reached()
							? "the service that it names is at fault: see deployment and policy, above"
							: "see data plane, above",
					"pipeline-broken");
			case Answer.NotAsked notAsked -> Check.warning(description, notAsked.why(), "", "pipeline-broken");
		};
	}

	private static Check engines(String description, JsonNode answer) {
		List<String> ready = named(answer, true);
		List<String> others = named(answer, false);
		if (ready.isEmpty()) {
			return Check.error(description, others.isEmpty() ? "there is none" : String.join(", ", others),
					"./cosymesh engines, ./cosymesh logs inference-engine", "no-engine");
		}
		return others.isEmpty() ? Check.good(description, String.join(", ", ready))
				: Check.warning("every engine is ready to speak", String.join(", ", others),
						"others speak meanwhile; ./cosymesh logs inference-engine", "no-engine");
	}

	private static List<String> named(JsonNode answer, boolean ready) {
		return answer.path("engines")
			.values()
			.stream()
			.filter((engine) -> engine.path("state").asString("").equals("ready") == ready)
			.map((engine) -> "%s is %s".formatted(engine.path("name").asString("?"),
					engine.path("state").asString("?")))
			.toList();
	}

	private static Optional<Check> speech(Answer answer) {
		String description = "a word can be spoken";
		return switch (answer) {
			case Answer.Given given when given.answer().path("audioBytes").asLong(0) == 0 -> Optional.of(Check
				.error(description, "the answer held no audio", "./cosymesh logs backend-api", "pipeline-broken"));
			case Answer.Given given -> Optional.of(Check.good(description, "by %s in %s s"
				.formatted(given.answer().path("engine").asString("?"), given.answer().path("seconds").asString("?"))));
			case Answer.Refused refused -> Optional.of(Check.error(description, refused.why(),
					"./cosymesh logs backend-api, ./cosymesh logs audio-processor", "pipeline-broken"));
			case Answer.Silent silent -> Optional.of(Check.error(description, silent.why(),
					"the service that it names is at fault: see deployment and policy, above", "pipeline-broken"));
			case Answer.NotAsked _ -> Optional.empty();
		};
	}

}
