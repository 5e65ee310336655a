package io.cosymesh.identity.caller;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.X509CertUtils;
import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.svid.SvidRefusedException;

/**
 * Whose the certificates in tokens are. A sender signs all its requests with one SVID
 * until it renews it, so a chain is judged once, and again when the bundle changed or a
 * certificate of it expired.
 */
final class TokenSigners {

	private static final int MOST_KEPT = 64;

	private final TrustBundleSource bundles;

	private final InstantSource clock;

	private final Map<List<Base64>, Judged> judged = new LinkedHashMap<>(16, 0.75F, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<List<Base64>, Judged> eldest) {
			return size() > MOST_KEPT;
		}
	};

	TokenSigners(TrustBundleSource bundles, InstantSource clock) {
		this.bundles = bundles;
		this.clock = clock;
	}

	Signer of(List<Base64> encoded) throws CallerTokenRefusedException {
		Instant now = this.clock.instant();
		Judged known = known(encoded);
		if (known != null && known.stillHolds(this.bundles, now)) {
			return known.signer();
		}
		Judged fresh = judge(encoded, now);
		synchronized (this.judged) {
			this.judged.put(List.copyOf(encoded), fresh);
		}
		return fresh.signer();
	}

	private @Nullable Judged known(List<Base64> encoded) {
		synchronized (this.judged) {
			return this.judged.get(encoded);
		}
	}

	private Judged judge(List<Base64> encoded, Instant now) throws CallerTokenRefusedException {
		List<X509Certificate> chain = decoded(encoded);
		try {
			SpiffeId id = ChainOfTrust.verify(chain, this.bundles, now);
			TrustBundle bundle = this.bundles.bundleOf(id.getTrustDomain()).orElseThrow();
			Instant end = chain.stream()
				.map((certificate) -> certificate.getNotAfter().toInstant())
				.min(Instant::compareTo)
				.orElse(now);
			return new Judged(new Signer(id, chain.getFirst().getPublicKey()), bundle, end);
		}
		// What breaks the parser is refused, as in a handshake.
		catch (SvidRefusedException | RuntimeException ex) {
			throw new CallerTokenRefusedException(CallerTokenRefusal.UNTRUSTED_SIGNER,
					"its certificates are no good SVID");
		}
	}

	private static List<X509Certificate> decoded(List<Base64> encoded) throws CallerTokenRefusedException {
		List<X509Certificate> chain = new ArrayList<>();
		for (Base64 each : encoded) {
			X509Certificate certificate = X509CertUtils.parse(each.decode());
			if (certificate == null) {
				throw new CallerTokenRefusedException(CallerTokenRefusal.UNTRUSTED_SIGNER,
						"its certificates can't be read");
			}
			chain.add(certificate);
		}
		return chain;
	}

	/**
	 * Who signs with an SVID.
	 *
	 * @param id the workload
	 * @param key the key in its SVID
	 */
	record Signer(SpiffeId id, PublicKey key) {
	}

	private record Judged(Signer signer, TrustBundle bundle, Instant end) {

		boolean stillHolds(TrustBundleSource bundles, Instant now) {
			return now.isBefore(this.end)
					&& bundles.bundleOf(this.signer.id().getTrustDomain()).filter(this.bundle::equals).isPresent();
		}

	}

}
