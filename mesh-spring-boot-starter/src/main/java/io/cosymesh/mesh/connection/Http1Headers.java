package io.cosymesh.mesh.connection;

import java.time.Duration;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import reactor.netty.Connection;

/**
 * Sees to it that the headers of an HTTP/1.1 request arrive in time. It sits where bytes
 * are not requests yet, since the codec passes on nothing of headers that trickle.
 */
final class Http1Headers extends ChannelInboundHandlerAdapter {

	private final Deadline deadline;

	private final ConnectionCuts cuts;

	private ChannelHandlerContext context;

	private boolean expected = true;

	private long requests;

	@SuppressWarnings("NullAway.Init")
	Http1Headers(Duration timeout, ConnectionCuts cuts) {
		this.deadline = new Deadline(timeout, this::tooSlow);
		this.cuts = cuts;
	}

	/**
	 * Takes note of a request whose headers are all there.
	 */
	static void arrivedOn(Connection request) {
		Channel channel = request.channel();
		Http1Headers headers = channel.pipeline().get(Http1Headers.class);
		if (headers != null) {
			long number = headers.arrive();
			request.onTerminate()
				.subscribe(null, null, () -> channel.eventLoop().execute(() -> headers.expectAfter(number)));
		}
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.context = context;
		this.deadline.start(context);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.expected) {
			this.deadline.start(context);
		}
		context.fireChannelRead(message);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.deadline.stop();
	}

	private long arrive() {
		this.expected = false;
		this.deadline.stop();
		this.requests++;
		return this.requests;
	}

	// The next of pipelined requests may have arrived before the end of this one is told.
	private void expectAfter(long number) {
		this.expected |= this.requests == number;
	}

	private void tooSlow() {
		this.cuts.say(this.context.channel(), "headers-too-slow");
		ConnectionCuts.close(this.context.channel());
	}

}
