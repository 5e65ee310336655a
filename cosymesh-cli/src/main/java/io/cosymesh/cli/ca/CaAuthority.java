package io.cosymesh.cli.ca;

import java.time.Instant;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * An authority as the CA describes it.
 *
 * @param id names it
 * @param kind root, intermediate or jwt
 * @param state where it is in its life
 * @param fingerprint SHA-256 of its certificate or key
 * @param notAfter when it ends
 * @param usedUntil when the last of what it signed expires
 * @param activatableFrom from when it may sign, once that is known
 */
record CaAuthority(String id, String kind, String state, String fingerprint, Instant notAfter,
		Optional<Instant> usedUntil, Optional<Instant> activatableFrom) {

	private static final String ROW = "%-8s  %-12s  %-8s  %-16s  %-20s  %s";

	private static final int SHOWN_DIGITS = 16;

	static CaAuthority of(JsonNode json) {
		return new CaAuthority(json.path("id").asString(), json.path("kind").asString(), json.path("state").asString(),
				json.path("fingerprint").asString(), Instant.parse(json.path("notAfter").asString()),
				time(json, "usedUntil"), time(json, "activatableFrom"));
	}

	static String header() {
		return ROW.formatted("ID", "KIND", "STATE", "FINGERPRINT", "NOT-AFTER", "USED-UNTIL").strip();
	}

	String row() {
		return ROW.formatted(this.id, this.kind, this.state,
				this.fingerprint.substring(0, Math.min(SHOWN_DIGITS, this.fingerprint.length())), this.notAfter, used())
			.strip();
	}

	private String used() {
		return this.activatableFrom.map((from) -> "may be activated from " + seconds(from))
			.orElseGet(() -> this.usedUntil.map(CaAuthority::seconds).orElse("-"));
	}

	static String seconds(Instant instant) {
		return Instant.ofEpochSecond(instant.getEpochSecond()).toString();
	}

	private static Optional<Instant> time(JsonNode json, String field) {
		return json.path(field).isString() ? Optional.of(Instant.parse(json.path(field).asString())) : Optional.empty();
	}

}
