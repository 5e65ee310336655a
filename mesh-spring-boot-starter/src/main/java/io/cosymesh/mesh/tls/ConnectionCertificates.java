package io.cosymesh.mesh.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * The two certificates that a connection was opened with.
 *
 * @param local leaf of this side
 * @param peer leaf of the other side
 */
public record ConnectionCertificates(X509Certificate local, X509Certificate peer) {

	/**
	 * Reads the certificates of a connection.
	 * @param channel the connection, or one of its HTTP/2 streams
	 * @return its certificates, empty if it isn't mutual TLS or the handshake isn't done
	 */
	public static Optional<ConnectionCertificates> of(Channel channel) {
		SslHandler handler = handlerOf(channel);
		if (handler == null) {
			return Optional.empty();
		}
		SSLSession session = handler.engine().getSession();
		try {
			return (leaf(session.getLocalCertificates()) instanceof X509Certificate local
					&& leaf(session.getPeerCertificates()) instanceof X509Certificate peer)
							? Optional.of(new ConnectionCertificates(local, peer)) : Optional.empty();
		}
		catch (SSLPeerUnverifiedException _) {
			return Optional.empty();
		}
	}

	/**
	 * Tells whether a connection is encrypted at all.
	 * @param channel the connection, or one of its HTTP/2 streams
	 * @return whether it is
	 */
	public static boolean isTls(Channel channel) {
		return handlerOf(channel) != null;
	}

	/**
	 * Returns when the connection stops being backed by both certificates.
	 * @return the earlier expiry
	 */
	public Instant expiry() {
		Instant own = this.local.getNotAfter().toInstant();
		Instant other = this.peer.getNotAfter().toInstant();
		return own.isBefore(other) ? own : other;
	}

	private static @Nullable SslHandler handlerOf(Channel channel) {
		SslHandler handler = channel.pipeline().get(SslHandler.class);
		return (handler == null && channel.parent() != null) ? channel.parent().pipeline().get(SslHandler.class)
				: handler;
	}

	private static @Nullable Certificate leaf(Certificate @Nullable [] chain) {
		return (chain != null && chain.length > 0) ? chain[0] : null;
	}

}
