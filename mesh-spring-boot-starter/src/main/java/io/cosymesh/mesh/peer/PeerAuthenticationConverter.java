package io.cosymesh.mesh.peer;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.svid.Standing;
import io.cosymesh.identity.tls.PeerCertificates;

import org.springframework.http.server.reactive.SslInfo;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;

/**
 * Reads the peer off the connection of each request. The handshake vouched for the chain;
 * that it still would is checked here, since connections outlive SVIDs and authorities:
 * its end at each request, its trust once per connection and bundle.
 */
final class PeerAuthenticationConverter implements ServerAuthenticationConverter {

	private static final AttributeKey<TrustBundle> TRUSTED_BY = AttributeKey.valueOf(PeerAuthenticationConverter.class,
			"trustedBy");

	private final TrustBundleSource bundles;

	private final InstantSource clock;

	PeerAuthenticationConverter(TrustBundleSource bundles, InstantSource clock) {
		this.bundles = bundles;
		this.clock = clock;
	}

	@Override
	public Mono<Authentication> convert(ServerWebExchange exchange) {
		return Mono.justOrEmpty(chainOf(exchange.getRequest().getSslInfo()))
			.map((chain) -> authenticate(chain, ConnectionEnd.of(exchange).orElse(null)));
	}

	private Authentication authenticate(List<X509Certificate> chain, @Nullable Channel connection) {
		X509Certificate leaf = chain.getFirst();
		MeshPeer peer = peerOf(leaf, PeerCertificates.idOf(leaf));
		if (!this.clock.instant().isBefore(earliestExpiry(chain))) {
			throw new PeerExpiredException(peer);
		}
		requireTrusted(peer, chain, connection);
		return new PreAuthenticatedAuthenticationToken(peer, peer.serial(),
				AuthorityUtils.createAuthorityList("ROLE_PEER"));
	}

	private void requireTrusted(MeshPeer peer, List<X509Certificate> chain, @Nullable Channel connection) {
		TrustBundle bundle = this.bundles.bundleOf(peer.id().getTrustDomain()).orElse(null);
		if (connection != null && bundle != null && bundle.equals(connection.attr(TRUSTED_BY).get())) {
			return;
		}
		TrustBundleSource now = (_) -> Optional.ofNullable(bundle);
		if (Standing.of(chain, now, this.clock.instant()) instanceof Standing.Refused refused) {
			throw new PeerDistrustedException(peer, refused.reason());
		}
		if (connection != null) {
			connection.attr(TRUSTED_BY).set(bundle);
		}
	}

	/**
	 * Returns whom the connection's certificate names, be it still valid or not.
	 */
	static Optional<MeshPeer> claimedPeer(@Nullable SslInfo ssl) {
		return chainOf(ssl).map(List::getFirst)
			.flatMap((leaf) -> PeerCertificates.claimedIdOf(leaf).map((id) -> peerOf(leaf, id)));
	}

	private static MeshPeer peerOf(X509Certificate leaf, SpiffeId id) {
		return new MeshPeer(id, PeerCertificates.serialOf(leaf), leaf.getNotAfter().toInstant());
	}

	private static Optional<List<X509Certificate>> chainOf(@Nullable SslInfo ssl) {
		X509Certificate[] chain = (ssl != null) ? ssl.getPeerCertificates() : null;
		return (chain != null && chain.length > 0) ? Optional.of(Arrays.asList(chain)) : Optional.empty();
	}

	private static Instant earliestExpiry(List<X509Certificate> chain) {
		return chain.stream()
			.map((certificate) -> certificate.getNotAfter().toInstant())
			.min(Instant::compareTo)
			.orElse(Instant.MIN);
	}

}
