package io.cosymesh.identity.issuance;

import java.time.Duration;
import java.time.Instant;

/**
 * What the CA answered, and how long that took.
 *
 * @param <T> what the answer is read as
 * @param body the answer
 * @param sent when the request left
 * @param received when the answer was there
 */
record CaAnswer<T>(T body, Instant sent, Instant received) {

	/**
	 * Returns when the CA probably answered, by this side's clock: halfway.
	 */
	Instant answered() {
		return this.sent.plus(Duration.between(this.sent, this.received).dividedBy(2));
	}

}
