package io.cosymesh.ca.jwt;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * What a workload asks for, well-formed.
 *
 * @param audience whom the token is for, each once
 * @param ttl the lifetime, within bounds
 */
record JwtSvidOrder(List<String> audience, Duration ttl) {

	private static final int MOST_AUDIENCES = 10;

	private static final int LONGEST_AUDIENCE = 512;

	static JwtSvidOrder of(JwtSvidWish wish, JwtSettings settings) {
		return new JwtSvidOrder(audience(wish.audience()), ttl(wish.ttlSeconds(), settings));
	}

	private static List<String> audience(@Nullable List<@Nullable String> wished) {
		if (wished == null || wished.isEmpty()) {
			throw notAllowed("The request names no audience.");
		}
		if (wished.size() > MOST_AUDIENCES) {
			throw notAllowed("The request names more than %d audiences.".formatted(MOST_AUDIENCES));
		}
		Set<String> audience = new LinkedHashSet<>();
		for (String each : wished) {
			audience.add(name(each));
		}
		return List.copyOf(audience);
	}

	private static String name(@Nullable String audience) {
		if (audience == null || audience.isEmpty() || audience.length() > LONGEST_AUDIENCE) {
			throw notAllowed("An audience is empty or longer than %d characters.".formatted(LONGEST_AUDIENCE));
		}
		if (!audience.chars().allMatch((character) -> character > ' ' && character <= '~')) {
			throw notAllowed("An audience holds a space or a character that is not printable ASCII.");
		}
		return audience;
	}

	private static Duration ttl(@Nullable Long seconds, JwtSettings settings) {
		if (seconds == null) {
			return min(settings.defaultTtl(), settings.maxTtl());
		}
		if (seconds < JwtSettings.MIN_TTL.toSeconds()) {
			throw RefusedException.of(Refusal.JWT_TTL_OUT_OF_BOUNDS,
					"The lifetime is below %d seconds.".formatted(JwtSettings.MIN_TTL.toSeconds()));
		}
		// More than the longest is cut, as the answer tells.
		return Duration.ofSeconds(Math.min(seconds, settings.maxTtl().toSeconds()));
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static RefusedException notAllowed(String detail) {
		return RefusedException.of(Refusal.JWT_AUDIENCE_NOT_ALLOWED, detail);
	}

}
