package io.cosymesh.workloadapi.server;

import java.nio.file.attribute.UserPrincipal;

import io.grpc.Attributes;
import io.grpc.netty.shaded.io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.shaded.io.grpc.netty.ProtocolNegotiationEvent;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioChannelOption;
import io.grpc.netty.shaded.io.netty.util.AsciiString;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the kernel which user is at the other end of each connection and lets the requests
 * know. gRPC offers no public way to that, hence its negotiator for plaintext, with one
 * step in front.
 */
final class PeerUser implements InternalProtocolNegotiator.ProtocolNegotiator {

	/** The user behind a request, unset when the kernel didn't say. */
	static final Attributes.Key<UserPrincipal> KEY = Attributes.Key.create("peer-user");

	private static final Logger log = LoggerFactory.getLogger(PeerUser.class);

	private final InternalProtocolNegotiator.ProtocolNegotiator plaintext = InternalProtocolNegotiators
		.serverPlaintext();

	@Override
	public AsciiString scheme() {
		return this.plaintext.scheme();
	}

	@Override
	public ChannelHandler newHandler(GrpcHttp2ConnectionHandler handler) {
		return new Credentials(this.plaintext.newHandler(handler));
	}

	@Override
	public void close() {
		this.plaintext.close();
	}

	private static final class Credentials extends ChannelInboundHandlerAdapter {

		private final ChannelHandler next;

		Credentials(ChannelHandler next) {
			this.next = next;
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
			if (event instanceof ProtocolNegotiationEvent negotiation) {
				context.pipeline().replace(this, null, this.next);
				context.pipeline().fireUserEventTriggered(withUser(context, negotiation));
			}
			else {
				super.userEventTriggered(context, event);
			}
		}

		private static ProtocolNegotiationEvent withUser(ChannelHandlerContext context,
				ProtocolNegotiationEvent negotiation) {
			UnixDomainPrincipal peer = context.channel()
				.config()
				.getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
			if (peer == null) {
				log.warn("event=workload-api-peer-unknown");
				return negotiation;
			}
			return InternalProtocolNegotiationEvent.withAttributes(negotiation,
					InternalProtocolNegotiationEvent.getAttributes(negotiation)
						.toBuilder()
						.set(KEY, peer.user())
						.build());
		}

	}

}
