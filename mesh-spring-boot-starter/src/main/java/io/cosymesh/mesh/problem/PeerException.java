package io.cosymesh.mesh.problem;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * A call to another service of the mesh that did not end well.
 */
public abstract sealed class PeerException extends RuntimeException {

	private final String peer;

	PeerException(String peer, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.peer = peer;
	}

	/**
	 * Returns who was called.
	 * @return the peer's name in {@code cosymesh.peers}
	 */
	public String peer() {
		return this.peer;
	}

	/**
	 * Finds the peer failure behind an error that libraries may have wrapped.
	 * @param error any error
	 * @return the first peer failure in its chain of causes
	 */
	public static Optional<PeerException> in(@Nullable Throwable error) {
		for (Throwable current = error; current != null; current = current.getCause()) {
			if (current instanceof PeerException failure) {
				return Optional.of(failure);
			}
		}
		return Optional.empty();
	}

	/**
	 * No connection, no handshake, or the connection was lost before an answer.
	 */
	public static final class Unavailable extends PeerException {

		/**
		 * Creates the failure.
		 * @param peer who was called
		 * @param cause what the transport reported
		 */
		public Unavailable(String peer, Throwable cause) {
			super(peer, "Peer '%s' can't be reached".formatted(peer), cause);
		}

	}

	/**
	 * The own SVID has expired, so that no peer would take the call.
	 */
	public static final class OwnIdentityExpired extends PeerException {

		/**
		 * Creates the failure.
		 * @param peer who was to be called
		 * @param expiredAt when the own SVID expired
		 */
		public OwnIdentityExpired(String peer, Instant expiredAt) {
			super(peer, "Peer '%s' was not called: the own SVID expired at %s".formatted(peer, expiredAt), null);
		}

	}

	/**
	 * The peer did not answer in the time it has.
	 */
	public static final class TimedOut extends PeerException {

		/**
		 * Creates the failure.
		 * @param peer who was called
		 * @param cause what the transport reported
		 */
		public TimedOut(String peer, Throwable cause) {
			super(peer, "Peer '%s' did not answer in time".formatted(peer), cause);
		}

	}

	/**
	 * The peer answered with an error status.
	 */
	public static final class Answered extends PeerException {

		private final HttpStatusCode status;

		private final transient @Nullable ProblemDetail problem;

		private final @Nullable String retryAfter;

		/**
		 * Creates the failure.
		 * @param peer who was called
		 * @param status the status of its answer
		 * @param problem the problem in its answer, if it was one
		 * @param retryAfter the {@code Retry-After} header of its answer, if any
		 */
		public Answered(String peer, HttpStatusCode status, @Nullable ProblemDetail problem,
				@Nullable String retryAfter) {
			super(peer, "Peer '%s' answered %d".formatted(peer, status.value()), null);
			this.status = status;
			this.problem = problem;
			this.retryAfter = retryAfter;
		}

		/**
		 * Returns the status of the answer.
		 * @return the status
		 */
		public HttpStatusCode status() {
			return this.status;
		}

		/**
		 * Returns the problem in the answer.
		 * @return the problem, empty if the answer was none
		 */
		public Optional<ProblemDetail> problem() {
			return Optional.ofNullable(this.problem);
		}

		/**
		 * Returns when the peer wants to be asked again.
		 * @return its {@code Retry-After} header
		 */
		public Optional<String> retryAfter() {
			return Optional.ofNullable(this.retryAfter);
		}

	}

}
