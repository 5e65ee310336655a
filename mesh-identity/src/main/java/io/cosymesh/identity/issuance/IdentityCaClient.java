package io.cosymesh.identity.issuance;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.bundle.MalformedBundleException;
import io.cosymesh.identity.bundle.SpiffeBundleMap;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.VerifiedHttpClients;

/**
 * Gets SVIDs and trust bundles from an identity-ca: over mutual TLS while the current
 * SVID is valid; by attestation, or anonymously for the bundles, when there is none, when
 * it has expired or when the first way fails. Whoever answers must carry the CA's SPIFFE
 * ID.
 */
public final class IdentityCaClient implements SvidIssuer, BundleFeed {

	private static final Logger log = LoggerFactory.getLogger(IdentityCaClient.class);

	private static final String SVID = "/v1/svid";

	private static final String BUNDLES = "/v1/bundles";

	private final CaAddress ca;

	private final SvidSource source;

	private final CaConnection connection;

	private final CaExchange exchange;

	private final Bootstrap bootstrap;

	private final TrustAnchors anchors;

	private final InstantSource clock;

	private final @Nullable Duration ttl;

	/**
	 * Creates a client that leaves the lifetime of SVIDs to the CA.
	 * @param ca where the CA is and who it must be
	 * @param source where the current SVID is; the client only reads it
	 * @param bootstrap what to start from without a valid SVID
	 * @param clock tells whether certificates are valid
	 */
	public IdentityCaClient(CaAddress ca, SvidSource source, Bootstrap bootstrap, InstantSource clock) {
		this.ca = ca;
		this.source = source;
		this.connection = new CaConnection(ca, source, clock);
		this.exchange = new CaExchange(clock);
		this.bootstrap = bootstrap;
		this.anchors = new TrustAnchors(bootstrap.trustBundle(), source);
		this.clock = clock;
		this.ttl = null;
	}

	private IdentityCaClient(IdentityCaClient other, Duration ttl) {
		this.ca = other.ca;
		this.source = other.source;
		this.connection = other.connection;
		this.exchange = other.exchange;
		this.bootstrap = other.bootstrap;
		this.anchors = other.anchors;
		this.clock = other.clock;
		this.ttl = ttl;
	}

	/**
	 * Returns a client that wishes for SVIDs of a lifetime, which the CA may shorten.
	 * @param wish the lifetime
	 */
	public IdentityCaClient wishing(Duration wish) {
		return new IdentityCaClient(this, wish);
	}

	@Override
	public IssuedSvid issue(byte[] csrDer) throws IssuanceException {
		if (!hasValidSvid()) {
			return attest(csrDer);
		}
		try {
			return verified(this.connection.timed(SVID, request(csrDer), SvidResponse.class), csrDer);
		}
		catch (IssuanceException ex) {
			requireNoOverload(ex);
			log.info("event=renewal-failed fallback=attestation reason=\"{}\"", ex.getMessage());
			return instead(ex, () -> attest(csrDer));
		}
	}

	@Override
	public Map<TrustDomain, TrustBundle> bundles() throws IssuanceException {
		if (!hasValidSvid()) {
			return anonymousBundles();
		}
		try {
			return bundles(this.connection.get(BUNDLES));
		}
		catch (IssuanceException ex) {
			requireNoOverload(ex);
			log.debug("event=bundles-not-got fallback=attestation-url reason=\"{}\"", ex.getMessage());
			return instead(ex, this::anonymousBundles);
		}
	}

	private IssuedSvid attest(byte[] csrDer) throws IssuanceException {
		HttpClient.Builder client = anonymous();
		HttpRequest.Builder request = HttpRequest.newBuilder(this.ca.attestation(SVID))
			.header("Authorization", "Bearer " + this.bootstrap.document().bearer());
		return verified(this.exchange.post(client, request, request(csrDer), SvidResponse.class), csrDer);
	}

	private Map<TrustDomain, TrustBundle> anonymousBundles() throws IssuanceException {
		return bundles(this.exchange.get(anonymous(), this.ca.attestation(BUNDLES)));
	}

	private HttpClient.Builder anonymous() throws IssuanceException {
		return VerifiedHttpClients.anonymous(this.connection.trusting(this.anchors.newest()));
	}

	private SvidRequest request(byte[] csrDer) {
		return SvidRequest.ofDer(csrDer, (this.ttl != null) ? this.ttl.toSeconds() : null);
	}

	private IssuedSvid verified(CaAnswer<SvidResponse> answer, byte[] csrDer) throws IssuanceException {
		return new SvidReply(answer, this.source.self(), csrDer).verified(this.clock.instant());
	}

	private boolean hasValidSvid() {
		return this.source.current()
			.filter((snapshot) -> this.clock.instant().isBefore(snapshot.notAfter()))
			.isPresent();
	}

	private static Map<TrustDomain, TrustBundle> bundles(String bundleMap) throws IssuanceException {
		try {
			return SpiffeBundleMap.parse(bundleMap);
		}
		catch (MalformedBundleException ex) {
			throw IssuanceException.passing("The CA's bundles are not usable: " + ex.getMessage(), ex);
		}
	}

	// Whoever has too much to do isn't helped by the same request at its other port.
	private static void requireNoOverload(IssuanceException failure) throws IssuanceException {
		if (failure.isOverload()) {
			throw failure;
		}
	}

	private static <T> T instead(IssuanceException failure, Attempt<T> attempt) throws IssuanceException {
		try {
			return attempt.make();
		}
		catch (IssuanceException ex) {
			ex.addSuppressed(failure);
			throw ex;
		}
	}

	private interface Attempt<T> {

		T make() throws IssuanceException;

	}

}
