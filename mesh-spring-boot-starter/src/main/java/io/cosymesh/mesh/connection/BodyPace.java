package io.cosymesh.mesh.connection;

import java.time.Duration;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2StreamChannel;

/**
 * Sees to it that a request body keeps coming while somebody waits for it. Backpressure
 * is no slowness of the sender: the clock runs only between a read and its bytes.
 */
final class BodyPace extends ChannelDuplexHandler {

	private static final long NOT_WAITING = -1;

	private final Duration window;

	private final long minimum;

	private final ConnectionCuts cuts;

	private long waited;

	private long waitingSince = NOT_WAITING;

	private long bytes;

	private Deadline check;

	@SuppressWarnings("NullAway.Init")
	BodyPace(Duration window, long minimum, ConnectionCuts cuts) {
		this.window = window;
		this.minimum = minimum;
		this.cuts = cuts;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		checkIn(context, this.window);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.check.stop();
	}

	@Override
	public void read(ChannelHandlerContext context) {
		if (this.waitingSince == NOT_WAITING) {
			this.waitingSince = now(context);
		}
		context.read();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpContent content) {
			this.bytes += content.content().readableBytes();
		}
		if (message instanceof LastHttpContent) {
			context.pipeline().remove(this);
		}
		context.fireChannelRead(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		settle(context);
		context.fireChannelReadComplete();
	}

	private void settle(ChannelHandlerContext context) {
		if (this.waitingSince != NOT_WAITING) {
			this.waited += now(context) - this.waitingSince;
			this.waitingSince = NOT_WAITING;
		}
	}

	private void check(ChannelHandlerContext context) {
		if (context.channel() instanceof Http2StreamChannel stream && !isOpen(stream.stream())) {
			context.pipeline().remove(this);
			return;
		}
		boolean waiting = this.waitingSince != NOT_WAITING;
		settle(context);
		this.waitingSince = waiting ? now(context) : NOT_WAITING;
		Duration left = this.window.minusNanos(this.waited);
		if (left.isPositive()) {
			checkIn(context, left);
		}
		else if (this.bytes < this.minimum) {
			this.cuts.say(context.channel(), "body-too-slow");
			ConnectionCuts.close(context.channel());
		}
		else {
			this.bytes = 0;
			this.waited = 0;
			checkIn(context, this.window);
		}
	}

	private void checkIn(ChannelHandlerContext context, Duration delay) {
		this.check = new Deadline(delay, () -> check(context));
		this.check.start(context);
	}

	private static long now(ChannelHandlerContext context) {
		return context.executor().ticker().nanoTime();
	}

	private static boolean isOpen(Http2FrameStream stream) {
		return switch (stream.state()) {
			case OPEN, HALF_CLOSED_LOCAL -> true;
			default -> false;
		};
	}

}
