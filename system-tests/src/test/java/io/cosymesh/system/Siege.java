package io.cosymesh.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

import javax.net.ssl.SSLSocket;

import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who takes as much of a server as it gives: all at once by floods, and over
 * time by slowness.
 */
final class Siege implements AutoCloseable {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final int FLOODS = 2;

	private static final int FRAMES = 20_000;

	private static final int SLOW = 10;

	// A few less than end a connection.
	private static final int RESETS = 190;

	private static final byte[] CANCEL = { 0, 0, 0, 8 };

	private final RawTls server;

	private final String[] headers;

	private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

	private final List<RawHttp1> trickling = new ArrayList<>();

	private final List<AutoCloseable> readers = new CopyOnWriteArrayList<>();

	/**
	 * Creates a siege.
	 * @param server what to besiege
	 * @param headers names and values that get a request past whoever looks at it
	 */
	Siege(RawTls server, String... headers) {
		this.server = server;
		this.headers = headers.clone();
	}

	/**
	 * Opens streams and resets them at once, until the server ends the connection.
	 */
	void resetRapidly() throws IOException {
		for (int i = 0; i < FLOODS; i++) {
			flood(this::reset);
		}
	}

	/**
	 * Opens streams and resets them at once, as fast as it can.
	 * @param times how many on each of some connections
	 */
	void resetRapidly(int times) throws IOException {
		for (int i = 0; i < FLOODS; i++) {
			try (RawHttp2 connection = new RawHttp2(open("h2"))) {
				for (int sent = 0; sent < times; sent++) {
					reset(connection);
				}
			}
		}
	}

	private void reset(RawHttp2 connection) throws IOException {
		int stream = connection.request("GET", "/api/v1/engine", this.headers);
		connection.send(Http2FrameTypes.RST_STREAM, 0, stream, CANCEL);
	}

	/**
	 * Has work begun behind the server and takes it back, a stream after the other, as
	 * often as a connection may, on several connections.
	 * @param begun tells how many were begun
	 */
	void resetInFlight(IntSupplier begun) throws IOException {
		byte[] part = "--b\r\n".getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < FLOODS; i++) {
			try (RawHttp2 connection = new RawHttp2(open("h2"))) {
				for (int sent = 0; sent < RESETS; sent++) {
					int stream = connection.newStream();
					int before = begun.getAsInt();
					connection.send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, stream,
							connection.block("POST", "/api/v1/clone", upload()));
					connection.send(Http2FrameTypes.DATA, 0, stream, part);
					Awaitility.await()
						.atMost(SOON)
						.pollDelay(Duration.ZERO)
						.pollInterval(Duration.ofMillis(1))
						.until(() -> begun.getAsInt() > before);
					connection.send(Http2FrameTypes.RST_STREAM, 0, stream, CANCEL);
				}
			}
		}
	}

	private String[] upload() {
		String[] all = Arrays.copyOf(this.headers, this.headers.length + 2);
		all[this.headers.length] = "content-type";
		all[this.headers.length + 1] = "multipart/form-data; boundary=b";
		return all;
	}

	/**
	 * Sends headers that never end, by both protocols.
	 */
	void sendHeadersWithoutEnd() throws IOException {
		byte[] more = new byte[1000];
		for (int i = 0; i < FLOODS; i++) {
			flood((connection) -> {
				int stream = connection.newStream();
				connection.send(Http2FrameTypes.HEADERS, 0, stream, connection.block("GET", "/api/v1/engine"));
				for (int sent = 0; sent < FRAMES; sent++) {
					connection.send(Http2FrameTypes.CONTINUATION, 0, stream, more);
				}
			});
			try (RawHttp1 connection = new RawHttp1(open("http/1.1"))) {
				connection.send("GET /api/v1/engine HTTP/1.1\r\nHost: x\r\n");
				int sent = 0;
				while (sent < FRAMES && connection.sendOrGiveUp("X-%d: x\r\n".formatted(sent))) {
					sent++;
				}
				assertThat(connection.isEndedWithin(SOON)).isTrue();
			}
		}
	}

	/**
	 * Begins requests that are to come a byte at a time.
	 */
	void beginToTrickle() throws IOException {
		for (int i = 0; i < SLOW; i++) {
			this.trickling.add(new RawHttp1(open("http/1.1")).send("GET /api/v1/engine HTTP/1.1\r\nX: "));
			RawHttp2 http2 = new RawHttp2(open("h2"));
			this.readers.add(http2);
			http2.send(Http2FrameTypes.HEADERS, 0, http2.newStream(), http2.block("GET", "/api/v1/engine"));
		}
	}

	/**
	 * Sends a byte now and then until the server has ended each of these connections.
	 */
	void trickle() {
		Awaitility.await()
			.atMost(SOON)
			.pollInterval(Duration.ofMillis(500))
			.until(() -> this.trickling.stream().filter((slow) -> slow.sendOrGiveUp("x")).findAny().isEmpty());
	}

	/**
	 * Asks for more than fits a window, or all buffers in between, and takes nothing.
	 */
	void readNothing(String path) throws IOException {
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < this.headers.length; i += 2) {
			lines.append(this.headers[i]).append(": ").append(this.headers[i + 1]).append("\r\n");
		}
		for (int i = 0; i < SLOW; i++) {
			RawHttp2 http2 = new RawHttp2(open("h2"));
			this.readers.add(http2);
			http2.request("GET", path, this.headers);
			RawHttp1 http1 = new RawHttp1(open("http/1.1"));
			this.readers.add(http1);
			http1.send("GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(path, lines).repeat(8));
		}
	}

	/**
	 * Opens connections, more than the server takes, and says nothing on them.
	 */
	void hold(int connections) throws IOException {
		for (int i = 0; i < connections; i++) {
			this.readers.add(open("http/1.1"));
		}
	}

	/**
	 * Returns the ports of all its connections, as the server sees them.
	 */
	Set<Integer> ports() {
		return Set.copyOf(this.ports);
	}

	private void flood(Flood flood) throws IOException {
		try (RawHttp2 connection = new RawHttp2(open("h2"))) {
			send(flood, connection);
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
	}

	private static void send(Flood flood, RawHttp2 connection) {
		try {
			for (int sent = 0; sent < FRAMES; sent++) {
				flood.once(connection);
			}
		}
		catch (IOException ex) {
			// The server has had enough, which is what is looked for.
			return;
		}
	}

	private SSLSocket open(String protocol) throws IOException {
		SSLSocket socket = this.server.connect(protocol);
		this.ports.add(socket.getLocalPort());
		return socket;
	}

	@Override
	public void close() throws Exception {
		this.trickling.forEach(RawHttp1::close);
		for (AutoCloseable reader : this.readers) {
			reader.close();
		}
	}

	private interface Flood {

		void once(RawHttp2 connection) throws IOException;

	}

}
