package io.cosymesh.identity.tls;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.ResumableX509ExtendedTrustManager;
import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.tls.PeerRefusal.PeerRole;

/**
 * Decides on every handshake, resumed ones included, whether the peer may connect: leaf
 * profile, then path validation with the bundle of the leaf's own trust domain, then the
 * rule. Bundles and rule are asked for anew each time.
 * <p>
 * It extends {@link X509ExtendedTrustManager} so that neither JSSE nor Netty adds a check
 * of the host name: the SPIFFE ID is the name.
 */
public final class PeerTrustManager extends X509ExtendedTrustManager implements ResumableX509ExtendedTrustManager {

	private static final X509Certificate[] NO_HINTS = {};

	private final TrustBundleSource bundles;

	private final Supplier<? extends PeerRule> rule;

	private final PeerRefusalListener listener;

	private final InstantSource clock;

	/**
	 * Creates a trust manager.
	 * @param bundles the authorities, live
	 * @param rule whom to admit, live
	 * @param listener told about refusals
	 * @param clock tells whether a certificate is valid
	 */
	public PeerTrustManager(TrustBundleSource bundles, Supplier<? extends PeerRule> rule, PeerRefusalListener listener,
			InstantSource clock) {
		this.bundles = bundles;
		this.rule = rule;
		this.listener = listener;
		this.clock = clock;
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws SvidRefusedException {
		check(PeerRole.CLIENT, chain);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws SvidRefusedException {
		check(PeerRole.CLIENT, chain);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws SvidRefusedException {
		check(PeerRole.CLIENT, chain);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws SvidRefusedException {
		check(PeerRole.SERVER, chain);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws SvidRefusedException {
		check(PeerRole.SERVER, chain);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws SvidRefusedException {
		check(PeerRole.SERVER, chain);
	}

	@Override
	public void resumeClientTrusted(X509Certificate[] chain, SSLEngine engine) throws SvidRefusedException {
		check(PeerRole.CLIENT, chain);
	}

	@Override
	public void resumeServerTrusted(X509Certificate[] chain, SSLEngine engine) throws SvidRefusedException {
		check(PeerRole.SERVER, chain);
	}

	/**
	 * Returns no hints: a list of authorities in the handshake would make clients filter
	 * their SVID by a bundle that is about to change.
	 */
	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return NO_HINTS;
	}

	private void check(PeerRole peerRole, X509Certificate @Nullable [] presented) throws SvidRefusedException {
		List<X509Certificate> chain = (presented != null) ? Arrays.stream(presented).filter(Objects::nonNull).toList()
				: List.of();
		try {
			verify(chain);
		}
		catch (SvidRefusedException ex) {
			report(peerRole, chain, ex.refusal());
			throw ex;
		}
		// A certificate that breaks the parser must end in a refusal, not in whatever an
		// engine makes of an unchecked exception.
		catch (RuntimeException ex) {
			report(peerRole, chain, SvidRefusal.MALFORMED_CERTIFICATE);
			throw new SvidRefusedException(SvidRefusal.MALFORMED_CERTIFICATE, "the chain can't be checked");
		}
	}

	private void verify(List<X509Certificate> chain) throws SvidRefusedException {
		SpiffeId peer = ChainOfTrust.verify(chain, this.bundles, this.clock.instant());
		if (!this.rule.get().admits(peer)) {
			throw new SvidRefusedException(SvidRefusal.NOT_ALLOWED, peer + " is not an expected peer");
		}
	}

	private void report(PeerRole peerRole, List<X509Certificate> chain, SvidRefusal reason) {
		@Nullable SpiffeId claimed = null;
		String serial = "";
		if (!chain.isEmpty()) {
			claimed = PeerCertificates.claimedIdOf(chain.getFirst()).orElse(null);
			serial = PeerCertificates.serialOf(chain.getFirst());
		}
		this.listener.refused(new PeerRefusal(peerRole, claimed, serial, reason, expected(peerRole)));
	}

	// A caller has one peer in mind; whom a server takes is many, and nobody's business.
	private @Nullable SpiffeId expected(PeerRole peerRole) {
		return (peerRole == PeerRole.SERVER && this.rule.get() instanceof PeerRule.OneOf(Set<SpiffeId> peers)
				&& peers.size() == 1) ? peers.iterator().next() : null;
	}

}
