package io.cosymesh.workloadapi.client;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	private final Backoff backoff = new Backoff(new Random(1));

	@ParameterizedTest(name = "W-10 after {0} failures at most {1} ms")
	@CsvSource({ "1, 500", "2, 1000", "3, 2000", "4, 4000", "5, 8000", "6, 10000", "7, 10000", "1000000, 10000" })
	void waitDoublesUpToTenSeconds(int failures, long longest) {
		for (int i = 0; i < 200; i++) {
			assertThat(this.backoff.after(failures).toMillis()).isBetween(longest * 3 / 4, longest);
		}
	}

	@Test
	@DisplayName("W-10 clients that lost the agent together don't come back together")
	void waitsAreSpread() {
		assertThat(IntStream.range(0, 20).mapToObj((_) -> this.backoff.after(1)).map(Duration::toMillis).distinct())
			.hasSizeGreaterThan(10);
	}

}
