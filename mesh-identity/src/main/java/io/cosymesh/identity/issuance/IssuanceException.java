package io.cosymesh.identity.issuance;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when no SVID could be obtained.
 */
public class IssuanceException extends Exception {

	private final transient @Nullable CaRefusal refusal;

	private final boolean retryable;

	private final @Nullable Duration clockSkew;

	private IssuanceException(String message, @Nullable Throwable cause, Kind kind) {
		super(message, cause);
		this.retryable = kind.retryable();
		this.refusal = kind.refusal();
		this.clockSkew = kind.clockSkew();
	}

	/**
	 * Returns an exception for a failure that may be over the next time: an unreachable
	 * CA, a file that isn't there yet.
	 * @param message what failed
	 * @param cause why, if known
	 */
	public static IssuanceException passing(String message, @Nullable Throwable cause) {
		return new IssuanceException(message, cause, new Kind(true, null, null));
	}

	/**
	 * Returns an exception for a failure that lasts until someone changes something.
	 * @param message what failed and what to change
	 * @param cause why, if known
	 */
	public static IssuanceException lasting(String message, @Nullable Throwable cause) {
		return new IssuanceException(message, cause, new Kind(false, null, null));
	}

	/**
	 * Returns an exception for a refusal by the CA.
	 * @param problemType the type of the CA's RFC 9457 problem, or {@code null}
	 * @param retryable whether asking again makes sense
	 * @param message the refusal in words
	 */
	public static IssuanceException refused(@Nullable String problemType, boolean retryable, String message) {
		return refused(new CaRefusal(0, problemType, null, null), retryable, message);
	}

	/**
	 * Returns an exception for an overloaded CA.
	 * @param message the refusal in words
	 * @param retryAfter when it wants to be asked again
	 */
	public static IssuanceException overloaded(String message, Duration retryAfter) {
		return refused(new CaRefusal(503, null, null, retryAfter), true, message);
	}

	static IssuanceException refused(CaRefusal refusal, boolean retryable, String message) {
		return new IssuanceException(message, null, new Kind(retryable, refusal, null));
	}

	static IssuanceException skewed(String message, Throwable cause, Duration clockSkew) {
		return new IssuanceException(message, cause, new Kind(true, null, clockSkew));
	}

	/**
	 * Returns the type of the CA's problem, or empty when the CA didn't answer with one.
	 */
	public Optional<String> problemType() {
		return Optional.ofNullable(this.refusal).map(CaRefusal::problemType);
	}

	/**
	 * Returns the stable code of the CA's reason, or empty when it gave none.
	 */
	public Optional<String> reasonCode() {
		return Optional.ofNullable(this.refusal).map(CaRefusal::reasonCode);
	}

	/**
	 * Returns how long the CA wants to be left alone, or empty when it didn't say.
	 */
	public Optional<Duration> retryAfter() {
		return Optional.ofNullable(this.refusal).map(CaRefusal::retryAfter);
	}

	/**
	 * Returns how far the CA's clock was ahead of this one, or empty when it wasn't
	 * learnt.
	 */
	public Optional<Duration> clockSkew() {
		return Optional.ofNullable(this.clockSkew);
	}

	/**
	 * Returns whether asking again makes sense without anyone changing something.
	 */
	public boolean retryable() {
		return this.retryable;
	}

	boolean isOverload() {
		return this.refusal != null && this.refusal.isOverload();
	}

	private record Kind(boolean retryable, @Nullable CaRefusal refusal, @Nullable Duration clockSkew) {
	}

}
