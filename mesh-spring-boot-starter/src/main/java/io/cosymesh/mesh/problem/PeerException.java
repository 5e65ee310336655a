package io.cosymesh.mesh.problem;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * A call to another service of the mesh that did not end well.
 */
public abstract sealed class PeerException extends RuntimeException {

	/**
	 * The header of an answer that says which peer of the peer is to blame, so that
	 * nobody takes the one in the middle for broken.
	 */
	public static final String FAILED_PEER = "X-CosyMesh-Failed-Peer";

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
	 * No connection could be made, or none was tried since all addresses failed lately.
	 */
	public static final class Unavailable extends PeerException {

		private final @Nullable Duration retryAfter;

		/**
		 * Creates the failure of a connection.
		 * @param peer who was called
		 * @param cause what the transport reported
		 */
		public Unavailable(String peer, Throwable cause) {
			super(peer, "Peer '%s' can't be reached".formatted(peer), cause);
			this.retryAfter = null;
		}

		/**
		 * Creates the failure of a call that nobody was bothered with.
		 * @param peer who was to be called
		 * @param retryAfter when an address will be tried again
		 */
		public Unavailable(String peer, Duration retryAfter) {
			super(peer, "No address of peer '%s' takes calls at the moment".formatted(peer), null);
			this.retryAfter = retryAfter;
		}

		/**
		 * Returns when it makes sense to ask again.
		 * @return how long to wait, empty if nobody knows
		 */
		public Optional<Duration> retryAfter() {
			return Optional.ofNullable(this.retryAfter);
		}

	}

	/**
	 * All connections are in use, and the queue for them is full or too slow.
	 */
	public static final class Overloaded extends PeerException {

		/**
		 * Creates the failure.
		 * @param peer who was to be called
		 * @param cause what the pool reported
		 */
		public Overloaded(String peer, Throwable cause) {
			super(peer, "No connection to peer '%s' is free".formatted(peer), cause);
		}

	}

	/**
	 * The other end of a connection was not who it must be, or the connection was lost
	 * before an answer or in the middle of it.
	 */
	public static final class Broken extends PeerException {

		private final Phase phase;

		/**
		 * Creates the failure.
		 * @param peer who was called
		 * @param phase what the connection was about
		 * @param cause what the transport reported
		 */
		public Broken(String peer, Phase phase, Throwable cause) {
			super(peer, "The connection to peer '%s' broke".formatted(peer), cause);
			this.phase = phase;
		}

		/**
		 * Returns what the connection was about.
		 * @return the phase
		 */
		public Phase phase() {
			return this.phase;
		}

		/**
		 * What a connection is about when it breaks.
		 */
		public enum Phase {

			/** Finding out who is who. */
			HANDSHAKE,

			/** Carrying a request that had not begun. */
			BEFORE_SEND,

			/** Carrying a request or its answer. */
			IN_USE

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
		 * @param cause what the transport reported, if it was the transport
		 */
		public TimedOut(String peer, @Nullable Throwable cause) {
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
