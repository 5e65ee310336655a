package io.cosymesh.mesh.problem;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A failure whose RFC 9457 problem is written to the caller as it is, so everything in it
 * must be fit for strangers.
 */
public final class ProblemException extends ErrorResponseException {

	/**
	 * What every problem type starts with.
	 */
	public static final String TYPE_PREFIX = "urn:cosymesh:problem:";

	private ProblemException(HttpStatusCode status, ProblemDetail body, @Nullable Throwable cause) {
		super(status, body, cause);
	}

	/**
	 * Creates a problem.
	 * @param status the HTTP status
	 * @param type the tail of the problem type, in kebab case, such as
	 * {@code voice-not-found}
	 * @param title what the type means, the same for every occurrence
	 * @param detail what happened this time and what to do about it
	 * @return the exception to throw
	 */
	public static ProblemException of(HttpStatusCode status, String type, String title, String detail) {
		ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
		body.setType(URI.create(TYPE_PREFIX + type));
		body.setTitle(title);
		return new ProblemException(status, body, null);
	}

	/**
	 * Says any error as a problem, as a request that failed with it would be answered.
	 * @param error the error
	 * @return the problem, the error its cause
	 */
	public static ProblemException explaining(Throwable error) {
		return new ProblemTranslator().translate(error, false);
	}

	/**
	 * Creates a 400 problem about one field of the request.
	 * @param field name of the field as the caller wrote it
	 * @param type the tail of the problem type, in kebab case
	 * @param detail what is wrong with the value and what would be right
	 * @return the exception to throw
	 */
	public static ProblemException invalidField(String field, String type, String detail) {
		return of(HttpStatus.BAD_REQUEST, type, "Invalid request", detail).withField(field);
	}

	/**
	 * Names the field of the request that is to blame.
	 * @param field name of the field as the caller wrote it
	 * @return a copy that names the field
	 */
	public ProblemException withField(String field) {
		return withProperty("field", field);
	}

	/**
	 * Adds a member to the problem.
	 * @param name name of the member
	 * @param value its value
	 * @return a copy with the member
	 */
	public ProblemException withProperty(String name, Object value) {
		ProblemException copy = copy(getCause());
		copy.getBody().setProperty(name, value);
		return copy;
	}

	/**
	 * Tells the caller when to come back.
	 * @param delay how long to wait, rounded up to whole seconds, at least one
	 * @return a copy with a {@code Retry-After} header
	 */
	public ProblemException withRetryAfter(Duration delay) {
		ProblemException copy = copy(getCause());
		copy.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wholeSeconds(delay))));
		return copy;
	}

	/**
	 * Remembers why, for the log; the caller never sees it.
	 * @param cause the cause
	 * @return a copy with the cause
	 */
	public ProblemException causedBy(Throwable cause) {
		return copy(cause);
	}

	// Rounded down, the caller would come back too early.
	private static long wholeSeconds(Duration delay) {
		return (delay.toNanosPart() > 0) ? delay.toSeconds() + 1 : delay.toSeconds();
	}

	private ProblemException copy(@Nullable Throwable cause) {
		ProblemException copy = new ProblemException(getStatusCode(), new CopiedProblem(getBody()), cause);
		copy.getHeaders().putAll(getHeaders());
		return copy;
	}

	private static final class CopiedProblem extends ProblemDetail {

		CopiedProblem(ProblemDetail other) {
			super(other);
		}

	}

}
