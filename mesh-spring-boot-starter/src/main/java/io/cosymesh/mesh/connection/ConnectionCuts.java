package io.cosymesh.mesh.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import io.spiffe.spiffeid.SpiffeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.tls.PeerCertificates;
import io.cosymesh.mesh.tls.ConnectionCertificates;

/**
 * Says and counts which connections and streams were cut off, once each.
 */
final class ConnectionCuts {

	private static final Logger log = LoggerFactory.getLogger(ConnectionCuts.class);

	private static final AttributeKey<Boolean> SAID = AttributeKey.valueOf(ConnectionCuts.class, "said");

	// For a last frame that says why, to a peer who still listens.
	private static final Duration FAREWELL = Duration.ofSeconds(1);

	private final MeterRegistry meters;

	ConnectionCuts(MeterRegistry meters) {
		this.meters = meters;
	}

	void say(Channel channel, String reason) {
		if (channel.attr(SAID).getAndSet(true) != null) {
			return;
		}
		Channel connection = (channel instanceof Http2StreamChannel stream) ? stream.parent() : channel;
		String peer = ConnectionCertificates.of(connection)
			.flatMap((certificates) -> PeerCertificates.claimedIdOf(certificates.peer()))
			.map(SpiffeId::toString)
			.orElse("-");
		log.warn("event=cut-off what={} peer={} remote={} reason={}", (channel == connection) ? "connection" : "stream",
				peer, connection.remoteAddress(), reason);
		count(reason);
	}

	void count(String reason) {
		this.meters.counter("cosymesh.server.cut.off", "reason", reason).increment();
	}

	static void close(Channel channel) {
		channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
	}

	/**
	 * Closes a connection that is past saving, without waiting for a peer who doesn't
	 * read.
	 */
	static void closeSoon(Channel connection) {
		connection.eventLoop()
			.schedule(() -> close(connection), FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
			.addListener((done) -> {
				if (!done.isSuccess()) {
					close(connection);
				}
			});
	}

}
