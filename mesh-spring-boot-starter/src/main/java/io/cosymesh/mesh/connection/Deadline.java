package io.cosymesh.mesh.connection;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * A moment by which something must have happened on a connection; used on its event loop
 * alone.
 */
final class Deadline {

	private final Duration patience;

	private final Runnable missed;

	private @Nullable Future<?> pending;

	Deadline(Duration patience, Runnable missed) {
		this.patience = patience;
		this.missed = missed;
	}

	/**
	 * Starts the time, unless it is running already.
	 */
	void start(ChannelHandlerContext context) {
		if (this.pending == null) {
			this.pending = context.executor().schedule(this.missed, this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	void stop() {
		if (this.pending != null) {
			this.pending.cancel(false);
			this.pending = null;
		}
	}

}
