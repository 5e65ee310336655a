package io.cosymesh.ca.federation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * The bundles of the federated trust domains as far as they are known. They survive
 * restarts and never go back: what its publisher numbered lower than before is refused.
 */
final class FederatedBundles {

	private static final int ATTEMPTS = 3;

	private final Map<TrustDomain, KnownBundle> known = new ConcurrentHashMap<>();

	private final KnownBundles table;

	private final InstantSource clock;

	FederatedBundles(KnownBundles table, InstantSource clock) {
		this.table = table;
		this.clock = clock;
	}

	/**
	 * Returns what is known of a trust domain.
	 * @param trustDomain the trust domain
	 * @return its bundle, empty as long as none was ever obtained
	 */
	Optional<KnownBundle> find(TrustDomain trustDomain) {
		return Optional.ofNullable(this.known.get(trustDomain));
	}

	/**
	 * Returns the bundle of a trust domain.
	 * @param trustDomain the trust domain
	 * @return its bundle, empty as long as none was ever obtained
	 */
	Optional<TrustBundle> bundleOf(TrustDomain trustDomain) {
		return find(trustDomain).map(KnownBundle::bundle);
	}

	/**
	 * Returns all bundles that are known.
	 * @return one bundle for each trust domain
	 */
	Collection<TrustBundle> current() {
		return this.known.values().stream().map(KnownBundle::bundle).toList();
	}

	/**
	 * Takes up what is stored, and forgets what is no longer configured.
	 * @param configured the federated trust domains
	 * @return the names of those that are forgotten
	 */
	List<String> open(List<TrustDomain> configured) {
		List<String> gone = this.table.forgetAllBut(configured);
		configured.forEach(this::reload);
		return gone;
	}

	/**
	 * Takes up what another replica may have stored.
	 * @param trustDomain the trust domain
	 */
	void reload(TrustDomain trustDomain) {
		this.table.find(trustDomain).ifPresent(this::take);
	}

	/**
	 * Begins with the bundle that the operator gives, if it is another one than the last
	 * time: then their word counts more than what is known.
	 * @param initial the operator's bundle
	 * @return whether it is new
	 */
	boolean begin(ForeignBundle initial) {
		Optional<KnownBundle> before = find(initial.content().trustDomain());
		String digest = initial.digest();
		if (before.map(KnownBundle::initialDigest).filter(digest::equals).isPresent()) {
			return false;
		}
		long sequence = next(initial, before, this.clock.instant());
		KnownBundle next = new KnownBundle(initial.numbered(sequence), initial.sequence(), digest, digest, null);
		this.table.store(next);
		reload(initial.content().trustDomain());
		return true;
	}

	/**
	 * Takes in what an endpoint has answered.
	 * @param candidate the bundle
	 * @return whether it is news
	 * @throws RefreshFailedException if it is older than what is known
	 */
	RefreshResult offer(ForeignBundle candidate) throws RefreshFailedException {
		for (int i = 0; i < ATTEMPTS; i++) {
			reload(candidate.content().trustDomain());
			Optional<KnownBundle> before = find(candidate.content().trustDomain());
			Instant now = this.clock.instant();
			if (before.filter((current) -> isSame(candidate, current)).isPresent()) {
				KnownBundle confirmed = before.get().refreshed(now);
				this.table.confirm(confirmed);
				take(confirmed);
				return RefreshResult.UNCHANGED;
			}
			KnownBundle next = successor(candidate, before, now);
			if (this.table.store(next)) {
				take(next);
				return RefreshResult.UPDATED;
			}
		}
		throw new RefreshFailedException(RefreshResult.CONTENDED, "other replicas keep storing other bundles of it");
	}

	private static KnownBundle successor(ForeignBundle candidate, Optional<KnownBundle> before, Instant now)
			throws RefreshFailedException {
		long sequence = next(candidate, before, now);
		if (before.isPresent()) {
			requireNewer(candidate, before.get());
			return before.get().followedBy(candidate, sequence, now);
		}
		return new KnownBundle(candidate.numbered(sequence), candidate.sequence(), candidate.digest(), null, now);
	}

	private static void requireNewer(ForeignBundle candidate, KnownBundle current) throws RefreshFailedException {
		Long before = current.foreignSequence();
		Long after = candidate.sequence();
		if (before == null || after == null) {
			return;
		}
		if (after < before) {
			throw new RefreshFailedException(RefreshResult.OLDER,
					"it has spiffe_sequence %d, but %d is known already".formatted(after, before));
		}
		if (after.equals(before)) {
			throw new RefreshFailedException(RefreshResult.OLDER,
					"it has changed, but its spiffe_sequence is still %d".formatted(after));
		}
	}

	private static boolean isSame(ForeignBundle candidate, KnownBundle current) {
		Long sequence = current.foreignSequence();
		return candidate.digest().equals(current.digest())
				&& ((sequence != null) ? sequence.equals(candidate.sequence()) : candidate.sequence() == null);
	}

	// Workloads take only higher numbers, so whatever the publisher does, theirs grow.
	private static long next(ForeignBundle candidate, Optional<KnownBundle> before, Instant now) {
		long least = before.map((current) -> current.bundle().sequence() + 1).orElse(0L);
		return Math.max(least, candidate.number().orElse(now.getEpochSecond()));
	}

	private synchronized void take(KnownBundle candidate) {
		this.known.merge(candidate.bundle().trustDomain(), candidate,
				(before, after) -> (after.bundle().sequence() >= before.bundle().sequence()) ? after : before);
	}

}
