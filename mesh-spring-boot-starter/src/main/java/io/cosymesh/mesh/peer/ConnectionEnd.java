package io.cosymesh.mesh.peer;

import java.util.Optional;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2StreamChannel;
import reactor.netty.Connection;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;

/**
 * Ends the connection of a request once its response is out, without cutting streams that
 * are still in flight on it.
 */
final class ConnectionEnd {

	private ConnectionEnd() {
	}

	static void afterResponse(ServerWebExchange exchange) {
		Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
		if (request instanceof Connection connection && connection.channel() instanceof Http2StreamChannel stream) {
			stream.closeFuture().addListener((_) -> goAway(stream.parent()));
			return;
		}
		exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
	}

	/**
	 * Returns the connection that a request came on, or empty when there is none.
	 */
	static Optional<Channel> of(ServerWebExchange exchange) {
		Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
		if (!(request instanceof Connection connection)) {
			return Optional.empty();
		}
		Channel channel = connection.channel();
		return Optional.of((channel instanceof Http2StreamChannel stream) ? stream.parent() : channel);
	}

	private static void goAway(Channel connection) {
		ChannelHandlerContext context = connection.pipeline().context(Http2FrameCodec.class);
		if (context != null && context.handler() instanceof Http2FrameCodec codec) {
			codec.gracefulShutdownTimeoutMillis(-1);
		}
		connection.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
	}

}
