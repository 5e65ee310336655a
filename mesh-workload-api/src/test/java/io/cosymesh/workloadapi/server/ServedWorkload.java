package io.cosymesh.workloadapi.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.stub.MetadataUtils;

import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.jwt.JwtSvid;
import io.cosymesh.identity.jwt.JwtSvidIssuer;
import io.cosymesh.identity.jwt.JwtSvidRefusedException;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestJwtAuthority;
import io.cosymesh.workloadapi.SecurityHeader;
import io.cosymesh.workloadapi.socket.SocketAccess;

/**
 * A workload whose Workload API is served in this process, renewed when a test says so.
 */
public final class ServedWorkload implements AutoCloseable {

	public static final String SERVICE_ACCOUNT = "tts-runtime";

	private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

	private final EventLoopGroup events = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final AtomicReference<SvidIssuer> issuer = new AtomicReference<>();

	private final MovableClock clock = new MovableClock(InstantSource.system().instant());

	private final TestCa ca = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);

	private final SvidSource source = new SvidSource(this.ca.name(SERVICE_ACCOUNT), this.clock);

	private final ServedIdentity identity = new ServedIdentity((csr) -> this.issuer.get().issue(csr), this.source,
			this.clock);

	private final TestJwtAuthority jwtAuthority = TestJwtAuthority.create("jwt-1");

	private final AtomicReference<JwtSvidIssuer> jwtIssuer = new AtomicReference<>(this::issueJwtSvid);

	private final AtomicInteger issuedJwtSvids = new AtomicInteger();

	private final WorkloadApiServer server;

	private final ManagedChannel channel;

	private ServedWorkload(WorkloadApiSettings settings) {
		this.issuer.set(this.ca.issuer(SERVICE_ACCOUNT, Duration.ofHours(1)));
		try {
			this.server = WorkloadApiServer.start(settings, this.identity,
					(audience, ttl) -> this.jwtIssuer.get().issue(audience, ttl), this.scheduler, new Random());
		}
		catch (IOException ex) {
			this.scheduler.shutdownNow();
			throw new UncheckedIOException(ex);
		}
		this.channel = NettyChannelBuilder.forAddress(this.server.address().socketAddress())
			.channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
			.eventLoopGroup(this.events)
			.usePlaintext()
			.overrideAuthority("localhost")
			.build();
	}

	public static ServedWorkload start(WorkloadApiSettings settings) {
		return new ServedWorkload(settings);
	}

	public static ServedWorkload start(Path directory) {
		return new ServedWorkload(
				new WorkloadApiSettings(directory.resolve("api.sock"), SocketAccess.ownerOnly(), "", Duration.ZERO));
	}

	public String address() {
		return this.server.address().toString();
	}

	public TestCa ca() {
		return this.ca;
	}

	public MovableClock clock() {
		return this.clock;
	}

	public SvidSource source() {
		return this.source;
	}

	/** Renews as the renewer would. */
	public SvidSnapshot renew() {
		FreshKey key = FreshKey.generate();
		try {
			IssuedSvid issued = this.identity.issue(key.csrDer());
			return this.source.publish(key.svid(issued.chain()), this.jwtAuthority.addTo(issued.bundle()));
		}
		catch (IssuanceException | SvidRefusedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Lets a renewal fail. */
	public void failToRenew(IssuanceException failure) {
		this.issuer.set((csr) -> {
			throw failure;
		});
		try {
			this.identity.issue(FreshKey.generate().csrDer());
		}
		catch (IssuanceException expected) {
			this.issuer.set(this.ca.issuer(SERVICE_ACCOUNT, Duration.ofHours(1)));
		}
	}

	public TestJwtAuthority jwtAuthority() {
		return this.jwtAuthority;
	}

	public int issuedJwtSvids() {
		return this.issuedJwtSvids.get();
	}

	/** Lets JWT-SVIDs fail from now on. */
	public void failToIssueJwtSvids(IssuanceException failure) {
		this.jwtIssuer.set((audience, ttl) -> {
			throw failure;
		});
	}

	public Channel channel() {
		return channelWith(SecurityHeader.metadata());
	}

	public Channel channelWith(Metadata metadata) {
		return ClientInterceptors.intercept(this.channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
	}

	public CallOptions soon() {
		return CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
	}

	private JwtSvid issueJwtSvid(List<String> audience, Duration ttl) {
		this.issuedJwtSvids.incrementAndGet();
		try {
			return JwtSvid.fromIssuer(this.jwtAuthority.svid(this.source.self(), String.join("\",\"", audience),
					this.clock.instant().minusSeconds(this.issuedJwtSvids.get())), "");
		}
		catch (JwtSvidRefusedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void stopServer() {
		this.server.close();
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
		this.server.close();
		this.scheduler.shutdownNow();
		this.events.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

}
