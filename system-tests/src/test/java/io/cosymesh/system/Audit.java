package io.cosymesh.system;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The decisions that a service wrote down since the moment it was asked for.
 */
final class Audit {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Cosymesh.Log log;

	Audit(Cosymesh.Log log) {
		this.log = log;
	}

	/**
	 * Returns all of them, oldest first.
	 */
	List<JsonNode> decisions() {
		return this.log.lines()
			.stream()
			// The last one may just be being written.
			.filter((line) -> line.endsWith("}"))
			.map((line) -> JsonMapper.shared().readTree(line))
			.toList();
	}

	/**
	 * Returns it as it is in the file.
	 */
	String text() {
		return this.log.text();
	}

	List<JsonNode> decisions(String requestId) {
		return decisions().stream()
			.filter((decision) -> decision.path("requestId").asString("").equals(requestId))
			.toList();
	}

	/**
	 * Waits for the decision on a request; what was decided before it is written by then.
	 */
	JsonNode await(String requestId) {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(decisions(requestId)).isNotEmpty());
		return decisions(requestId).getFirst();
	}

}
