package io.cosymesh.mesh.client;

import java.time.Duration;
import java.time.InstantSource;

import io.netty.channel.ChannelOption;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.Http2AllocationStrategy;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.http2.StreamWindows;
import io.cosymesh.mesh.http2.WindowUpdates;
import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.tls.ConnectionCertificates;
import io.cosymesh.mesh.tls.MeshTls;
import io.cosymesh.mesh.traffic.FirstByteTimeout;

/**
 * Makes the HTTP client of a peer: its own pool, its own TLS context, no detours by proxy
 * or redirect.
 */
final class PeerHttpClientFactory {

	private static final int MAX_CONNECTIONS = 64;

	private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(10);

	private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(5);

	// Addresses come and go; each has a pool of its own.
	private static final Duration FORGET_ADDRESSES = Duration.ofMinutes(10);

	private final MeshTls tls;

	private final SvidSource source;

	private final InstantSource clock;

	PeerHttpClientFactory(MeshTls tls, SvidSource source, InstantSource clock) {
		this.tls = tls;
		this.source = source;
		this.clock = clock;
	}

	ConnectionProvider pool(Peer peer) {
		return ConnectionProvider.builder("mesh." + peer.name())
			.allocationStrategy(Http2AllocationStrategy.builder()
				.minConnections(0)
				.maxConnections(MAX_CONNECTIONS)
				.maxConcurrentStreams(StreamWindows.STREAMS_PER_CONNECTION)
				.build())
			.pendingAcquireTimeout(WAIT_FOR_CONNECTION)
			.evictionPredicate(new ConnectionLife(this.source, this.clock))
			.evictInBackground(EVICTION_INTERVAL)
			.disposeInactivePoolsInBackground(FORGET_ADDRESSES, FORGET_ADDRESSES)
			.build();
	}

	HttpClient create(Peer peer, ConnectionProvider pool) {
		HttpClient client = HttpClient.create(pool)
			.baseUrl(peer.url().toString())
			.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
			.http2Settings((settings) -> settings.initialWindowSize(StreamWindows.BYTES_PER_STREAM))
			.secure((spec) -> spec.sslContext(this.tls.client(peer.identity())).handshakeTimeout(HANDSHAKE_TIMEOUT))
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(peer.connectTimeout().toMillis()))
			.compress(false)
			.followRedirect(false)
			// Whether a request may be sent again is decided above, where its body is
			// known.
			.disableRetry(true)
			.noProxy()
			.doOnRequest((_, connection) -> {
				requireTls(connection);
				WindowUpdates.flushOn(connection);
			})
			.mapConnect((connection) -> Mono.defer(() -> withValidIdentity(peer, connection)));
		return FirstByteTimeout.on(client, peer.traffic().timeout());
	}

	/**
	 * Makes the client for connections that become WebSockets: each is new, of HTTP/1.1
	 * and never used again.
	 */
	HttpClient upgradable(Peer peer) {
		return create(peer, ConnectionProvider.newConnection()).protocol(HttpProtocol.HTTP11)
			.secure((spec) -> spec.sslContext(this.tls.http1Client(peer.identity()))
				.handshakeTimeout(HANDSHAKE_TIMEOUT));
	}

	// Reactor Netty drops TLS without a word when a URI says http.
	private static void requireTls(Connection connection) {
		if (!ConnectionCertificates.isTls(connection.channel())) {
			throw new IllegalStateException("A request to a peer would have left in plaintext");
		}
	}

	// The peer could only refuse an expired SVID, which looks as if the peer were to
	// blame.
	private Mono<? extends Connection> withValidIdentity(Peer peer, Mono<? extends Connection> connection) {
		return this.source.current()
			.map(SvidSnapshot::notAfter)
			.filter((end) -> !this.clock.instant().isBefore(end))
			.<Mono<? extends Connection>>map(
					(end) -> Mono.error(new PeerException.OwnIdentityExpired(peer.name(), end)))
			.orElseGet(() -> named(peer, connection));
	}

	private static Mono<? extends Connection> named(Peer peer, Mono<? extends Connection> connection) {
		return connection.onErrorMap((error) -> TransportFailure.name(peer.name(), error));
	}

}
