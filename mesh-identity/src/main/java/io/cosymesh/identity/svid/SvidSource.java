package io.cosymesh.identity.svid;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.spiffe.bundle.x509bundle.X509Bundle;
import io.spiffe.exception.BundleNotFoundException;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import io.spiffe.svid.x509svid.X509Svid;
import io.spiffe.workloadapi.X509Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.bundle.TrustBundles;

/**
 * This workload's identity, live: one immutable snapshot behind one volatile reference.
 * Every handshake reads it; a renewal and newer bundles swap it.
 */
public final class SvidSource implements X509Source, TrustBundleSource {

	private static final Logger log = LoggerFactory.getLogger(SvidSource.class);

	private final SpiffeId self;

	private final InstantSource clock;

	private final List<Consumer<SvidSnapshot>> listeners = new CopyOnWriteArrayList<>();

	private volatile @Nullable SvidSnapshot snapshot;

	private long generations;

	private boolean closed;

	/**
	 * Creates a source without a snapshot.
	 * @param self the only workload whose SVIDs it takes
	 * @param clock tells whether an SVID is valid
	 */
	public SvidSource(WorkloadName self, InstantSource clock) {
		this.self = self.spiffeId();
		this.clock = clock;
	}

	/**
	 * Returns the ID of the workload, known before its first SVID.
	 */
	public SpiffeId self() {
		return this.self;
	}

	/**
	 * Returns the current snapshot, or empty before the first and after a withdrawal.
	 */
	public Optional<SvidSnapshot> current() {
		return Optional.ofNullable(this.snapshot);
	}

	/**
	 * Returns the current snapshot.
	 * @throws IllegalStateException when there is none
	 */
	public SvidSnapshot snapshot() {
		SvidSnapshot current = this.snapshot;
		if (current == null) {
			throw new IllegalStateException("There is no SVID for %s yet".formatted(this.self));
		}
		return current;
	}

	/**
	 * Makes an SVID the current one, after checking that it is good for use: named after
	 * this workload, of the profile, its key the one held, and chained to the newest
	 * bundle known, be it the one given or one learnt before.
	 * @param svid the SVID
	 * @param bundle the authorities of its trust domain
	 * @return the new snapshot
	 * @throws SvidRefusedException when the SVID is not good; the current one stays
	 */
	public SvidSnapshot publish(X509Svid svid, TrustBundle bundle) throws SvidRefusedException {
		if (!bundle.trustDomain().equals(this.self.getTrustDomain())) {
			throw noBundle();
		}
		return publish(svid, (known) -> (known != null) ? known.with(bundle) : TrustBundles.of(bundle));
	}

	/**
	 * Makes an SVID the current one together with all bundles, as an issuer does that
	 * hands out everything at once. What holds for
	 * {@link #publish(X509Svid, TrustBundle)} and {@link #learn(Map)} holds here.
	 * @param svid the SVID
	 * @param published all bundles, that of the own trust domain among them
	 * @return the new snapshot
	 * @throws SvidRefusedException when the SVID is not good; nothing changes then
	 */
	public SvidSnapshot publish(X509Svid svid, Map<TrustDomain, TrustBundle> published) throws SvidRefusedException {
		TrustBundle own = published.get(this.self.getTrustDomain());
		if (own == null) {
			throw noBundle();
		}
		return publish(svid, (known) -> ((known != null) ? known : TrustBundles.of(own)).following(published));
	}

	/**
	 * Takes over one newer bundle, of the own trust domain or of another, and tells the
	 * listeners. One that isn't newer is ignored, and so is any before the first SVID,
	 * which brings its own.
	 * @param bundle the bundle
	 * @return whether it was taken over
	 */
	public boolean learn(TrustBundle bundle) {
		return relearn((known) -> known.with(bundle));
	}

	/**
	 * Takes over everything the CA publishes: newer bundles, and that trust domains it no
	 * longer names are no longer trusted. The own bundle can't be taken away.
	 * @param published all bundles, by trust domain
	 * @return whether anything changed
	 */
	public boolean learn(Map<TrustDomain, TrustBundle> published) {
		return relearn((known) -> known.following(published));
	}

	/**
	 * Gives the SVID up, because its issuer says that the workload has none any more:
	 * handshakes fail until the next one is published.
	 * @return whether there was one
	 */
	public synchronized boolean withdraw() {
		boolean held = this.snapshot != null;
		this.snapshot = null;
		return held;
	}

	/**
	 * Registers a listener for future snapshots.
	 * @param listener called after each swap, on the publishing thread
	 */
	public void onChange(Consumer<SvidSnapshot> listener) {
		this.listeners.add(listener);
	}

	@Override
	public Optional<TrustBundle> bundleOf(TrustDomain trustDomain) {
		return current().flatMap((known) -> known.bundles().bundleOf(trustDomain));
	}

	@Override
	public X509Svid getX509Svid() {
		return snapshot().svid();
	}

	@Override
	public X509Bundle getBundleForTrustDomain(TrustDomain trustDomain) throws BundleNotFoundException {
		return bundleOf(trustDomain).map(TrustBundle::toX509Bundle)
			.orElseThrow(() -> new BundleNotFoundException("No bundle for trust domain " + trustDomain));
	}

	/**
	 * Forgets the snapshot: handshakes fail from here on.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		this.listeners.clear();
		this.snapshot = null;
	}

	private SvidRefusedException noBundle() {
		return new SvidRefusedException(SvidRefusal.UNKNOWN_TRUST_DOMAIN,
				"there is no bundle for trust domain " + this.self.getTrustDomain());
	}

	private SvidSnapshot publish(X509Svid svid, Function<@Nullable TrustBundles, TrustBundles> update)
			throws SvidRefusedException {
		SvidSnapshot next;
		synchronized (this) {
			SvidSnapshot current = this.snapshot;
			TrustBundles bundles = update.apply((current != null) ? current.bundles() : null);
			requireGood(svid, bundles);
			next = swap(svid, bundles);
		}
		tell(next);
		return next;
	}

	private boolean relearn(UnaryOperator<TrustBundles> update) {
		SvidSnapshot next;
		synchronized (this) {
			SvidSnapshot current = this.snapshot;
			TrustBundles bundles = (current != null) ? update.apply(current.bundles()) : null;
			if (current == null || bundles == null || bundles.equals(current.bundles())) {
				return false;
			}
			next = swap(current.svid(), bundles);
		}
		log.info("event=bundles-updated sequence={} authorities={} federated={} generation={}",
				next.bundle().sequence(), next.bundle().authorities().size(), next.bundles().federated().keySet(),
				next.generation());
		tell(next);
		return true;
	}

	private void requireGood(X509Svid svid, TrustBundles bundles) throws SvidRefusedException {
		SpiffeId id = ChainOfTrust.verify(svid.getChain(), bundles.own(), this.clock.instant());
		if (!id.equals(this.self)) {
			throw new SvidRefusedException(SvidRefusal.NAME_MISMATCH,
					"the SVID names %s, not %s".formatted(id, this.self));
		}
		requireMatchingKey(svid.getLeaf(), svid.getPrivateKey());
	}

	private SvidSnapshot swap(X509Svid svid, TrustBundles bundles) {
		if (this.closed) {
			throw new IllegalStateException("The SVID source is closed");
		}
		SvidSnapshot next = new SvidSnapshot(svid, bundles, ++this.generations);
		this.snapshot = next;
		return next;
	}

	private void tell(SvidSnapshot next) {
		this.listeners.forEach((listener) -> tell(listener, next));
	}

	private static void tell(Consumer<SvidSnapshot> listener, SvidSnapshot snapshot) {
		try {
			listener.accept(snapshot);
		}
		catch (RuntimeException ex) {
			log.warn("event=svid-listener-failed generation={}", snapshot.generation(), ex);
		}
	}

	private static void requireMatchingKey(X509Certificate leaf, PrivateKey key) throws SvidRefusedException {
		if (!signsFor(leaf.getPublicKey(), key)) {
			throw new SvidRefusedException(SvidRefusal.KEY_MISMATCH, "the leaf's key is not the one held");
		}
	}

	private static boolean signsFor(PublicKey publicKey, PrivateKey privateKey) {
		String algorithm = publicKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
		byte[] challenge = "is this the key of the leaf?".getBytes(StandardCharsets.US_ASCII);
		try {
			Signature signer = Signature.getInstance(algorithm);
			signer.initSign(privateKey);
			signer.update(challenge);
			byte[] signature = signer.sign();
			signer.initVerify(publicKey);
			signer.update(challenge);
			return signer.verify(signature);
		}
		catch (InvalidKeyException | NoSuchAlgorithmException | SignatureException ex) {
			return false;
		}
	}

}
