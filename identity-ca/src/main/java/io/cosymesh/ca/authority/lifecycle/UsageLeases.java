package io.cosymesh.ca.authority.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Notes in the database how long what is being signed will live, before it is signed and
 * for some time ahead, so that signing seldom waits for the database and no replica drops
 * an authority too early.
 */
final class UsageLeases {

	private final Authorities authorities;

	private final Duration ahead;

	private final ConcurrentMap<String, Instant> noted = new ConcurrentHashMap<>();

	UsageLeases(Authorities authorities, Duration ahead) {
		this.authorities = authorities;
		this.ahead = ahead;
	}

	/**
	 * Makes sure that an authority stays until something that it signs has expired.
	 * @param id the authority
	 * @param expiry when that expires
	 * @return false if the authority may not sign any more
	 */
	boolean cover(String id, Instant expiry) {
		return isCovered(id, expiry) || extend(id, expiry);
	}

	private synchronized boolean extend(String id, Instant expiry) {
		if (isCovered(id, expiry)) {
			return true;
		}
		Instant until = expiry.plus(this.ahead);
		boolean done = this.authorities.use(id, until);
		if (done) {
			this.noted.clear();
			this.noted.put(id, until);
		}
		return done;
	}

	private boolean isCovered(String id, Instant expiry) {
		Instant until = this.noted.get(id);
		return until != null && !expiry.isAfter(until);
	}

}
