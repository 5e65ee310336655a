package io.cosymesh.cli.stack;

import org.jspecify.annotations.Nullable;

/**
 * What a service's management port says of it.
 *
 * @param ready whether it takes work
 * @param detail what is wrong when it doesn't
 * @param spiffeId who it is
 * @param expiresAt when its SVID ends
 */
record Readiness(boolean ready, String detail, @Nullable String spiffeId, @Nullable String expiresAt) {

	static Readiness silent(String detail) {
		return new Readiness(false, detail, null, null);
	}

}
