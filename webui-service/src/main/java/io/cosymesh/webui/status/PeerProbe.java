package io.cosymesh.webui.status;

import java.time.Duration;
import java.time.Instant;

import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.tls.ConnectionCertificates;
import io.cosymesh.webui.status.MeshStatus.Identity;
import io.cosymesh.webui.status.MeshStatus.State;

import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * Calls a peer to see who answers. The client refuses everybody but the expected
 * identity, so any answer at all proves it.
 */
final class PeerProbe {

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final PeerClients peers;

	private final WorkloadName peer;

	private final String path;

	PeerProbe(PeerClients peers, WorkloadName peer, String path) {
		this.peers = peers;
		this.peer = peer;
		this.path = path;
	}

	Mono<Identity> look() {
		return this.peers.httpClient(this.peer.serviceAccount())
			.request(HttpMethod.GET)
			.uri(this.path)
			.responseConnection((_, connection) -> Mono.just(seen(connection)))
			.next()
			.timeout(PATIENCE)
			.onErrorResume((_) -> Mono.just(identity(State.UNREACHABLE, null)));
	}

	private Identity seen(Connection connection) {
		Instant expiry = ConnectionCertificates.of(connection.channel())
			.map((certificates) -> certificates.peer().getNotAfter().toInstant())
			.orElse(null);
		connection.dispose();
		return identity((expiry != null) ? State.VALID : State.UNREACHABLE, expiry);
	}

	private Identity identity(State state, @Nullable Instant expiresAt) {
		return new Identity(this.peer.serviceAccount(), this.peer.spiffeId().toString(), state, expiresAt);
	}

}
