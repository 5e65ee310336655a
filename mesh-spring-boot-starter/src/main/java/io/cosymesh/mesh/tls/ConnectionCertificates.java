package io.cosymesh.mesh.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * The two certificate chains that a connection was opened with, as they were presented.
 *
 * @param localChain chain of this side, leaf first
 * @param peerChain chain of the other side, leaf first
 */
public record ConnectionCertificates(List<X509Certificate> localChain, List<X509Certificate> peerChain) {

	public ConnectionCertificates {
		localChain = List.copyOf(localChain);
		peerChain = List.copyOf(peerChain);
	}

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
			List<X509Certificate> local = chain(session.getLocalCertificates());
			List<X509Certificate> peer = chain(session.getPeerCertificates());
			return (local.isEmpty() || peer.isEmpty()) ? Optional.empty()
					: Optional.of(new ConnectionCertificates(local, peer));
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
	 * Returns the leaf of the other side.
	 * @return its certificate
	 */
	public X509Certificate peer() {
		return this.peerChain.getFirst();
	}

	/**
	 * Returns when the connection stops being backed by both certificates.
	 * @return the earlier expiry
	 */
	public Instant expiry() {
		Instant own = this.localChain.getFirst().getNotAfter().toInstant();
		Instant other = peer().getNotAfter().toInstant();
		return own.isBefore(other) ? own : other;
	}

	private static @Nullable SslHandler handlerOf(Channel channel) {
		SslHandler handler = channel.pipeline().get(SslHandler.class);
		return (handler == null && channel.parent() != null) ? channel.parent().pipeline().get(SslHandler.class)
				: handler;
	}

	private static List<X509Certificate> chain(Certificate @Nullable [] chain) {
		return (chain == null) ? List.of()
				: Arrays.stream(chain)
					.filter(X509Certificate.class::isInstance)
					.map(X509Certificate.class::cast)
					.toList();
	}

}
