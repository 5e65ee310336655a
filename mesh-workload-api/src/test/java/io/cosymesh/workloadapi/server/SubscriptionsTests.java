package io.cosymesh.workloadapi.server;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.grpc.stub.ServerCallStreamObserver;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;

import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.TestCa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

class SubscriptionsTests {

	private static final int CLIENTS = 50;

	private static final Duration SPREAD = Duration.ofSeconds(1);

	private final TestCa ca = TestCa.create();

	private final SvidSource source = new SvidSource(this.ca.name("tts-runtime"), InstantSource.system());

	private final ScheduledExecutorService scheduler = Mockito.mock(ScheduledExecutorService.class);

	private SvidIssuer issuer = this.ca.issuer("tts-runtime", Duration.ofHours(1));

	private final ServedIdentity identity = new ServedIdentity((csr) -> this.issuer.issue(csr), this.source,
			InstantSource.system());

	private final Subscriptions subscriptions = new Subscriptions(this.identity, this.scheduler, new Random(1), SPREAD);

	private final List<ServerCallStreamObserver<X509SVIDResponse>> clients = new ArrayList<>();

	@BeforeEach
	void openStreams() throws Exception {
		renew();
		IntStream.range(0, CLIENTS).forEach((_) -> this.clients.add(client()));
		this.clients.forEach((client) -> this.subscriptions.add(client, new X509Answers("")::svids));
	}

	@Test
	@DisplayName("W-10 clients hear of a new SVID one after the other, all within the spread")
	void newSvidIsPushedAtRandomMoments() throws Exception {
		renew();
		ArgumentCaptor<Long> delays = ArgumentCaptor.forClass(Long.class);
		ArgumentCaptor<Runnable> pushes = ArgumentCaptor.forClass(Runnable.class);
		then(this.scheduler).should(times(CLIENTS))
			.schedule(pushes.capture(), delays.capture(), Mockito.eq(TimeUnit.MILLISECONDS));
		assertThat(delays.getAllValues()).allSatisfy((delay) -> assertThat(delay).isBetween(0L, SPREAD.toMillis()));
		assertThat(delays.getAllValues().stream().distinct().count()).isGreaterThan(CLIENTS / 2);
		this.clients.forEach((client) -> then(client).should(times(1)).onNext(any()));
		pushes.getAllValues().forEach(Runnable::run);
		this.clients.forEach((client) -> then(client).should(times(2)).onNext(any()));
	}

	@Test
	@DisplayName("W-6, W-10 a withdrawal is told to everybody at once")
	void withdrawalDoesNotWait() {
		this.issuer = (csr) -> {
			throw IssuanceException.refused("urn:x", false, "removed");
		};
		assertThatExceptionOfType(IssuanceException.class).isThrownBy(this::renew);
		this.clients.forEach((client) -> then(client).should().onError(any()));
		then(this.scheduler).should(never()).schedule(any(Runnable.class), anyLong(), any());
	}

	private void renew() throws Exception {
		FreshKey key = FreshKey.generate();
		IssuedSvid issued = this.identity.issue(key.csrDer());
		this.source.publish(key.svid(issued.chain()), issued.bundle());
	}

	@SuppressWarnings("unchecked")
	private static ServerCallStreamObserver<X509SVIDResponse> client() {
		ServerCallStreamObserver<X509SVIDResponse> client = Mockito.mock(ServerCallStreamObserver.class);
		Mockito.when(client.isReady()).thenReturn(true);
		return client;
	}

}
