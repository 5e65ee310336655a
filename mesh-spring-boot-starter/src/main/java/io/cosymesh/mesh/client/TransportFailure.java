package io.cosymesh.mesh.client;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import io.netty.channel.ChannelException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.timeout.ReadTimeoutException;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

import io.cosymesh.mesh.problem.PeerException;

/**
 * Tells failures of the way to a peer from everything else that may come up a reactive
 * stream, such as a complaint by whoever produces the request body.
 */
final class TransportFailure {

	private TransportFailure() {
	}

	static Throwable name(String peer, Throwable error) {
		if (PeerException.in(error).isPresent()) {
			return error;
		}
		return switch (error) {
			case ReadTimeoutException late -> new PeerException.TimedOut(peer, late);
			case PoolAcquirePendingLimitException busy -> new PeerException.Unavailable(peer, busy);
			case TimeoutException late -> new PeerException.Unavailable(peer, late);
			case IOException broken -> new PeerException.Unavailable(peer, broken);
			case ChannelException broken -> new PeerException.Unavailable(peer, broken);
			case DecoderException broken -> new PeerException.Unavailable(peer, broken);
			case Http2Exception broken -> new PeerException.Unavailable(peer, broken);
			case AbortedException broken -> new PeerException.Unavailable(peer, broken);
			default -> error;
		};
	}

}
