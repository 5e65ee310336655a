package io.cosymesh.ca.refusal;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Says no to a request. The message is fit for strangers and repeats nothing they sent.
 */
public final class RefusedException extends RuntimeException {

	private final Refusal refusal;

	private final @Nullable String claimedName;

	private final @Nullable Duration retryAfter;

	private RefusedException(Refusal refusal, String detail, @Nullable String claimedName,
			@Nullable Duration retryAfter) {
		super(detail);
		this.refusal = refusal;
		this.claimedName = claimedName;
		this.retryAfter = retryAfter;
	}

	/**
	 * Refuses.
	 * @param refusal the reason
	 * @param detail what is wrong this time
	 * @return the exception to throw
	 */
	public static RefusedException of(Refusal refusal, String detail) {
		return new RefusedException(refusal, detail, null, null);
	}

	/**
	 * Adds the name that the caller claims and hasn't proved, for the log.
	 * @param name the name
	 * @return a copy with the name
	 */
	public RefusedException claiming(Object name) {
		return new RefusedException(this.refusal, getDetail(), name.toString(), this.retryAfter);
	}

	/**
	 * Adds when to try again.
	 * @param delay how long to wait
	 * @return a copy with the delay
	 */
	public RefusedException retryAfter(Duration delay) {
		return new RefusedException(this.refusal, getDetail(), this.claimedName, delay);
	}

	/**
	 * Returns the reason.
	 * @return the reason
	 */
	public Refusal refusal() {
		return this.refusal;
	}

	/**
	 * Returns the name that the caller claimed without proof.
	 * @return the name, unfit for the log before {@link LogText} made it so
	 */
	public Optional<String> claimedName() {
		return Optional.ofNullable(this.claimedName);
	}

	/**
	 * Turns the refusal into the problem that the caller sees.
	 * @return the problem
	 */
	public ProblemException toProblem() {
		ProblemException problem = ProblemException
			.of(this.refusal.status(), this.refusal.code(), title(), getDetail() + " " + this.refusal.advice())
			.withProperty("reason", this.refusal.code());
		problem = this.refusal.field().map(problem::withField).orElse(problem);
		return (this.retryAfter != null) ? problem.withRetryAfter(this.retryAfter) : problem;
	}

	private String title() {
		return (this.refusal.status() == HttpStatus.BAD_REQUEST) ? "Invalid request" : "Identity refused";
	}

	private String getDetail() {
		return String.valueOf(getMessage());
	}

}
