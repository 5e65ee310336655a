package io.cosymesh.system;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes on the bytes of every connection to another port, as a name does that leads to
 * the wrong address.
 */
final class Relay implements AutoCloseable {

	private final ServerSocket server;

	private final int target;

	private final AtomicInteger connections = new AtomicInteger();

	Relay(int port, int target) throws IOException {
		this.server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
		this.target = target;
		Thread.ofVirtual().start(this::serve);
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				this.connections.incrementAndGet();
				Socket pod = new Socket(InetAddress.getLoopbackAddress(), this.target);
				Thread.ofVirtual().start(() -> copy(client, pod));
				Thread.ofVirtual().start(() -> copy(pod, client));
			}
			catch (IOException ex) {
				// Nobody there, or the end of the test.
				continue;
			}
		}
	}

	private static void copy(Socket from, Socket to) {
		try (from; to; InputStream in = from.getInputStream()) {
			in.transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// One end hung up; so does the other.
			return;
		}
	}

	int connections() {
		return this.connections.get();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
