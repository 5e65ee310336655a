package io.cosymesh.mesh.traffic;

/**
 * How an attempt failed, as far as trying again is concerned.
 */
sealed interface Failure {

	/**
	 * The peer never saw the request.
	 *
	 * @param unreachable whether no connection could be made
	 */
	record Unsent(boolean unreachable) implements Failure {
	}

	/**
	 * The connection broke before an answer; the peer may have done what it was asked.
	 */
	record Reset() implements Failure {
	}

	/**
	 * No answer came in time.
	 */
	record Late() implements Failure {
	}

	/**
	 * The peer answered that it can't.
	 *
	 * @param code status of the answer
	 */
	record Status(int code) implements Failure {
	}

	/**
	 * Something on this side went wrong.
	 */
	record NotThePeers() implements Failure {
	}

}
