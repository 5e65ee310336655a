package io.cosymesh.mesh.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

import io.netty.channel.ChannelException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.WriteTimeoutException;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.problem.PeerException.Broken.Phase;
import io.cosymesh.mesh.tls.TlsFailure;

/**
 * Tells failures of the way to a peer from everything else that may come up a reactive
 * stream, such as a complaint by whoever produces the request body.
 */
final class TransportFailure {

	private static final String BEFORE_SEND = String.valueOf(AbortedException.beforeSend().getMessage());

	private TransportFailure() {
	}

	static Throwable name(String peer, Throwable error) {
		if (PeerException.in(error).isPresent()) {
			return error;
		}
		return switch (error) {
			case ReadTimeoutException late -> new PeerException.TimedOut(peer, late);
			case WriteTimeoutException late -> new PeerException.TimedOut(peer, late);
			case PoolAcquirePendingLimitException busy -> new PeerException.Overloaded(peer, busy);
			case TimeoutException late -> new PeerException.Overloaded(peer, late);
			case ConnectException nobody -> new PeerException.Unavailable(peer, nobody);
			case NoRouteToHostException nobody -> new PeerException.Unavailable(peer, nobody);
			case UnknownHostException nobody -> new PeerException.Unavailable(peer, nobody);
			case IOException broken -> broken(peer, broken);
			case ChannelException broken -> broken(peer, broken);
			case DecoderException broken -> broken(peer, broken);
			case Http2Exception broken -> broken(peer, broken);
			case AbortedException broken -> broken(peer, broken);
			default -> error;
		};
	}

	private static PeerException broken(String peer, Exception error) {
		if (TlsFailure.isLateHandshake(error)) {
			return new PeerException.TimedOut(peer, error);
		}
		return new PeerException.Broken(peer, phase(error), error);
	}

	private static Phase phase(Exception error) {
		if (TlsFailure.isBehind(error)) {
			return Phase.HANDSHAKE;
		}
		return (error instanceof AbortedException && BEFORE_SEND.equals(error.getMessage())) ? Phase.BEFORE_SEND
				: Phase.IN_USE;
	}

}
