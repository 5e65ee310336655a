package io.cosymesh.mesh.limit;

import java.time.Duration;

import io.cosymesh.mesh.problem.ProblemException;

import org.springframework.http.HttpStatus;

/**
 * One request too many.
 *
 * @param scope which limit it went over
 * @param retryAfter how long until the same request would be let through
 */
public record Excess(LimitScope scope, Duration retryAfter) {

	/**
	 * Says it to the caller.
	 * @return a 429 problem that tells when to come back
	 */
	public ProblemException toProblem() {
		return ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "rate-limited", "Rate limited",
					"%s more often than this service allows; slow down".formatted(this.scope.who()))
			.withProperty("scope", this.scope.code())
			.withRetryAfter(this.retryAfter);
	}

}
