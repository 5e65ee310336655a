package io.cosymesh.mesh.connection;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;

/**
 * Says in a line why the codec gave up an HTTP/2 connection, where there would be a stack
 * trace for some and nothing for others, and lets no peer delay the end by not reading.
 */
final class Http2Failures extends ChannelInboundHandlerAdapter {

	private final ConnectionCuts cuts;

	private Http2Failures(ConnectionCuts cuts) {
		this.cuts = cuts;
	}

	static void watch(Channel connection, Http2FrameCodec codec, ConnectionCuts cuts) {
		Http2Failures failures = new Http2Failures(cuts);
		codec.connection().addListener(failures.farewells(connection));
		connection.pipeline().addLast("cosymesh.http2Failures", failures);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
		if (!isTold(failure)) {
			context.fireExceptionCaught(failure);
		}
	}

	private static boolean isTold(Throwable failure) {
		return switch (failure) {
			case Http2Exception violation -> !Http2Exception.isStreamError(violation);
			// The peer went without a farewell, which its streams are told.
			case IOException _ -> true;
			default -> false;
		};
	}

	private Http2ConnectionAdapter farewells(Channel connection) {
		return new Http2ConnectionAdapter() {

			@Override
			public void onGoAwaySent(int lastStreamId, long errorCode, ByteBuf debugData) {
				if (errorCode != Http2Error.NO_ERROR.code()) {
					Http2Failures.this.cuts.say(connection, reasonOf(errorCode));
					ConnectionCuts.closeSoon(connection);
				}
			}

		};
	}

	static String reasonOf(long errorCode) {
		return "http2-" + Optional.ofNullable(Http2Error.valueOf(errorCode))
			.map((error) -> error.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.orElse("error");
	}

}
