package io.cosymesh.identity.issuance;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a CA said no.
 *
 * @param status the HTTP status
 * @param problemType the type of its RFC 9457 problem, or {@code null}
 * @param reasonCode the stable {@code reason} of its problem, or {@code null}
 * @param retryAfter when it wants to be asked again, or {@code null}
 */
record CaRefusal(int status, @Nullable String problemType, @Nullable String reasonCode, @Nullable Duration retryAfter) {

	boolean isOverload() {
		return this.status == 429 || (this.status == 503 && this.retryAfter != null);
	}

}
