package io.cosymesh.mesh.member;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.test.tls.FixedKeyManager;

/**
 * Talks to a member by plain JDK TLS, with whatever certificate it got hold of, and
 * trusts anybody.
 */
final class Attacker {

	private final SSLContext context;

	private final CountingTrust trust = new CountingTrust();

	private Attacker(KeyManager[] identity) {
		try {
			this.context = SSLContext.getInstance("TLS");
			this.context.init(identity, new TrustManager[] { this.trust }, new SecureRandom());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Attacker with(TestSvid svid) {
		return new Attacker(new KeyManager[] { new FixedKeyManager(svid) });
	}

	static Attacker withoutCertificate() {
		return new Attacker(new KeyManager[0]);
	}

	int fullHandshakes() {
		return this.trust.calls.get();
	}

	/**
	 * Sends a request and returns the status line, throwing what TLS throws.
	 */
	String get(int port, String path, String... protocols) throws IOException {
		return send(port, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path), protocols);
	}

	String send(int port, String request, String... protocols) throws IOException {
		try (SSLSocket socket = (SSLSocket) this.context.getSocketFactory().createSocket("127.0.0.1", port)) {
			socket.setSoTimeout(10_000);
			if (protocols.length > 0) {
				socket.setEnabledProtocols(protocols);
			}
			socket.startHandshake();
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			byte[] answer = socket.getInputStream().readAllBytes();
			if (answer.length == 0) {
				throw new IOException("closed without an answer");
			}
			return new String(answer, StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
		}
	}

	static String plaintext(int port) {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class CountingTrust extends X509ExtendedTrustManager {

		private final AtomicInteger calls = new AtomicInteger();

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
			this.calls.incrementAndGet();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
			this.calls.incrementAndGet();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
			this.calls.incrementAndGet();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
			this.calls.incrementAndGet();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
			this.calls.incrementAndGet();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
			this.calls.incrementAndGet();
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
