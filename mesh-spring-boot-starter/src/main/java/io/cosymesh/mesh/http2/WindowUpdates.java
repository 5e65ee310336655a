package io.cosymesh.mesh.http2;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2StreamChannel;
import reactor.netty.Connection;

/**
 * Sends the window updates of an HTTP/2 stream as soon as somebody reads on.
 * <p>
 * Netty writes them in {@code beginRead} but doesn't flush when a read is already under
 * way, which happens whenever a consumer on another thread asks for more. The sender then
 * waits for a window it was never told of, and the stream stalls for good.
 */
@Sharable
public final class WindowUpdates extends ChannelOutboundHandlerAdapter {

	private static final String NAME = "cosymesh.windowUpdates";

	private static final WindowUpdates INSTANCE = new WindowUpdates();

	private WindowUpdates() {
	}

	/**
	 * Sends the updates of a stream without delay; connections of HTTP/1.1 are left
	 * alone.
	 * @param connection a request or its answer
	 */
	public static void flushOn(Connection connection) {
		ChannelPipeline pipeline = connection.channel().pipeline();
		if (connection.channel() instanceof Http2StreamChannel && pipeline.get(NAME) == null) {
			pipeline.addFirst(NAME, INSTANCE);
		}
	}

	@Override
	public void read(ChannelHandlerContext context) {
		context.read();
		context.flush();
	}

}
