package io.cosymesh.cli.federation;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * A foreign trust domain as the CA describes it.
 *
 * @param trustDomain its name
 * @param profile how its endpoint proves itself
 * @param sequence sequence of its bundle, {@code -} without one
 * @param result how the last look went, {@code -} before the first
 * @param lastRefresh when its endpoint last confirmed the bundle, {@code -} if never
 * @param url its bundle endpoint
 * @param error why the last look failed, if it did
 */
record ForeignDomain(String trustDomain, String profile, String sequence, String result, String lastRefresh, String url,
		Optional<String> error) {

	private static final String ROW = "%-24s  %-12s  %-10s  %-20s  %-20s  %s";

	private static final String NONE = "-";

	private static final int WHOLE_SECONDS = 19;

	static ForeignDomain of(JsonNode json) {
		return new ForeignDomain(json.path("trustDomain").asString(), json.path("profile").asString(),
				text(json, "sequence"), text(json, "lastResult"), seconds(text(json, "lastRefresh")),
				json.path("url").asString(),
				json.path("lastError").isString() ? Optional.of(json.path("lastError").asString()) : Optional.empty());
	}

	static String header() {
		return ROW.formatted("TRUST-DOMAIN", "PROFILE", "SEQUENCE", "RESULT", "LAST-REFRESH", "URL").strip();
	}

	String row() {
		String row = ROW.formatted(this.trustDomain, this.profile, this.sequence, this.result, this.lastRefresh,
				this.url);
		return this.error.map((reason) -> row + "\n  " + reason).orElse(row);
	}

	private static String text(JsonNode json, String field) {
		return json.hasNonNull(field) ? json.path(field).asString() : NONE;
	}

	private static String seconds(String instant) {
		return (instant.length() > WHOLE_SECONDS) ? instant.substring(0, WHOLE_SECONDS) + "Z" : instant;
	}

}
