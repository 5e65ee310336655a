package io.cosymesh.mesh.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiPredicate;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import reactor.netty.Connection;
import reactor.netty.resources.ConnectionProvider.ConnectionMetadata;

import io.cosymesh.mesh.tls.ConnectionCertificates;

/**
 * Decides when a pooled connection has had its day. It takes no new request after 35 to
 * 50 % of what its certificates had left at the handshake, so that a request never
 * travels on an expired SVID; requests in flight are not touched.
 */
final class ConnectionLife implements BiPredicate<Connection, ConnectionMetadata> {

	private static final AttributeKey<Instant> END = AttributeKey.valueOf(ConnectionLife.class, "end");

	private static final long MAX_IDLE_MILLIS = 60_000;

	private static final int LEAST_PERMILLE = 350;

	private static final int SPREAD_PERMILLE = 150;

	private final InstantSource clock;

	ConnectionLife(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public boolean test(Connection connection, ConnectionMetadata metadata) {
		// A predicate of one's own replaces the pool's liveness check, so it is part of
		// it.
		if (!connection.channel().isActive() || !connection.isPersistent()) {
			return true;
		}
		Instant now = this.clock.instant();
		return metadata.idleTime() >= MAX_IDLE_MILLIS || !now.isBefore(end(connection.channel(), now, metadata));
	}

	private static Instant end(Channel channel, Instant now, ConnectionMetadata metadata) {
		Instant known = channel.attr(END).get();
		if (known != null) {
			return known;
		}
		Instant opened = now.minusMillis(metadata.lifeTime());
		Instant end = ConnectionCertificates.of(channel)
			.map((certificates) -> opened.plus(share(channel, Duration.between(opened, certificates.expiry()))))
			.orElse(Instant.MIN);
		channel.attr(END).set(end);
		return end;
	}

	// The channel's id is random, so connections opened together don't end together.
	private static Duration share(Channel channel, Duration left) {
		int permille = LEAST_PERMILLE + Math.floorMod(channel.id().hashCode(), SPREAD_PERMILLE);
		return left.multipliedBy(permille).dividedBy(1000);
	}

}
