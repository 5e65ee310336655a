package io.cosymesh.mesh.http2;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import reactor.netty.Connection;

/**
 * Remembers of a stream that the peer refused it unseen, by REFUSED_STREAM or because it
 * came after the GOAWAY (RFC 9113, 8.7): such a request may be sent again whatever it is.
 */
@Sharable
public final class RefusedStreams extends ChannelInboundHandlerAdapter {

	private static final String NAME = "cosymesh.refusedStreams";

	private static final AttributeKey<Boolean> REFUSED = AttributeKey.valueOf(RefusedStreams.class, "refused");

	private static final RefusedStreams INSTANCE = new RefusedStreams();

	private RefusedStreams() {
	}

	/**
	 * Watches a stream; connections of HTTP/1.1 have no such thing.
	 * @param connection a request
	 */
	public static void watch(Connection connection) {
		ChannelPipeline pipeline = connection.channel().pipeline();
		if (connection.channel() instanceof Http2StreamChannel && pipeline.get(NAME) == null) {
			pipeline.addFirst(NAME, INSTANCE);
		}
	}

	/**
	 * Returns whether the peer refused the stream.
	 * @param stream channel of the request
	 * @return whether it never looked at it
	 */
	public static boolean contains(Channel stream) {
		return Boolean.TRUE.equals(stream.attr(REFUSED).get());
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof Http2GoAwayFrame
				|| (event instanceof Http2ResetFrame reset && reset.errorCode() == Http2Error.REFUSED_STREAM.code())) {
			context.channel().attr(REFUSED).set(Boolean.TRUE);
		}
		context.fireUserEventTriggered(event);
	}

}
