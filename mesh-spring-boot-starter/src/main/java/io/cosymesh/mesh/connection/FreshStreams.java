package io.cosymesh.mesh.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamEvent;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Lets the new streams of a connection begin once all that has arrived together is read.
 * A request that was taken back in the same breath, as in a rapid reset (CVE-2023-44487),
 * then costs no more than its frames: neither a channel nor a handler hears of it.
 * <p>
 * What is kept is bounded by the streams and the window of the connection.
 */
final class FreshStreams extends ChannelInboundHandlerAdapter {

	private static final String NAME = "cosymesh.freshStreams";

	private final SequencedMap<Http2FrameStream, List<Object>> fresh = new LinkedHashMap<>();

	private int newest;

	private FreshStreams() {
	}

	/**
	 * Stands between the codec and what makes channels of its streams.
	 * @param connection a connection whose handshake is done
	 * @param codec its codec
	 */
	static void hold(Channel connection, Http2FrameCodec codec) {
		String codecName = connection.pipeline().context(codec).name();
		connection.pipeline().addAfter(codecName, NAME, new FreshStreams());
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof Http2FrameStreamEvent change) {
			Http2FrameStream stream = change.stream();
			if (isNew(stream)) {
				this.newest = stream.id();
				this.fresh.put(stream, new ArrayList<>());
			}
			if (stream.state() == Http2Stream.State.CLOSED) {
				forget(stream);
			}
			if (keep(stream, event)) {
				return;
			}
		}
		context.fireUserEventTriggered(event);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof Http2StreamFrame frame && frame.stream() != null) {
			if (frame instanceof Http2ResetFrame && forget(frame.stream())) {
				return;
			}
			if (keep(frame.stream(), frame)) {
				return;
			}
		}
		context.fireChannelRead(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		while (!this.fresh.isEmpty()) {
			begin(context, this.fresh.pollFirstEntry().getValue());
		}
		context.fireChannelReadComplete();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
		List<Object> kept = (failure instanceof Http2FrameStreamException broken) ? this.fresh.remove(broken.stream())
				: null;
		if (kept != null) {
			// Whoever resets a broken stream has to know it first.
			begin(context, kept);
		}
		context.fireExceptionCaught(failure);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		List.copyOf(this.fresh.keySet()).forEach(this::forget);
	}

	private boolean isNew(Http2FrameStream stream) {
		// Clients count upwards in odd numbers (RFC 9113, 5.1.1).
		return stream.id() > this.newest && stream.id() % 2 == 1;
	}

	private boolean keep(Http2FrameStream stream, Object arrived) {
		List<Object> kept = this.fresh.get(stream);
		return kept != null && kept.add(arrived);
	}

	private boolean forget(Http2FrameStream stream) {
		List<Object> kept = this.fresh.remove(stream);
		if (kept != null) {
			kept.forEach(ReferenceCountUtil::release);
		}
		return kept != null;
	}

	private static void begin(ChannelHandlerContext context, List<Object> arrived) {
		for (Object next : arrived) {
			if (next instanceof Http2FrameStreamEvent) {
				context.fireUserEventTriggered(next);
			}
			else {
				context.fireChannelRead(next);
			}
		}
	}

}
