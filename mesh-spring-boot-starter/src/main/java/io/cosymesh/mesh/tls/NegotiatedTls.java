package io.cosymesh.mesh.tls;

import java.util.Objects;
import java.util.Optional;

import javax.net.ssl.SSLSession;

import io.netty.channel.Channel;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.SslHandler;

/**
 * What the two ends of a connection agreed on.
 *
 * @param protocol version of TLS
 * @param cipher the cipher suite
 * @param group the group of the key exchange, {@code unknown} where the provider doesn't
 * tell: the JDK's doesn't
 */
public record NegotiatedTls(String protocol, String cipher, String group) {

	private static final String UNKNOWN = "unknown";

	/**
	 * Reads it off a connection.
	 * @param connection the connection, not one of its HTTP/2 streams
	 * @return what was agreed on, empty in plaintext or while the handshake goes on
	 */
	public static Optional<NegotiatedTls> of(Channel connection) {
		SslHandler handler = connection.pipeline().get(SslHandler.class);
		return (handler != null && handler.handshakeFuture().isSuccess())
				? Optional.of(of(handler.engine().getSession())) : Optional.empty();
	}

	static NegotiatedTls of(SSLSession session) {
		String group = (session instanceof OpenSslSession openSsl)
				? Objects.requireNonNullElse(openSsl.getNamedGroup(), UNKNOWN) : UNKNOWN;
		return new NegotiatedTls(session.getProtocol(), session.getCipherSuite(), group);
	}

}
