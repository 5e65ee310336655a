package io.cosymesh.mesh.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.policy.Decision;

/**
 * The one record of a decision, made once for each request. It holds no header, query or
 * body.
 *
 * @param time when it was decided
 * @param peerSerial serial number of the caller's SVID in hex, {@code null} without one
 * @param decision who wanted what, and the outcome
 * @param correlation what else belongs to the request
 */
public record DecidedRequest(Instant time, @Nullable String peerSerial, Decision decision, Correlation correlation) {

	private static final String ATTRIBUTE = DecidedRequest.class.getName();

	/**
	 * Finds what was decided about a request, so that nobody decides twice.
	 * @param attributes the attributes of the request
	 * @return the record, empty before the decision and where nothing is decided
	 */
	public static Optional<DecidedRequest> in(Map<String, Object> attributes) {
		return Optional.ofNullable((DecidedRequest) attributes.get(ATTRIBUTE));
	}

	void putInto(Map<String, Object> attributes) {
		attributes.put(ATTRIBUTE, this);
	}

	/**
	 * What ties the request to others.
	 *
	 * @param traceId id of the trace it belongs to, {@code null} where nothing traces
	 * @param requestId id of the request, {@code null} if it never got one
	 */
	public record Correlation(@Nullable String traceId, @Nullable String requestId) {
	}

}
