package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.AttributeKey;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;

/**
 * Bounds the silence between a request and the first byte of its answer. What follows may
 * pause as long as its listener does.
 */
public final class FirstByteTimeout {

	private static final String HANDLER = "cosymesh.firstByteTimeout";

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
		if (connection.channel().pipeline().get(HANDLER) != null) {
			connection.removeHandler(HANDLER);
		}
	}

}
