package io.cosymesh.mesh.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/**
 * Puts the guards of a connection in place once its handshake has said which protocol it
 * speaks, and before a byte of it gets to the codec.
 */
final class ConnectionStart extends ChannelInboundHandlerAdapter {

	private static final String BYTES = "cosymesh.bytes";

	private final ConnectionProperties bounds;

	private final ConnectionCuts cuts;

	ConnectionStart(ConnectionProperties bounds, ConnectionCuts cuts) {
		this.bounds = bounds;
		this.cuts = cuts;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
			context.fireUserEventTriggered(event);
			return;
		}
		ChannelPipeline pipeline = context.pipeline();
		if (handshake.isSuccess()) {
			if (isHttp2(pipeline)) {
				pipeline.addAfter(context.name(), BYTES, frames(context));
			}
			else {
				pipeline.addAfter(context.name(), BYTES, new Http1Headers(this.bounds.headerTimeout(), this.cuts));
			}
		}
		context.fireUserEventTriggered(event);
		Http2FrameCodec codec = pipeline.get(Http2FrameCodec.class);
		if (codec != null) {
			Http2Failures.watch(context.channel(), codec, this.cuts);
			FreshStreams.hold(context.channel(), codec);
		}
		pipeline.remove(this);
	}

	private Http2Frames frames(ChannelHandlerContext context) {
		long now = context.executor().ticker().nanoTime();
		return new Http2Frames(this.bounds.headerTimeout(),
				new FrameBudget(this.bounds.maxControlFrames(), this.bounds.frameWindow(), now), this.cuts);
	}

	private static boolean isHttp2(ChannelPipeline pipeline) {
		SslHandler tls = pipeline.get(SslHandler.class);
		return tls != null && ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol());
	}

}
