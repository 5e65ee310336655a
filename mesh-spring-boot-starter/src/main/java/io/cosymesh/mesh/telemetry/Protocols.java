package io.cosymesh.mesh.telemetry;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import reactor.netty.Connection;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * Names the protocol that a request came by.
 */
final class Protocols {

	private static final String HTTP_2 = "h2";

	private static final String HTTP_1 = "http/1.1";

	private Protocols() {
	}

	static String of(ServerHttpRequest request) {
		Object raw = ServerHttpRequestDecorator.getNativeRequest(request);
		return (raw instanceof Connection connection) ? of(connection.channel()) : HTTP_1;
	}

	static String of(Channel channel) {
		return (channel instanceof Http2StreamChannel) ? HTTP_2 : HTTP_1;
	}

}
