package io.cosymesh.ca.federation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.scheduling.TaskScheduler;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.federation.EndpointProfile.HttpsWeb;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;

import static io.cosymesh.ca.federation.FederationFixture.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

/**
 * When a foreign bundle is looked at, with an endpoint on a real socket and a scheduler
 * in the test's hand.
 */
class FederationPollingIT {

	private final FederationFixture fixture = new FederationFixture();

	private final MovableClock clock = Noon.clock();

	private final TestCa webPki = TestCa.create("web.test", this.fixture.clock);

	private final ForeignEndpoint endpoint = ForeignEndpoint
		.with(FederationFixture.hostCertificate(this.webPki, "localhost"));

	private final TaskScheduler scheduler = Mockito.mock(TaskScheduler.class);

	private final ScheduledFuture<?> planned = Mockito.mock(ScheduledFuture.class);

	private final Deque<Look> looks = new ArrayDeque<>();

	@TempDir
	private Path directory;

	private Federation federation;

	private FederationPolling polling;

	@BeforeEach
	void startPolling() throws Exception {
		given(this.scheduler.schedule(any(Runnable.class), any(Instant.class))).willAnswer((call) -> {
			this.looks.add(new Look(call.getArgument(0), call.getArgument(1)));
			return this.planned;
		});
		Relationship partner = new Relationship(PARTNER, this.endpoint.url(),
				new HttpsWeb(FederationFixture.roots(this.directory, this.webPki)), true);
		this.federation = this.fixture.federation(partner);
		this.polling = new FederationPolling(this.federation, this.fixture.bundles,
				new RefreshSchedule(Duration.ofMinutes(1), Duration.ofHours(1), new Random(1)), this.scheduler,
				this.clock);
		this.endpoint.publish(hinting(2, Duration.ofMinutes(20)));
		this.polling.start();
	}

	@AfterEach
	void stopEndpoint() {
		this.endpoint.close();
	}

	@Test
	void firstLookIsAtOnceAndTheHintOfWhatItFindsDecidesOnTheNext() {
		assertThat(this.looks.getFirst().at()).isEqualTo(this.clock.instant());
		look();
		assertThat(known()).map(TrustBundle::sequence).contains(2L);
		assertNextWithin(Duration.ofMinutes(18), Duration.ofMinutes(20));
		this.endpoint.publish(hinting(3, Duration.ofMinutes(2)));
		look();
		assertThat(known()).map(TrustBundle::sequence).contains(3L);
		assertNextWithin(Duration.ofSeconds(108), Duration.ofMinutes(2));
	}

	@Test
	void f6FailedLookWaitsForTheNextInterval() {
		look();
		this.endpoint.fail(503);
		look();
		assertThat(this.federation.status(PARTNER).lastResult()).isEqualTo(RefreshResult.UNEXPECTED_ANSWER);
		assertNextWithin(Duration.ofMinutes(18), Duration.ofMinutes(20));
		assertThat(known()).map(TrustBundle::sequence).contains(2L);
	}

	@Test
	void b5EndpointThatNeverAnsweredIsLookedAtEveryFiveMinutes() {
		this.endpoint.fail(503);
		look();
		assertNextWithin(Duration.ofSeconds(270), Duration.ofMinutes(5));
	}

	@Test
	void stoppedPollingLooksNoMore() {
		look();
		Look last = this.looks.removeFirst();
		this.polling.stop();
		Mockito.verify(this.planned).cancel(true);
		last.task().run();
		assertThat(this.looks).isEmpty();
	}

	private void look() {
		Look next = this.looks.removeFirst();
		this.clock.advance(Duration.between(this.clock.instant(), next.at()));
		next.task().run();
	}

	private void assertNextWithin(Duration least, Duration most) {
		assertThat(this.looks).singleElement()
			.satisfies((next) -> assertThat(Duration.between(this.clock.instant(), next.at())).isBetween(least, most));
		assertThat(this.federation.status(PARTNER).nextAttempt()).isEqualTo(this.looks.getFirst().at());
	}

	private Optional<TrustBundle> known() {
		return this.fixture.bundles.bundleOf(PARTNER);
	}

	private TrustBundle hinting(long sequence, Duration hint) {
		return new TrustBundle(PARTNER, Set.of(this.fixture.partner.root()), sequence, hint);
	}

	private record Look(Runnable task, Instant at) {
	}

}
