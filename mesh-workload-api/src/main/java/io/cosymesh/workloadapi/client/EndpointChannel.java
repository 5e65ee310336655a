package io.cosymesh.workloadapi.client;

import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.stub.MetadataUtils;

import io.cosymesh.workloadapi.EndpointAddress;
import io.cosymesh.workloadapi.SecurityHeader;

/**
 * A gRPC channel to a Workload API. The JDK's own Unix sockets serve it, so it works the
 * same on every platform.
 */
final class EndpointChannel implements AutoCloseable {

	private final EventLoopGroup events = new MultiThreadIoEventLoopGroup(1,
			new DefaultThreadFactory("workload-api-client", true), NioIoHandler.newFactory());

	private final ManagedChannel channel;

	EndpointChannel(EndpointAddress address) {
		SocketAddress socket = address.socketAddress();
		NettyChannelBuilder builder = NettyChannelBuilder.forAddress(socket)
			.eventLoopGroup(this.events)
			.overrideAuthority("localhost")
			.usePlaintext()
			.disableRetry();
		this.channel = switch (address) {
			case EndpointAddress.UnixSocket _ ->
				builder.channelType(NioDomainSocketChannel.class, socket.getClass()).build();
			case EndpointAddress.TcpSocket _ -> builder.channelType(NioSocketChannel.class, socket.getClass()).build();
		};
	}

	/**
	 * Returns the channel for an attempt that shall not wait for an earlier one's
	 * backoff.
	 */
	Channel fresh() {
		this.channel.resetConnectBackoff();
		return ClientInterceptors.intercept(this.channel,
				MetadataUtils.newAttachHeadersInterceptor(SecurityHeader.metadata()));
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
		var unused = this.events.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

}
