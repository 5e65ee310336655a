package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

import org.springframework.http.HttpMethod;

/**
 * Decides whether doing it again is safe and wanted.
 *
 * @param max how many times after the first
 * @param unsent whether to repeat what the peer never saw
 * @param reset whether to repeat what broke before an answer
 * @param late whether to repeat what was not answered in time
 * @param statuses answers after which to repeat
 */
record RetryPolicy(int max, boolean unsent, boolean reset, boolean late, Set<Integer> statuses) {

	private static final Set<HttpMethod> IDEMPOTENT = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS,
			HttpMethod.PUT, HttpMethod.DELETE);

	private static final Duration FIRST_BACKOFF = Duration.ofMillis(25);

	private static final Duration LONGEST_BACKOFF = Duration.ofMillis(250);

	RetryPolicy {
		statuses = Set.copyOf(statuses);
	}

	static RetryPolicy of(RetryProperties properties) {
		Set<String> words = new HashSet<>(properties.when());
		boolean unsent = words.remove("connect");
		boolean reset = words.remove("reset");
		boolean late = words.remove("timeout");
		Set<Integer> statuses = new HashSet<>();
		words.forEach((word) -> statuses.add(status(word)));
		return new RetryPolicy(properties.max(), unsent, reset, late, statuses);
	}

	boolean covers(Failure failure, HttpMethod method) {
		return switch (failure) {
			case Failure.Unsent _ -> this.unsent;
			case Failure.Reset _ -> this.reset && IDEMPOTENT.contains(method);
			case Failure.Late _ -> this.late && IDEMPOTENT.contains(method);
			case Failure.Status status -> this.statuses.contains(status.code()) && IDEMPOTENT.contains(method);
			case Failure.NotThePeers _ -> false;
		};
	}

	Duration backoff(int retry, RandomGenerator random) {
		double doubled = FIRST_BACKOFF.toNanos() * Math.pow(2, retry - 1.0);
		double longest = Math.min(doubled, (double) LONGEST_BACKOFF.toNanos());
		return Duration.ofNanos(Math.round(longest * (1 + random.nextDouble()) / 2));
	}

	private static int status(String word) {
		if (!word.matches("5\\d\\d")) {
			throw new IllegalArgumentException("'%s' is nothing to repeat a call after".formatted(word));
		}
		return Integer.parseInt(word);
	}

}
