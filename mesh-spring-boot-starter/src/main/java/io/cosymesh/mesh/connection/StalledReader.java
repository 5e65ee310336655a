package io.cosymesh.mesh.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.WriteTimeoutHandler;

/**
 * Gives up a reader who takes nothing of what waits for it: of a whole connection, or of
 * one HTTP/2 stream whose window stays shut.
 */
final class StalledReader extends WriteTimeoutHandler {

	private final ConnectionCuts cuts;

	StalledReader(Duration timeout, ConnectionCuts cuts) {
		super(timeout.toMillis(), TimeUnit.MILLISECONDS);
		this.cuts = cuts;
	}

	@Override
	protected void writeTimedOut(ChannelHandlerContext context) {
		this.cuts.say(context.channel(), "reader-stalled");
		ConnectionCuts.close(context.channel());
	}

}
