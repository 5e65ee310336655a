package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RetryPolicyTests {

	private static final RetryPolicy ALL = policy("connect", "reset", "timeout", "503");

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "PATCH", "DELETE" })
	void whatThePeerNeverSawIsRepeatedWhateverItIs(String method) {
		assertThat(ALL.covers(new Failure.Unsent(true), HttpMethod.valueOf(method))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "OPTIONS", "PUT", "DELETE" })
	void whatMayBeDoneTwiceIsRepeated(String method) {
		assertThat(ALL.covers(new Failure.Reset(), HttpMethod.valueOf(method))).isTrue();
		assertThat(ALL.covers(new Failure.Late(), HttpMethod.valueOf(method))).isTrue();
		assertThat(ALL.covers(new Failure.Status(503), HttpMethod.valueOf(method))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PATCH" })
	void whatMayNotBeDoneTwiceIsNot(String method) {
		assertThat(ALL.covers(new Failure.Reset(), HttpMethod.valueOf(method))).isFalse();
		assertThat(ALL.covers(new Failure.Late(), HttpMethod.valueOf(method))).isFalse();
		assertThat(ALL.covers(new Failure.Status(503), HttpMethod.valueOf(method))).isFalse();
	}

	@Test
	void whatIsNotListedIsNotRepeated() {
		RetryPolicy none = policy();
		assertThat(none.covers(new Failure.Unsent(true), HttpMethod.GET)).isFalse();
		assertThat(none.covers(new Failure.Reset(), HttpMethod.GET)).isFalse();
		assertThat(none.covers(new Failure.Late(), HttpMethod.GET)).isFalse();
		assertThat(ALL.covers(new Failure.Status(500), HttpMethod.GET)).isFalse();
		assertThat(ALL.covers(new Failure.NotThePeers(), HttpMethod.GET)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "404", "600", "conect", "5xx", "" })
	void wordNobodyKnowsIsRefused(String word) {
		assertThatIllegalArgumentException().isThrownBy(() -> policy(word)).withMessageContaining("'" + word + "'");
	}

	@Test
	void backoffGrowsAndStaysShort() {
		for (int retry = 1; retry <= 10; retry++) {
			assertThat(ALL.backoff(retry, Replicas.random())).isBetween(Duration.ofMillis(12), Duration.ofMillis(250));
		}
		assertThat(ALL.backoff(4, () -> 0)).isGreaterThan(ALL.backoff(1, () -> 0));
	}

	private static RetryPolicy policy(String... when) {
		return RetryPolicy
			.of(new RetryProperties(2, List.of(when), new RetryProperties.Budget(0.2, 10, Duration.ofSeconds(10))));
	}

}
