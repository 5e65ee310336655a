package io.cosymesh.mesh.tls;

import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLException;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.mesh.tls.HandshakeListener.RefusedHandshake;

/**
 * Logs the handshakes that failed before a certificate could be judged: no certificate,
 * an old protocol, no TLS at all. Refused certificates are logged where they are refused.
 */
@Sharable
public final class HandshakeFailures extends ChannelInboundHandlerAdapter {

	private static final Logger log = LoggerFactory.getLogger(HandshakeFailures.class);

	private static final Map<String, String> DETAILS = Map.of("not-tls", "What came was no TLS", "handshake-too-slow",
			"The handshake took too long", "no-certificate", "The caller showed no certificate", "unsupported-protocol",
			"The caller doesn't speak TLS 1.3", "refused-by-peer", "The caller refused this service's certificate");

	private final List<HandshakeListener> listeners;

	HandshakeFailures(List<HandshakeListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	/**
	 * Watches every connection of a server.
	 * @param server the server
	 * @return the server, watched
	 */
	public HttpServer watch(HttpServer server) {
		return server.doOnChannelInit((_, channel, _) -> watch(channel));
	}

	private void watch(Channel channel) {
		channel.pipeline().addAfter(NettyPipeline.SslReader, "cosymesh.handshakeFailures", this);
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
		if (event instanceof SslHandshakeCompletionEvent handshake) {
			context.pipeline().remove(this);
			if (!handshake.isSuccess()) {
				reasonOf(handshake.cause()).ifPresent((reason) -> refused(reason, context.channel().remoteAddress()));
			}
		}
		super.userEventTriggered(context, event);
	}

	private void refused(String reason, @Nullable SocketAddress remote) {
		log.warn("event=handshake-refused peer=- role=client reason={} remote={}", reason, remote);
		RefusedHandshake refused = new RefusedHandshake(true, null, String.valueOf(remote).replaceFirst("^/", ""),
				reason, DETAILS.getOrDefault(reason, "The TLS handshake failed"));
		this.listeners.forEach((listener) -> listener.refused(refused));
	}

	// Whoever hangs up early, as port scans and health checks do, is not worth a line.
	private static Optional<String> reasonOf(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SvidRefusedException) {
				return Optional.empty();
			}
		}
		return (failure instanceof SSLException) ? Optional.of(classify(failure)) : Optional.empty();
	}

	private static String classify(Throwable failure) {
		if (failure instanceof NotSslRecordException) {
			return "not-tls";
		}
		if (failure instanceof SslHandshakeTimeoutException) {
			return "handshake-too-slow";
		}
		String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
		if (message.contains("peer_did_not_return_a_certificate") || message.contains("empty client certificate")) {
			return "no-certificate";
		}
		if (message.contains("unsupported_protocol") || message.contains("protocol version")
				|| message.contains("client requested protocol")) {
			return "unsupported-protocol";
		}
		return message.contains("alert") ? "refused-by-peer" : "tls-failure";
	}

}
