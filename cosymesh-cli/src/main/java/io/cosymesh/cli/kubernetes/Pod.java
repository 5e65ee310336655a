package io.cosymesh.cli.kubernetes;

import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * A pod as the cluster lists it.
 *
 * @param name its name
 * @param serviceAccount who it is
 * @param phase Pending, Running, Succeeded, Failed or Unknown
 * @param ready whether it takes work, by its readiness probe
 * @param ending whether it was told to end
 * @param restarts how often its containers were restarted
 * @param reason why it doesn't run, empty if it does or nobody knows
 */
record Pod(String name, String serviceAccount, String phase, boolean ready, boolean ending, int restarts,
		String reason) {

	static Pod of(JsonNode item) {
		JsonNode status = item.path("status");
		return new Pod(item.path("metadata").path("name").asString(""),
				item.path("spec").path("serviceAccountName").asString("default"), status.path("phase").asString(""),
				status.path("conditions")
					.valueStream()
					.anyMatch((condition) -> condition.path("type").asString("").equals("Ready")
							&& condition.path("status").asString("").equals("True")),
				item.path("metadata").has("deletionTimestamp"),
				containers(status).mapToInt((container) -> container.path("restartCount").asInt(0)).sum(),
				reason(status));
	}

	/**
	 * Tells whether it is one of those that a service has: jobs that are done are not.
	 */
	boolean counts() {
		return !this.ending && !this.phase.equals("Succeeded");
	}

	boolean isRunning() {
		return this.phase.equals("Running");
	}

	private static String reason(JsonNode status) {
		return containers(status).map(Pod::ofContainer)
			.flatMap(Optional::stream)
			.findFirst()
			.or(() -> unscheduled(status))
			.orElseGet(() -> status.path("reason").asString(""));
	}

	// Sidecars are among the first ones, and what hasn't started there is what the others
	// wait for.
	private static Stream<JsonNode> containers(JsonNode status) {
		return Stream.concat(status.path("initContainerStatuses").valueStream(),
				status.path("containerStatuses").valueStream());
	}

	private static Optional<String> ofContainer(JsonNode container) {
		JsonNode waiting = container.path("state").path("waiting");
		JsonNode ended = container.path("lastState").path("terminated");
		String name = container.path("name").asString("?");
		if (waiting.isMissingNode() || waiting.path("reason").asString("").equals("ContainerCreating")) {
			return Optional.empty();
		}
		String last = ended.isMissingNode() ? "" : ", it ended with exit code %d (%s)"
			.formatted(ended.path("exitCode").asInt(0), ended.path("reason").asString("?"));
		return Optional.of("container %s waits: %s%s".formatted(name, waiting.path("reason").asString("?"), last));
	}

	private static Optional<String> unscheduled(JsonNode status) {
		return status.path("conditions")
			.valueStream()
			.filter((condition) -> condition.path("type").asString("").equals("PodScheduled")
					&& condition.path("status").asString("").equals("False"))
			.map((condition) -> "it has no node: " + condition.path("message").asString("?"))
			.findFirst();
	}

}
