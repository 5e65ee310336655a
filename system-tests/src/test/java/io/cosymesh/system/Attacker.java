package io.cosymesh.system;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.cosymesh.identity.test.TestKeys;
import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.test.tls.FixedKeyManager;

/**
 * Somebody who knocks at a port with whatever certificate they have, and takes any
 * server.
 *
 * @param svid what they present
 */
record Attacker(TestSvid svid) {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	static Attacker withoutCertificate() {
		return new Attacker(new TestSvid(List.of(), TestKeys.p256().getPrivate()));
	}

	/**
	 * Sends a request and returns the status, or throws what TLS said.
	 */
	int request(int port, String method, String path) throws IOException {
		return request(port, "TLSv1.3", method, path);
	}

	int request(int port, String protocol, String method, String path) throws IOException {
		try (Socket plain = new Socket()) {
			plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
			plain.setSoTimeout((int) PATIENCE.toMillis());
			try (SSLSocket socket = (SSLSocket) context().getSocketFactory()
				.createSocket(plain, "localhost", port, false)) {
				socket.setEnabledProtocols(new String[] { protocol });
				socket.startHandshake();
				socket.getOutputStream()
					.write("%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
						.formatted(method, path)
						.getBytes(StandardCharsets.US_ASCII));
				socket.getOutputStream().flush();
				return status(socket.getInputStream());
			}
		}
	}

	private static int status(InputStream in) throws IOException {
		// With TLS 1.3 a refused client learns so only here.
		String line = new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
		if (!line.startsWith("HTTP/1.1 ")) {
			throw new IOException("closed without an answer");
		}
		return Integer.parseInt(line.substring("HTTP/1.1 ".length()));
	}

	SSLContext context() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(new KeyManager[] { new FixedKeyManager(this.svid) }, new TrustManager[] { new Anybody() },
					null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Takes any certificate: attackers don't care.
	 */
	private static final class Anybody extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
