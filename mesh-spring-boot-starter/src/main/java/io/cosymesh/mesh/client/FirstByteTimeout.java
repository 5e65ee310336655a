package io.cosymesh.mesh.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.AttributeKey;
import reactor.netty.Connection;

/**
 * Bounds the silence between a request and the first byte of its answer. What follows may
 * pause as long as it likes: a listener who stops a player stops the stream, too.
 */
final class FirstByteTimeout {

	private static final String HANDLER = "cosymesh.firstByteTimeout";

	private static final AttributeKey<Boolean> ANSWERED = AttributeKey.valueOf(FirstByteTimeout.class, "answered");

	private FirstByteTimeout() {
	}

	static void requestStarted(Connection connection) {
		connection.channel().attr(ANSWERED).set(Boolean.FALSE);
	}

	static void requestSent(Connection connection, Duration timeout) {
		if (!Boolean.TRUE.equals(connection.channel().attr(ANSWERED).get())) {
			connection.addHandlerLast(HANDLER, new ReadTimeoutHandler(timeout.toMillis(), TimeUnit.MILLISECONDS));
		}
	}

	static void answered(Connection connection) {
		connection.channel().attr(ANSWERED).set(Boolean.TRUE);
		if (connection.channel().pipeline().get(HANDLER) != null) {
			connection.removeHandler(HANDLER);
		}
	}

}
