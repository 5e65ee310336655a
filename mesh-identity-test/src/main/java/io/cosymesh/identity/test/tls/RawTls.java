package io.cosymesh.identity.test.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.cosymesh.identity.test.TestSvid;

/**
 * How an attacker opens connections to a port of this machine: with whatever certificate,
 * protocol or cipher they like, to whatever server answers, and with the TLS sessions of
 * the connections before.
 *
 * @param port the port
 * @param context what to present, and the sessions
 * @param protocols TLS versions to offer, none for the JDK's
 * @param ciphers cipher suites to offer, none for the JDK's
 */
public record RawTls(int port, SSLContext context, List<String> protocols, List<String> ciphers) {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** Handshakes wait their turn at a server that is being flooded. */
	private static final Duration HANDSHAKE = Duration.ofMinutes(1);

	public RawTls {
		protocols = List.copyOf(protocols);
		ciphers = List.copyOf(ciphers);
	}

	/**
	 * Returns connections without a certificate.
	 * @param port the port
	 */
	public static RawTls to(int port) {
		return new RawTls(port, presenting(), List.of(), List.of());
	}

	/**
	 * Returns the same with a certificate.
	 * @param svid what to present, good or bad
	 */
	public RawTls as(TestSvid svid) {
		return new RawTls(this.port, presenting(new FixedKeyManager(svid)), this.protocols, this.ciphers);
	}

	/**
	 * Returns the same with these TLS versions alone.
	 * @param versions such as {@code TLSv1.2}
	 */
	public RawTls offering(String... versions) {
		return new RawTls(this.port, this.context, List.of(versions), this.ciphers);
	}

	/**
	 * Returns the same with these cipher suites alone.
	 * @param suites their names
	 */
	public RawTls ciphering(String... suites) {
		return new RawTls(this.port, this.context, this.protocols, List.of(suites));
	}

	/**
	 * Connects by HTTP/1.1.
	 * @throws IOException if the handshake is refused, or the connection
	 */
	public RawHttp1 http1() throws IOException {
		return new RawHttp1(connect("http/1.1"));
	}

	/**
	 * Connects by HTTP/2.
	 * @throws IOException if the handshake is refused, or the connection
	 */
	public RawHttp2 http2() throws IOException {
		return new RawHttp2(connect("h2"));
	}

	/**
	 * Connects and shakes hands.
	 * @param applicationProtocol what to offer by ALPN
	 * @throws IOException if the handshake is refused, or the connection
	 */
	public SSLSocket connect(String applicationProtocol) throws IOException {
		InetAddress here = InetAddress.getLoopbackAddress();
		Socket plain = new Socket();
		try {
			plain.connect(new InetSocketAddress(here, this.port), (int) PATIENCE.toMillis());
			plain.setSoTimeout((int) HANDSHAKE.toMillis());
			SSLSocket socket = (SSLSocket) this.context.getSocketFactory()
				.createSocket(plain, "localhost", this.port, true);
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setApplicationProtocols(new String[] { applicationProtocol });
			if (!this.protocols.isEmpty()) {
				parameters.setProtocols(this.protocols.toArray(String[]::new));
			}
			if (!this.ciphers.isEmpty()) {
				parameters.setCipherSuites(this.ciphers.toArray(String[]::new));
			}
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			socket.setSoTimeout((int) PATIENCE.toMillis());
			return socket;
		}
		catch (IOException ex) {
			plain.close();
			throw ex;
		}
	}

	private static SSLContext presenting(KeyManager... identity) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(identity, new TrustManager[] { new AnyPeer() }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
