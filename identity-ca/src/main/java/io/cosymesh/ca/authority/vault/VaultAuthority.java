package io.cosymesh.ca.authority.vault;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.authority.Anchors;
import io.cosymesh.ca.authority.IssuerStanding;
import io.cosymesh.ca.authority.IssuerUnavailableException;
import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.authority.LeafRequest;
import io.cosymesh.ca.authority.RootLedger;

/**
 * Has leaves signed by Vault and lets none pass that isn't exactly what was asked for.
 */
final class VaultAuthority implements IssuingAuthority {

	private static final Logger logger = LoggerFactory.getLogger(VaultAuthority.class);

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	private final VaultPki pki;

	private final VaultRoots vaultRoots;

	private final RootLedger ledger;

	private final AnswerChecks checks;

	private final VaultCondition condition;

	private final TrialRequests trials;

	private final Duration longestLeaf;

	private final InstantSource clock;

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	/** When the first certificate above the last leaf expires. */
	private volatile Instant chainEnd = Instant.MAX;

	private volatile boolean capped;

	VaultAuthority(VaultPki pki, VaultRoots vaultRoots, RootLedger ledger, AnswerChecks checks,
			VaultCondition condition, TrialRequests trials, Duration longestLeaf, InstantSource clock) {
		this.pki = pki;
		this.vaultRoots = vaultRoots;
		this.ledger = ledger;
		this.checks = checks;
		this.condition = condition;
		this.trials = trials;
		this.longestLeaf = longestLeaf;
		this.clock = clock;
	}

	@Override
	public Duration maxTtl() {
		return this.longestLeaf;
	}

	@Override
	public List<X509Certificate> issue(LeafRequest request) {
		try {
			List<X509Certificate> chain = sign(request);
			this.condition.signed();
			return chain;
		}
		catch (VaultFaultException ex) {
			this.condition.notSigned(ex);
			throw new IssuerUnavailableException(ex.fault().code() + ": " + ex.detail(), ex.retryAfter(), null);
		}
	}

	@Override
	public Set<X509Certificate> roots() {
		return this.ledger.roots();
	}

	@Override
	public void refresh() {
		this.ledger.refresh();
	}

	@Override
	public void onChange(Runnable listener) {
		this.listeners.add(listener);
	}

	@Override
	public IssuerStanding standing() {
		Map<String, String> details = new TreeMap<>(this.condition.details());
		Instant end = this.chainEnd;
		if (!end.equals(Instant.MAX)) {
			details.put("expiresAt", end.toString());
		}
		return new IssuerStanding(this.condition.fault().isEmpty(), details);
	}

	/** Proves that Vault signs as it should, or says why not. */
	void tryOut() {
		this.pki.requirePermission();
		this.ledger.announce(this.vaultRoots.look());
		sign(this.trials.next(this.longestLeaf));
		this.condition.signed();
	}

	/**
	 * Looks for new roots and whether Vault is there; whatever happens, the next look
	 * comes.
	 */
	void look() {
		Set<X509Certificate> published = roots();
		try {
			this.pki.requirePermission();
			this.ledger.announce(this.vaultRoots.look());
			this.condition.looked();
			if (!this.condition.isSigning()) {
				issue(this.trials.next(SHORTEST));
			}
		}
		catch (VaultFaultException ex) {
			this.condition.notLooked(ex);
		}
		catch (IssuerUnavailableException ex) {
			logger.debug("event=issuer-still-unavailable detail=\"{}\"", ex.getMessage());
		}
		catch (RuntimeException ex) {
			logger.warn("event=issuer-look-failed", ex);
		}
		tellUnless(published.equals(roots()));
	}

	private List<X509Certificate> sign(LeafRequest request) {
		Duration ttl = shorter(request.ttl(), this.longestLeaf);
		Duration left = Duration.between(this.clock.instant(),
				this.chainEnd.equals(Instant.MAX) ? this.clock.instant().plus(this.longestLeaf) : this.chainEnd);
		// Near its end an issuer is replaced, and only asking shows by which.
		ttl = (left.compareTo(SHORTEST) < 0) ? ttl : shorter(ttl, left);
		List<X509Certificate> chain = this.pki.sign(encoded(request), request.id().toString(), ttl).chain();
		Instant now = this.clock.instant();
		this.checks.checkLeaf(chain, request, now.plus(ttl), now);
		X509Certificate anchor = anchor(chain.getLast());
		this.checks.checkChain(chain, anchor, roots(), now);
		this.chainEnd = Stream.concat(chain.stream().skip(1), Stream.of(anchor))
			.map((certificate) -> certificate.getNotAfter().toInstant())
			.min(Instant::compareTo)
			.orElse(Instant.MAX);
		noteCap(chain.getFirst(), ttl, now);
		return chain;
	}

	private X509Certificate anchor(X509Certificate last) {
		X509Certificate anchor = Anchors.of(last, roots()).or(() -> {
			Set<X509Certificate> published = roots();
			this.ledger.announce(this.vaultRoots.look());
			tellUnless(published.equals(roots()));
			return Anchors.of(last, roots());
		})
			.orElseThrow(() -> new VaultFaultException(VaultFault.NO_ROOT,
					"Vault signed below a root that it does not show"));
		Instant now = this.clock.instant();
		Instant from = this.ledger.usableFrom(anchor).orElse(now);
		if (now.isBefore(from)) {
			throw new VaultFaultException(VaultFault.ROOT_NOT_YET_KNOWN,
					"Vault signs below a new root, which workloads will know by %s".formatted(from),
					shorter(Duration.between(now, from), SHORTEST), null);
		}
		return anchor;
	}

	private void noteCap(X509Certificate leaf, Duration asked, Instant now) {
		Duration got = Duration.between(now, leaf.getNotAfter().toInstant());
		boolean shortened = got.plusSeconds(60).compareTo(asked) < 0;
		if (shortened && !this.capped) {
			logger.warn("event=issuer-ttl-capped asked={} got={} action=\"Raise max_ttl of the role or lower"
					+ " cosymesh.ca.svid-ttl.\"", asked, got.truncatedTo(ChronoUnit.SECONDS));
		}
		this.capped = shortened;
	}

	private void tellUnless(boolean same) {
		if (!same) {
			this.listeners.forEach(Runnable::run);
		}
	}

	private static byte[] encoded(LeafRequest request) {
		try {
			return request.csr().getEncoded();
		}
		catch (IOException ex) {
			throw new IllegalStateException("A verified CSR must encode", ex);
		}
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
