package io.cosymesh.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The CA's keys change under traffic, twice, and nobody notices.
 */
@Order(50)
@ExtendWith(StackExtension.class)
class RotationIT {

	private static final int LISTS_PER_SECOND = 100;

	private final Cosymesh stack;

	RotationIT(Cosymesh stack) {
		this.stack = stack;
	}

	@Test
	void rootAndIntermediateRotateTwiceWithoutAFailedRequest() {
		Map<String, Long> pids = pids();
		List<String> first = ids("root", "intermediate");
		try (Gateway gateway = new Gateway(this.stack.credentials());
				Traffic traffic = Traffic.start(gateway, LISTS_PER_SECOND)) {
			rotateRootAndIntermediate();
			List<String> second = ids("root", "intermediate");
			rotateRootAndIntermediate();
			awaitGone(Stream.concat(first.stream(), second.stream()).toList());
			assertThat(traffic.failures()).isEmpty();
			assertThat(traffic.answered("list")).isGreaterThan(30L * LISTS_PER_SECOND);
			assertThat(traffic.answered("clone")).isGreaterThan(20);
		}
		assertThat(ids("root")).hasSize(1).doesNotContainAnyElementsOf(first);
		assertThat(pids()).isEqualTo(pids);
	}

	private void rotateRootAndIntermediate() {
		this.stack.succeed("ca", "rotate", "root");
		this.stack.succeed("ca", "rotate", "intermediate");
	}

	private void awaitGone(List<String> ids) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(ids("root")).doesNotContainAnyElementsOf(ids));
	}

	private List<String> ids(String... kinds) {
		JsonNode answer = JsonMapper.shared().readTree(this.stack.succeed("ca", "authorities", "-o", "json").out());
		return answer.path("authorities")
			.values()
			.stream()
			.filter((authority) -> List.of(kinds).contains(authority.path("kind").asString()))
			.map((authority) -> authority.path("id").asString())
			.toList();
	}

	private Map<String, Long> pids() {
		return this.stack.status()
			.stream()
			.collect(Collectors.toMap((service) -> service.path("name").asString(),
					(service) -> service.path("pid").asLong()));
	}

}
