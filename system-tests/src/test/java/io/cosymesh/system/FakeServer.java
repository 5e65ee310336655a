package io.cosymesh.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.test.tls.FixedKeyManager;

/**
 * What answers where a service should: it takes every connection and remembers what it
 * got to read.
 */
final class FakeServer implements AutoCloseable {

	private final ServerSocket server;

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicReference<String> read = new AtomicReference<>("");

	private FakeServer(ServerSocket server) {
		this.server = server;
		Thread.ofVirtual().start(this::serve);
	}

	/**
	 * Starts one that shows an SVID.
	 */
	static FakeServer showing(TestSvid svid, int port) throws IOException {
		try {
			SSLContext context = SSLContext.getInstance("TLSv1.3");
			context.init(new KeyManager[] { new FixedKeyManager(svid) }, null, null);
			return new FakeServer(
					context.getServerSocketFactory().createServerSocket(port, 10, InetAddress.getLoopbackAddress()));
		}
		catch (GeneralSecurityException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Starts one that answers in plain text whatever it is asked.
	 */
	static FakeServer inPlaintext(int port) throws IOException {
		return new FakeServer(new ServerSocket(port, 10, InetAddress.getLoopbackAddress()));
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try (Socket client = this.server.accept()) {
				this.connections.incrementAndGet();
				client.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes());
				this.read.accumulateAndGet(new String(client.getInputStream().readNBytes(200)), String::concat);
			}
			catch (IOException ex) {
				// A refused handshake, or the end of the test.
				continue;
			}
		}
	}

	int connections() {
		return this.connections.get();
	}

	/** Returns what it was told once a handshake, if it has one, was over. */
	String read() {
		return this.read.get();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
