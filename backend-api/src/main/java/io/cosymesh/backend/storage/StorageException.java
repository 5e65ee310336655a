package io.cosymesh.backend.storage;

import io.cosymesh.mesh.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Audio could not be kept, read or deleted. The message is for the operator.
 */
public abstract sealed class StorageException extends RuntimeException {

	/** This service stopped asking, which says nothing of the store. */
	static final String INTERRUPTED = "interrupted";

	private final String reason;

	StorageException(String reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	/**
	 * Returns why, as the code that log, readiness and documentation use.
	 * @return a word such as {@code unreachable}
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Says it to strangers.
	 * @return the problem, without what is the operator's business
	 */
	public ProblemException problem() {
		return StorageProblems.of(this);
	}

	/**
	 * There is no room for it.
	 */
	public static final class Full extends StorageException {

		Full(@Nullable Throwable cause) {
			super("full", "The audio store has no room left", cause);
		}

	}

	/**
	 * The store does not answer, or not as it should.
	 */
	public static final class Unavailable extends StorageException {

		Unavailable(String reason, Throwable cause) {
			super(reason, "The audio store can't be used: " + reason, cause);
		}

	}

	/**
	 * The store holds something else than what was kept.
	 */
	public static final class Damaged extends StorageException {

		Damaged(AudioKey key) {
			super("damaged", "Audio %s is damaged".formatted(key.sha256()), null);
		}

	}

}
