package io.cosymesh.identity.bundle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything a workload trusts at one moment: the bundle of its own trust domain and
 * those of the trust domains it federates with, never merged. Bundles only ever
 * move forward: one takes another's place when its sequence is higher.
 *
 * @param own the bundle of the workload's own trust domain
 * @param federated the bundles of other trust domains
 */
public record TrustBundles(TrustBundle own, Map<TrustDomain, TrustBundle> federated) implements TrustBundleSource {

	private static final Logger log = LoggerFactory.getLogger(TrustBundles.class);

	public TrustBundles {
		federated = Map.copyOf(federated);
		federated.forEach(TrustBundles::requireOwnKey);
		if (federated.containsKey(own.trustDomain())) {
			throw new IllegalArgumentException("The own trust domain is not federated with itself");
		}
	}

	/**
	 * Returns bundles of one trust domain.
	 * @param own the bundle of the workload's own trust domain
	 */
	public static TrustBundles of(TrustBundle own) {
		return new TrustBundles(own, Map.of());
	}

	/**
	 * Returns all bundles, that of the own trust domain first.
	 */
	public List<TrustBundle> all() {
		return Stream.concat(Stream.of(this.own), this.federated.values().stream()).toList();
	}

	@Override
	public Optional<TrustBundle> bundleOf(TrustDomain trustDomain) {
		return trustDomain.equals(this.own.trustDomain()) ? Optional.of(this.own)
				: Optional.ofNullable(this.federated.get(trustDomain));
	}

	/**
	 * Takes one bundle over if it is newer than the one known.
	 * @param candidate a bundle of the own trust domain or of another
	 * @return the bundles with it, or these very ones when it isn't newer
	 */
	public TrustBundles with(TrustBundle candidate) {
		TrustBundle known = bundleOf(candidate.trustDomain()).orElse(null);
		if (!isNewer(candidate, known)) {
			return this;
		}
		if (candidate.trustDomain().equals(this.own.trustDomain())) {
			return new TrustBundles(candidate, this.federated);
		}
		Map<TrustDomain, TrustBundle> next = new HashMap<>(this.federated);
		next.put(candidate.trustDomain(), candidate);
		return new TrustBundles(this.own, next);
	}

	/**
	 * Takes over what the CA publishes: newer bundles, and that a trust domain it no
	 * longer names is no longer federated with. The own bundle can't be taken away.
	 * @param published all bundles, by trust domain
	 * @return the bundles, or these very ones when nothing changed
	 */
	public TrustBundles following(Map<TrustDomain, TrustBundle> published) {
		TrustBundle newOwn = this.own;
		Map<TrustDomain, TrustBundle> next = new HashMap<>();
		for (TrustBundle candidate : published.values()) {
			if (candidate.trustDomain().equals(this.own.trustDomain())) {
				newOwn = isNewer(candidate, this.own) ? candidate : this.own;
				continue;
			}
			TrustBundle known = this.federated.get(candidate.trustDomain());
			next.put(candidate.trustDomain(), (known == null || isNewer(candidate, known)) ? candidate : known);
		}
		boolean unchanged = newOwn.equals(this.own) && next.equals(this.federated);
		return unchanged ? this : new TrustBundles(newOwn, next);
	}

	// A producer that doesn't number its bundles (B-4 says it should, not that it must)
	// gives nothing else to go by than that they differ; identity-ca numbers all of its.
	private static boolean isNewer(TrustBundle candidate, @Nullable TrustBundle known) {
		if (known == null || candidate.sequence() > known.sequence()) {
			return true;
		}
		if (candidate.equals(known)) {
			return false;
		}
		if (candidate.sequence() == 0 && known.sequence() == 0) {
			return true;
		}
		log.debug("event=bundle-ignored trust-domain={} sequence={} known-sequence={} reason=not-newer",
				candidate.trustDomain(), candidate.sequence(), known.sequence());
		return false;
	}

	private static void requireOwnKey(TrustDomain trustDomain, TrustBundle bundle) {
		if (!bundle.trustDomain().equals(trustDomain)) {
			throw new IllegalArgumentException("A bundle is kept under its own trust domain");
		}
	}

}
