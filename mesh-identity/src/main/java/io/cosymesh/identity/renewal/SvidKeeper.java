package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.svid.SvidSnapshot;

/**
 * Keeps a source supplied with SVIDs and can say how that goes.
 */
public interface SvidKeeper extends AutoCloseable {

	/**
	 * Starts: gets an SVID at once, then keeps it fresh.
	 */
	void start();

	/**
	 * Waits for the first SVID.
	 * @param timeout how long to wait
	 * @return the first snapshot
	 * @throws IssuanceException when there is none by then, or when the issuer refused in
	 * a way that waiting doesn't mend
	 * @throws InterruptedException when interrupted
	 */
	SvidSnapshot awaitFirst(Duration timeout) throws IssuanceException, InterruptedException;

	/**
	 * Returns why the last attempt failed, or empty when it didn't.
	 */
	Optional<IssuanceException> lastFailure();

	/**
	 * Returns when the last SVID was obtained, or empty before the first.
	 */
	Optional<Instant> lastRefresh();

	/**
	 * Returns when the next attempt is due, or empty when others decide that.
	 */
	Optional<Instant> nextAttempt();

	/**
	 * Returns how far the issuer's clock is ahead of this one, negative when it is
	 * behind, or empty when that isn't known.
	 */
	Optional<Duration> clockSkew();

	/**
	 * Returns how often an SVID was obtained.
	 */
	long refreshes();

	/**
	 * Returns how often an attempt failed.
	 */
	long failures();

	/**
	 * Stops. The current SVID stays in the source.
	 */
	@Override
	void close();

}
