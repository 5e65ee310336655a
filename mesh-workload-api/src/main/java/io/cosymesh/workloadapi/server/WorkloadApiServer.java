package io.cosymesh.workloadapi.server;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.jwt.JwtSvidIssuer;
import io.cosymesh.workloadapi.EndpointAddress;
import io.cosymesh.workloadapi.socket.SocketFile;

/**
 * A SPIFFE Workload API on a Unix socket: the X.509 and JWT profiles of one workload, for
 * processes of the users it is meant for. Plaintext, as the standard wants it: the kernel
 * says who connects.
 */
public final class WorkloadApiServer implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(WorkloadApiServer.class);

	private static final int MAX_CALLS_PER_CONNECTION = 32;

	private static final int MAX_MESSAGE_BYTES = 64 * 1024;

	private static final int MAX_METADATA_BYTES = 8 * 1024;

	private static final long GRACE_SECONDS = 2;

	private final EventLoopGroup events;

	private final SocketFile socket;

	private final Subscriptions subscriptions;

	private final Server server;

	private WorkloadApiServer(EventLoopGroup events, SocketFile socket, Subscriptions subscriptions, Server server) {
		this.events = events;
		this.socket = socket;
		this.subscriptions = subscriptions;
		this.server = server;
	}

	/**
	 * Starts serving. Before the first SVID requests are answered with Unavailable.
	 * @param settings where and for whom
	 * @param identity what is served
	 * @param jwtIssuer where JWT-SVIDs come from
	 * @param scheduler sends pushes; not closed here
	 * @param random the spread of pushes; needn't be secure
	 * @return the running server
	 * @throws IOException when the socket can't be made, saying why
	 */
	public static WorkloadApiServer start(WorkloadApiSettings settings, ServedIdentity identity,
			JwtSvidIssuer jwtIssuer, ScheduledExecutorService scheduler, RandomGenerator random) throws IOException {
		SocketFile socket = SocketFile.prepare(settings.socket(), settings.access());
		Subscriptions subscriptions = new Subscriptions(identity, scheduler, random, settings.pushSpread());
		EventLoopGroup events = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("workload-api", true),
				NioIoHandler.newFactory());
		// gRPC keeps TCP connections alive; taken back, lest Netty warn of every
		// connection.
		Server server = NettyServerBuilder
			.forAddress(socket.bindAddress(), InternalNettyServerCredentials.create(new PeerUser()))
			.channelType(NioServerDomainSocketChannel.class)
			.bossEventLoopGroup(events)
			.workerEventLoopGroup(events)
			.withChildOption(ChannelOption.SO_KEEPALIVE, null)
			.maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
			.maxInboundMessageSize(MAX_MESSAGE_BYTES)
			.maxInboundMetadataSize(MAX_METADATA_BYTES)
			.intercept(new RequestGuard((user) -> settings.access().admits(user, socket.owner())))
			.addService(rpcs(settings, identity, subscriptions, jwtIssuer))
			.build();
		WorkloadApiServer started = new WorkloadApiServer(events, socket, subscriptions, server);
		started.open();
		return started;
	}

	private static WorkloadApiRpcs rpcs(WorkloadApiSettings settings, ServedIdentity identity,
			Subscriptions subscriptions, JwtSvidIssuer jwtIssuer) {
		JwtAnswers jwt = new JwtAnswers(settings.hint());
		return new WorkloadApiRpcs(subscriptions, new X509Answers(settings.hint()), jwt,
				new JwtRequests(identity, jwtIssuer, jwt));
	}

	/**
	 * Returns where clients find it.
	 */
	public EndpointAddress address() {
		return new EndpointAddress.UnixSocket(this.socket.path());
	}

	/**
	 * Tells clients that the server stops, and removes the socket.
	 */
	@Override
	public void close() {
		this.server.shutdown();
		this.subscriptions.shutDown();
		try {
			if (!this.server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
				this.server.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.server.shutdownNow();
			Thread.currentThread().interrupt();
		}
		release();
	}

	private void open() throws IOException {
		try {
			this.server.start();
			this.socket.publish();
		}
		catch (IOException ex) {
			this.server.shutdownNow();
			release();
			throw ex;
		}
		log.info("event=workload-api-started socket={}", this.socket);
	}

	private void release() {
		this.events.shutdownGracefully(0, GRACE_SECONDS, TimeUnit.SECONDS)
			.awaitUninterruptibly(GRACE_SECONDS, TimeUnit.SECONDS);
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			log.warn("event=workload-api-socket-left socket={} reason=\"{}\"", this.socket,
					ex.getClass().getSimpleName());
		}
	}

}
