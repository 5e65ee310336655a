package io.cosymesh.mesh.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiPredicate;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import reactor.netty.Connection;
import reactor.netty.resources.ConnectionProvider.ConnectionMetadata;

import io.cosymesh.identity.bundle.TrustBundles;
import io.cosymesh.identity.svid.Standing;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.tls.ConnectionCertificates;

/**
 * Decides when a pooled connection has had its day. It takes no new request after 35 to
 * 50 % of what its certificates had left at the handshake, so that a request never
 * travels on an expired SVID. When either certificate's authority is tainted it retires
 * within half a minute, when it is revoked at once. Requests in flight are not touched.
 */
final class ConnectionLife implements BiPredicate<Connection, ConnectionMetadata> {

	private static final AttributeKey<Instant> END = AttributeKey.valueOf(ConnectionLife.class, "end");

	private static final AttributeKey<Judgement> JUDGEMENT = AttributeKey.valueOf(ConnectionLife.class, "judgement");

	private static final long MAX_IDLE_MILLIS = 60_000;

	private static final Duration MOST_WHEN_TAINTED = Duration.ofSeconds(30);

	private static final int LEAST_PERMILLE = 350;

	private static final int SPREAD_PERMILLE = 150;

	private final SvidSource source;

	private final InstantSource clock;

	ConnectionLife(SvidSource source, InstantSource clock) {
		this.source = source;
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
		return metadata.idleTime() >= MAX_IDLE_MILLIS || !now.isBefore(end(connection.channel(), now, metadata))
				|| !now.isBefore(retirement(connection.channel(), now));
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

	private Instant retirement(Channel channel, Instant now) {
		Optional<TrustBundles> bundles = this.source.current().map(SvidSnapshot::bundles);
		if (bundles.isEmpty()) {
			return Instant.MIN;
		}
		Judgement known = channel.attr(JUDGEMENT).get();
		// Asked for every connection of a pool with every request: nothing is read twice.
		if (known != null && known.bundles().equals(bundles.get())) {
			return known.end();
		}
		Optional<ConnectionCertificates> certificates = ConnectionCertificates.of(channel);
		if (certificates.isEmpty()) {
			return Instant.MIN;
		}
		Judgement judgement = new Judgement(bundles.get(), switch (judge(certificates.get(), bundles.get(), now)) {
			case Standing.Sound _ -> (known != null) ? known.end() : Instant.MAX;
			// Whoever connects under a taint can't do better by connecting once more.
			case Standing.Tainted _ ->
				(known != null) ? earlier(known.end(), now.plus(part(channel, MOST_WHEN_TAINTED))) : Instant.MAX;
			case Standing.Refused _ -> Instant.MIN;
		});
		channel.attr(JUDGEMENT).set(judgement);
		return judgement.end();
	}

	private static Standing judge(ConnectionCertificates certificates, TrustBundles bundles, Instant now) {
		Standing own = Standing.of(certificates.localChain(), bundles, now);
		Standing peers = Standing.of(certificates.peerChain(), bundles, now);
		return (own instanceof Standing.Refused || peers instanceof Standing.Sound) ? own : peers;
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

	private static Duration part(Channel channel, Duration most) {
		return most.multipliedBy(Math.floorMod(channel.id().hashCode(), 1000)).dividedBy(1000);
	}

	// The channel's id is random, so connections opened together don't end together.
	private static Duration share(Channel channel, Duration left) {
		int permille = LEAST_PERMILLE + Math.floorMod(channel.id().hashCode(), SPREAD_PERMILLE);
		return left.multipliedBy(permille).dividedBy(1000);
	}

	/**
	 * What came of holding a connection's certificates against the bundles.
	 *
	 * @param bundles the bundles
	 * @param end when the connection is to retire
	 */
	private record Judgement(TrustBundles bundles, Instant end) {
	}

}
