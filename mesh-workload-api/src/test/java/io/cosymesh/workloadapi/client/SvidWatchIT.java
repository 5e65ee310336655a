package io.cosymesh.workloadapi.client;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.grpc.stub.StreamObserver;
import io.spiffe.spiffeid.TrustDomain;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIImplBase;
import io.spiffe.workloadapi.grpc.Workload.X509SVID;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.workloadapi.EndpointAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a workload makes of whatever an agent sends.
 */
class SvidWatchIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final TestCa CA = TestCa.create();

	private static final TestCa PARTNER = TestCa.create("partner.example", InstantSource.system());

	private static final TrustDomain PARTNER_DOMAIN = TrustDomain.parse("partner.example");

	private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

	private final EventLoopGroup events = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final Agent agent = new Agent();

	private final SvidSource source = new SvidSource(CA.name("backend-api"), InstantSource.system());

	@TempDir
	Path directory;

	private Server server;

	private SvidWatch watch;

	@BeforeEach
	void start() throws Exception {
		EndpointAddress address = new EndpointAddress.UnixSocket(this.directory.resolve("agent.sock"));
		this.server = NettyServerBuilder.forAddress(address.socketAddress())
			.channelType(NioServerDomainSocketChannel.class)
			.bossEventLoopGroup(this.events)
			.workerEventLoopGroup(this.events)
			.addService(this.agent)
			.build()
			.start();
		this.watch = new SvidWatch(address, this.source, InstantSource.system(), new Random(), this.scheduler);
	}

	@AfterEach
	void stop() {
		this.watch.close();
		this.server.shutdownNow();
		this.scheduler.shutdownNow();
	}

	@Test
	void svidOfItsOwnNameIsTakenAmongSeveral() throws Exception {
		TestSvid own = CA.svid("backend-api");
		this.agent.answers.add(message(svid("other", CA.svid("other")), svid("backend-api", own)));
		this.watch.start();
		assertThat(this.watch.awaitFirst(SOON).svid().getLeaf()).isEqualTo(own.leaf());
		assertThat(this.watch.refreshes()).isOne();
		assertThat(this.watch.lastRefresh()).isPresent();
	}

	@Test
	void otherNamesAreNotTakenAndAreNamed() {
		this.agent.answers.add(message(svid("other", CA.svid("other"))));
		assertNoSvid("it offers spiffe://cosymesh.local/ns/cosymesh/sa/other; this workload is"
				+ " spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");
	}

	@Test
	void svidThatOnlyClaimsTheNameIsNotTaken() {
		this.agent.answers.add(message(svid("backend-api", CA.svid("other"))));
		assertNoSvid("name-mismatch");
	}

	@Test
	void svidThatItsBundleDoesNotVouchForIsNotTaken() {
		this.agent.answers.add(message(svid("backend-api", TestCa.create().svid("backend-api"))));
		assertNoSvid("untrusted-chain");
	}

	@Test
	@DisplayName("W-5 an incomplete message is not taken")
	void incompleteMessageIsNotTaken() {
		X509SVID good = svid("backend-api", CA.svid("backend-api"));
		this.agent.answers.add(message(good.toBuilder().clearBundle().build()));
		assertNoSvid("lacks the chain, the key or the bundle");
	}

	@Test
	void badUpdateLeavesTheCurrentSvidInUse() throws Exception {
		this.agent.answers.add(message(svid("backend-api", CA.svid("backend-api"))));
		this.watch.start();
		String serial = this.watch.awaitFirst(SOON).serial();
		this.agent.push(message(svid("backend-api", TestCa.create().svid("backend-api"))));
		Awaitility.await().atMost(SOON).until(() -> this.watch.failures() == 1);
		assertThat(this.source.snapshot().serial()).isEqualTo(serial);
		this.agent.push(message(svid("backend-api", CA.svid("backend-api"))));
		Awaitility.await().atMost(SOON).until(() -> this.watch.refreshes() == 2);
		assertThat(this.watch.lastFailure()).isEmpty();
	}

	@Test
	@DisplayName("W-5 an SVID that a later message leaves out is given up, until it is offered again")
	void svidThatIsTakenBackIsGivenUp() throws Exception {
		this.agent.answers.add(message(svid("backend-api", CA.svid("backend-api"))));
		this.watch.start();
		this.watch.awaitFirst(SOON);
		this.agent.push(message(svid("other", CA.svid("other"))));
		Awaitility.await().atMost(SOON).until(() -> this.source.current().isEmpty());
		assertThat(this.watch.lastFailure()).hasValueSatisfying(
				(failure) -> assertThat(failure).hasMessageContaining("it offers spiffe://cosymesh.local"));
		this.agent.push(message(svid("backend-api", CA.svid("backend-api"))));
		Awaitility.await().atMost(SOON).until(() -> this.source.current().isPresent());
	}

	@Test
	@DisplayName("W-6 PermissionDenied in mid-stream takes the SVID back, until there is one again")
	void deniedWorkloadGivesItsSvidUp() throws Exception {
		this.agent.answers.add(message(svid("backend-api", CA.svid("backend-api"))));
		this.watch.start();
		this.watch.awaitFirst(SOON);
		this.agent.end(Status.PERMISSION_DENIED);
		Awaitility.await().atMost(SOON).until(() -> this.source.current().isEmpty());
		Awaitility.await().atMost(SOON).until(this.agent::isAsked);
		this.agent.push(message(svid("backend-api", CA.svid("backend-api"))));
		Awaitility.await().atMost(SOON).until(() -> this.source.current().isPresent());
	}

	@ParameterizedTest(name = "W-6 {0} takes nothing away")
	@EnumSource(names = { "UNAVAILABLE", "INTERNAL", "INVALID_ARGUMENT" })
	void lostAgentLeavesTheSvidInUse(Status.Code code) throws Exception {
		this.agent.answers.add(message(svid("backend-api", CA.svid("backend-api"))));
		this.watch.start();
		String serial = this.watch.awaitFirst(SOON).serial();
		this.agent.end(code.toStatus());
		Awaitility.await().atMost(SOON).until(() -> this.watch.lastFailure().isPresent());
		assertThat(this.source.snapshot().serial()).isEqualTo(serial);
	}

	@Test
	void federatedBundlesComeAndGoWithTheMessages() throws Exception {
		X509SVID own = svid("backend-api", CA.svid("backend-api"));
		this.agent.answers.add(message(own).toBuilder()
			.putFederatedBundles("spiffe://partner.example", der(List.of(PARTNER.root())))
			.putFederatedBundles("spiffe://broken", ByteString.copyFromUtf8("no certificate"))
			.build());
		this.watch.start();
		assertThat(this.watch.awaitFirst(SOON).bundles().federated()).containsOnlyKeys(PARTNER_DOMAIN);
		assertThat(this.source.bundleOf(PARTNER_DOMAIN).orElseThrow().authorities()).containsExactly(PARTNER.root());
		this.agent.push(message(own));
		Awaitility.await().atMost(SOON).until(() -> this.source.bundleOf(PARTNER_DOMAIN).isEmpty());
	}

	@ParameterizedTest(name = "W-10 {0} is not tried again")
	@EnumSource(names = { "INVALID_ARGUMENT", "UNIMPLEMENTED" })
	void whatAskingAgainDoesNotMendIsNotAskedAgain(Status.Code code) {
		this.agent.refusals.add(code.toStatus().withDescription("because"));
		this.watch.start();
		assertThatExceptionOfType(IssuanceException.class).isThrownBy(() -> this.watch.awaitFirst(SOON))
			.returns(false, IssuanceException::retryable)
			.withMessageContaining("The Workload API at unix://")
			.withMessageContaining("because");
		assertThat(this.watch.nextAttempt()).isEmpty();
	}

	@ParameterizedTest(name = "W-10 {0} is tried again")
	@EnumSource(names = { "PERMISSION_DENIED", "UNAVAILABLE", "UNKNOWN" })
	void everythingElseIsAskedAgain(Status.Code code) throws Exception {
		this.agent.refusals.add(code.toStatus());
		this.agent.answers.add(message(svid("backend-api", CA.svid("backend-api"))));
		this.watch.start();
		assertThat(this.watch.awaitFirst(SOON).spiffeId()).isEqualTo(this.source.self());
		assertThat(this.watch.failures()).isOne();
	}

	private void assertNoSvid(String reason) {
		this.watch.start();
		Awaitility.await().atMost(SOON).until(() -> this.watch.lastFailure().isPresent());
		assertThat(this.source.current()).isEmpty();
		assertThatExceptionOfType(IssuanceException.class).isThrownBy(() -> this.watch.awaitFirst(Duration.ofMillis(1)))
			.withMessageContaining(reason);
	}

	private static X509SVIDResponse message(X509SVID... svids) {
		return X509SVIDResponse.newBuilder().addAllSvids(List.of(svids)).build();
	}

	private static X509SVID svid(String claimed, TestSvid svid) {
		return X509SVID.newBuilder()
			.setSpiffeId(CA.name(claimed).toString())
			.setX509Svid(der(svid.chain()))
			.setX509SvidKey(ByteString.copyFrom(svid.key().getEncoded()))
			.setBundle(der(List.of(CA.root())))
			.build();
	}

	private static ByteString der(List<X509Certificate> certificates) {
		ByteString der = ByteString.EMPTY;
		for (X509Certificate certificate : certificates) {
			try {
				der = der.concat(ByteString.copyFrom(certificate.getEncoded()));
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
		return der;
	}

	/**
	 * Answers each connection as told: first with its refusals, one by one, then with a
	 * message.
	 */
	private static final class Agent extends SpiffeWorkloadAPIImplBase {

		final Queue<Status> refusals = new ConcurrentLinkedQueue<>();

		final Queue<X509SVIDResponse> answers = new ConcurrentLinkedQueue<>();

		private volatile StreamObserver<X509SVIDResponse> client;

		@Override
		public void fetchX509SVID(X509SVIDRequest request, StreamObserver<X509SVIDResponse> observer) {
			Status refusal = this.refusals.poll();
			if (refusal != null) {
				observer.onError(refusal.asRuntimeException());
				return;
			}
			this.client = observer;
			X509SVIDResponse answer = this.answers.poll();
			if (answer != null) {
				observer.onNext(answer);
			}
		}

		void push(X509SVIDResponse message) {
			this.client.onNext(message);
		}

		void end(Status reason) {
			StreamObserver<X509SVIDResponse> open = this.client;
			this.client = null;
			open.onError(reason.asRuntimeException());
		}

		boolean isAsked() {
			return this.client != null;
		}

	}

}
