package io.cosymesh.system;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;
import org.jspecify.annotations.Nullable;

/**
 * Sends request targets exactly as they are given, which no HTTP client does.
 */
final class RawCaller implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	// Their answers have to fit the window that nobody opens any further.
	private static final int REQUESTS_PER_CONNECTION = 60;

	private final RawTls server;

	private final String[] headers;

	private @Nullable RawHttp1 http1;

	private @Nullable RawHttp2 http2;

	private int requests;

	/**
	 * Creates a caller.
	 * @param server where to
	 * @param headers names and values that each request has
	 */
	RawCaller(RawTls server, String... headers) {
		this.server = server;
		this.headers = headers.clone();
	}

	/**
	 * Returns the status of the answer over HTTP/1.1, empty if the server hung up.
	 */
	Optional<Integer> http1(String method, String target) throws IOException {
		StringBuilder request = new StringBuilder("%s %s HTTP/1.1\r\nHost: localhost\r\n".formatted(method, target));
		for (int i = 0; i < this.headers.length; i += 2) {
			request.append(this.headers[i]).append(": ").append(this.headers[i + 1]).append("\r\n");
		}
		request.append("Content-Length: 0\r\n\r\n");
		if (this.http1 == null) {
			this.http1 = this.server.http1();
		}
		Optional<Integer> status = this.http1.sendOrGiveUp(request.toString())
				? this.http1.answer().map(RawHttp1.Answer::status) : Optional.empty();
		// What could not be read ends the connection.
		if (status.filter((code) -> code != 400).isEmpty()) {
			this.http1.close();
			this.http1 = null;
		}
		return status;
	}

	/**
	 * Returns the status of the answer over HTTP/2, empty if the server reset the stream
	 * or hung up.
	 */
	Optional<Integer> http2(String method, String target) throws IOException {
		RawHttp2 open = connection();
		try {
			Optional<Integer> status = open.status(open.request(method, target, this.headers), PATIENCE);
			if (status.isEmpty()) {
				forget();
			}
			return status;
		}
		catch (SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			forget();
			return Optional.empty();
		}
	}

	private RawHttp2 connection() throws IOException {
		if (this.http2 == null || ++this.requests > REQUESTS_PER_CONNECTION) {
			forget();
			this.requests = 0;
			this.http2 = this.server.http2();
		}
		return this.http2;
	}

	private void forget() {
		if (this.http2 != null) {
			this.http2.close();
			this.http2 = null;
		}
	}

	@Override
	public void close() {
		forget();
		if (this.http1 != null) {
			this.http1.close();
		}
	}

}
