package io.cosymesh.system;

import java.io.IOException;

import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;

/**
 * Somebody outside who has an API key and sends the gateway any bytes at all.
 *
 * @param gateway connections to the gateway
 * @param key the API key
 */
record Outsider(RawTls gateway, String key) {

	static Outsider of(Cosymesh stack) {
		return new Outsider(RawTls.to(stack.port()), stack.credentials().path("apiKey").asString());
	}

	RawHttp1 http1() throws IOException {
		return this.gateway.http1();
	}

	RawHttp2 http2() throws IOException {
		return this.gateway.http2();
	}

	/**
	 * Returns the lines of a header that say who asks, and which request it is.
	 */
	String lines(String requestId) {
		return "Authorization: Bearer %s\r\nX-Request-Id: %s\r\n".formatted(this.key, requestId);
	}

	/**
	 * Returns the same for HTTP/2, and more.
	 */
	String[] headers(String requestId, String... more) {
		String[] all = new String[4 + more.length];
		all[0] = "authorization";
		all[1] = "Bearer " + this.key;
		all[2] = "x-request-id";
		all[3] = requestId;
		System.arraycopy(more, 0, all, 4, more.length);
		return all;
	}

	@Override
	public String toString() {
		return "Outsider[***]";
	}

}
