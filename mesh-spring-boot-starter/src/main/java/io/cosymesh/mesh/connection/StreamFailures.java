package io.cosymesh.mesh.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;

/**
 * Says in a line why the codec gave up a stream, where there would be a stack trace. The
 * codec resets the stream right after, so to everybody behind it the client is gone.
 */
final class StreamFailures extends ChannelInboundHandlerAdapter {

	private final ConnectionCuts cuts;

	StreamFailures(ConnectionCuts cuts) {
		this.cuts = cuts;
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
		if (failure instanceof Http2Exception violation) {
			this.cuts.say(context.channel(), Http2Failures.reasonOf(violation.error().code()));
			return;
		}
		context.fireExceptionCaught(failure);
	}

}
