package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.AttributeKey;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;

/**
 * Bounds the silence between a request and the first byte of its answer, and how long a
 * peer may take nothing of the request. What follows may pause as long as its listener
 * does.
 */
public final class FirstByteTimeout {

	private static final String HANDLER = "cosymesh.firstByteTimeout";

	private static final String SENDING = "cosymesh.sendingTimeout";

	private static final AttributeKey<Boolean> ANSWERED = AttributeKey.valueOf(FirstByteTimeout.class, "answered");

	private static final AttributeKey<Duration> TIMEOUT = AttributeKey.valueOf(FirstByteTimeout.class, "timeout");

	private FirstByteTimeout() {
	}

	/**
	 * Makes a client watch its requests.
	 * @param client the client
	 * @param timeout what holds for requests that say nothing else, zero for no limit
	 * @return the client with the limit
	 */
	public static HttpClient on(HttpClient client, Duration timeout) {
		return client.doOnRequest((_, connection) -> requestStarted(connection, timeout))
			.doAfterRequest((_, connection) -> requestSent(connection))
			.doOnResponse((_, connection) -> answered(connection));
	}

	static void set(Connection connection, Duration timeout) {
		connection.channel().attr(TIMEOUT).set(timeout);
		remove(connection, SENDING);
		if (timeout.isPositive()) {
			connection.addHandlerLast(SENDING, new WriteTimeoutHandler(timeout.toMillis(), TimeUnit.MILLISECONDS));
		}
	}

	private static void requestStarted(Connection connection, Duration timeout) {
		connection.channel().attr(ANSWERED).set(Boolean.FALSE);
		set(connection, timeout);
	}

	private static void requestSent(Connection connection) {
		Duration timeout = connection.channel().attr(TIMEOUT).get();
		if (!Boolean.TRUE.equals(connection.channel().attr(ANSWERED).get()) && timeout.isPositive()) {
			connection.addHandlerLast(HANDLER, new ReadTimeoutHandler(timeout.toMillis(), TimeUnit.MILLISECONDS));
		}
	}

	private static void answered(Connection connection) {
		connection.channel().attr(ANSWERED).set(Boolean.TRUE);
		remove(connection, HANDLER);
		remove(connection, SENDING);
	}

	private static void remove(Connection connection, String handler) {
		if (connection.channel().pipeline().get(handler) != null) {
			connection.removeHandler(handler);
		}
	}

}
