package io.cosymesh.compose;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Somebody in a container of their own who has no SVID and trusts anybody. It runs there,
 * by the image's own Java, and ends with a code that says how far it got.
 */
final class Outsider {

	/** Nobody listens. */
	static final int NO_PORT = 10;

	/** Somebody listens, and answers neither plaintext nor TLS without an SVID. */
	static final int REFUSED = 11;

	/** Somebody answered. */
	static final int ANSWERED = 12;

	private static final int PATIENCE = 3000;

	private static final String REQUEST = "GET /mesh/policy HTTP/1.1\r\nHost: peer\r\nConnection: close\r\n\r\n";

	private Outsider() {
	}

	/**
	 * Tries one port.
	 * @param args host and port
	 */
	public static void main(String[] args) throws Exception {
		String host = args[0];
		int port = Integer.parseInt(args[1]);
		boolean answered = plaintext(host, port) || tls(host, port);
		System.exit(answered ? ANSWERED : listens(host, port) ? REFUSED : NO_PORT);
	}

	private static boolean listens(String host, int port) {
		try (Socket socket = connect(new Socket(), host, port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean plaintext(String host, int port) {
		try (Socket socket = connect(new Socket(), host, port)) {
			return answer(socket);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean tls(String host, int port) throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new Credulous() }, null);
		try (SSLSocket socket = (SSLSocket) connect(context.getSocketFactory().createSocket(), host, port)) {
			socket.startHandshake();
			return answer(socket);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean answer(Socket socket) throws IOException {
		socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
		byte[] begin = socket.getInputStream().readNBytes(5);
		return new String(begin, StandardCharsets.US_ASCII).equals("HTTP/");
	}

	private static Socket connect(Socket socket, String host, int port) throws IOException {
		socket.connect(new InetSocketAddress(host, port), PATIENCE);
		socket.setSoTimeout(PATIENCE);
		return socket;
	}

	private static final class Credulous implements X509TrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
