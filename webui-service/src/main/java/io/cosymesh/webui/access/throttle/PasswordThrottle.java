package io.cosymesh.webui.access.throttle;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Slows down guessing by address, and by name for many addresses that guess at one. An
 * address from which a person has signed in waits for its own mistakes only, so strangers
 * can't keep the person out.
 */
public final class PasswordThrottle {

	private static final Logger log = LoggerFactory.getLogger(PasswordThrottle.class);

	private static final int REMEMBERED = 10_000;

	private static final int LONGEST_NAME = 64;

	private final SigninThrottle byAddress;

	private final SigninThrottle byName;

	private final Cache<String, Boolean> homes = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

	PasswordThrottle(SigninThrottle byAddress, SigninThrottle byName) {
		this.byAddress = byAddress;
		this.byName = byName;
	}

	/**
	 * Takes an attempt to sign in, which counts as failed until told otherwise.
	 * @param address where it comes from
	 * @param name who it is said to be
	 */
	public void attempt(String address, String name) {
		String block = AddressBlock.of(address);
		refuseUntil(this.byAddress.attempt(block), "address=" + address);
		if (this.homes.getIfPresent(home(block, name)) != null) {
			return;
		}
		Duration wait = this.byName.attempt(shortened(name));
		if (wait.isPositive()) {
			// It didn't get to guess.
			this.byAddress.takeBack(block);
			refuseUntil(wait, "address=" + address + " by=name");
		}
	}

	/**
	 * Tells that the last attempt was right.
	 * @param address where it came from
	 * @param name who it was
	 */
	public void succeeded(String address, String name) {
		String block = AddressBlock.of(address);
		this.byAddress.succeeded(block);
		this.byName.succeeded(shortened(name));
		this.homes.put(home(block, name), true);
	}

	/**
	 * Takes an attempt of somebody who is known, which counts as failed until told
	 * otherwise.
	 * @param who what tries
	 */
	public void attempt(String who) {
		refuseUntil(this.byAddress.attempt(who), "session");
	}

	/**
	 * Tells that the last attempt was right.
	 * @param who what tried
	 */
	public void succeeded(String who) {
		this.byAddress.succeeded(who);
	}

	private static void refuseUntil(Duration wait, String who) {
		if (!wait.isPositive()) {
			return;
		}
		log.info("event=signin-throttled {} waitSeconds={}", who, wait.toSeconds());
		Duration rounded = wait.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
		throw ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "signin-throttled", "Too many attempts",
					"Too many wrong passwords; try again in %d seconds".formatted(rounded.toSeconds()))
			.withRetryAfter(rounded);
	}

	private static String home(String block, String name) {
		return block + ' ' + shortened(name);
	}

	private static String shortened(String name) {
		return (name.length() <= LONGEST_NAME) ? name : name.substring(0, LONGEST_NAME);
	}

}
