package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.issuance.BundleFeed;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;

import static org.assertj.core.api.Assertions.assertThat;

class BundleRefresherTests {

	private static final TrustDomain HOME = TrustDomain.parse(TestCa.TRUST_DOMAIN);

	private static final TrustDomain PARTNER = TrustDomain.parse("partner.example");

	private static final Duration HINT = Duration.ofMinutes(5);

	private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T12:00:00Z"));

	private final TestCa ca = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);

	private final TestCa partner = TestCa.create(PARTNER.getName(), this.clock);

	private final SvidSource source = new SvidSource(this.ca.name("backend-api"), this.clock);

	private final ManualScheduler scheduler = new ManualScheduler(this.clock);

	private final List<Instant> polls = new ArrayList<>();

	private final Map<TrustDomain, TrustBundle> published = new HashMap<>();

	private BundleFeed feed = () -> Map.copyOf(this.published);

	private final BundleRefresher refresher = new BundleRefresher(() -> {
		this.polls.add(this.clock.instant());
		return this.feed.bundles();
	}, this.source, new RenewalSchedule(this.clock, new Random(1)), this.scheduler.executor());

	@Test
	void pollsAtOnceAfterTheFirstSvidAndNotBefore() throws Exception {
		publish(own(1), this.partner.bundle());
		this.refresher.start();
		this.scheduler.pass(Duration.ofHours(1));
		assertThat(this.polls).isEmpty();
		haveSvid(own(1));
		this.scheduler.pass(Duration.ZERO);
		assertThat(this.polls).hasSize(1);
		assertThat(this.source.bundleOf(PARTNER)).contains(this.partner.bundle());
		assertThat(this.refresher.refreshes()).isEqualTo(1);
	}

	@Test
	void pollsByTheRefreshHintLessUpToAFifth() throws Exception {
		publish(own(1));
		start();
		this.scheduler.pass(Duration.ofHours(5));
		assertThat(waits()).hasSizeGreaterThan(50)
			.allSatisfy((wait) -> assertThat(wait).isBetween(Duration.ofMinutes(4), HINT));
		assertThat(Set.copyOf(waits())).hasSizeGreaterThan(40);
	}

	@Test
	void followsTheNewestHint() throws Exception {
		publish(new TrustBundle(HOME, Set.of(this.ca.root()), 2, Duration.ofSeconds(10)));
		start();
		this.scheduler.pass(Duration.ofMinutes(5));
		assertThat(waits())
			.allSatisfy((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10)));
	}

	@Test
	void hintOfNothingDoesNotMakeALoop() throws Exception {
		publish(new TrustBundle(HOME, Set.of(this.ca.root()), 2, Duration.ZERO));
		start();
		this.scheduler.pass(Duration.ofSeconds(60));
		assertThat(this.polls).hasSizeLessThan(80);
	}

	@Test
	void failedPollKeepsWhatIsKnownAndWaitsForTheNextInterval() throws Exception {
		publish(own(1), this.partner.bundle());
		start();
		this.feed = () -> {
			throw IssuanceException.passing("no route", null);
		};
		this.scheduler.pass(Duration.ofHours(1));
		assertThat(this.source.bundleOf(PARTNER)).isPresent();
		assertThat(this.refresher.failures()).isBetween(11L, 16L);
		assertThat(waits()).allSatisfy((wait) -> assertThat(wait).isBetween(Duration.ofMinutes(4), HINT));
	}

	@Test
	void feedThatThrowsAnythingIsPolledAgain() throws Exception {
		publish(own(1), this.partner.bundle());
		BundleFeed good = this.feed;
		this.feed = () -> {
			throw new IllegalStateException("bug");
		};
		start();
		assertThat(this.source.bundleOf(PARTNER)).isEmpty();
		this.feed = good;
		this.scheduler.pass(Duration.ofSeconds(30));
		assertThat(this.source.bundleOf(PARTNER)).isPresent();
	}

	@Test
	void svidThatBringsANewerBundleIsFollowedByAPoll() throws Exception {
		publish(own(1));
		start();
		haveSvid(own(1));
		this.scheduler.pass(Duration.ZERO);
		assertThat(this.polls).hasSize(1);
		haveSvid(own(2));
		this.scheduler.pass(Duration.ZERO);
		assertThat(this.polls).hasSize(2);
	}

	@Test
	void bundleThatThePollItselfBroughtIsNotFollowedByAnother() throws Exception {
		publish(own(5));
		start();
		this.scheduler.pass(Duration.ofMinutes(1));
		assertThat(this.source.snapshot().bundle().sequence()).isEqualTo(5);
		assertThat(this.polls).hasSize(1);
	}

	@Test
	void trustDomainThatDisappearsIsNoLongerTrusted() throws Exception {
		publish(own(1), this.partner.bundle());
		start();
		this.published.remove(PARTNER);
		this.scheduler.pass(HINT);
		assertThat(this.source.bundleOf(PARTNER)).isEmpty();
		assertThat(this.source.bundleOf(HOME)).isPresent();
	}

	@Test
	void closedRefresherPollsNoMore() throws Exception {
		publish(own(1));
		start();
		this.refresher.close();
		this.scheduler.pass(Duration.ofHours(1));
		assertThat(this.polls).hasSize(1);
	}

	private void start() throws Exception {
		this.refresher.start();
		haveSvid(own(1));
		this.scheduler.pass(Duration.ZERO);
	}

	private void haveSvid(TrustBundle bundle) throws Exception {
		this.source.publish(this.ca.svid("backend-api", Duration.ofDays(1)).svid(), bundle);
	}

	private TrustBundle own(long sequence) {
		return new TrustBundle(HOME, Set.of(this.ca.root()), sequence, HINT);
	}

	private void publish(TrustBundle... bundles) {
		for (TrustBundle bundle : bundles) {
			this.published.put(bundle.trustDomain(), bundle);
		}
	}

	private List<Duration> waits() {
		List<Duration> waits = new ArrayList<>();
		for (int i = 1; i < this.polls.size(); i++) {
			waits.add(Duration.between(this.polls.get(i - 1), this.polls.get(i)));
		}
		return waits;
	}

}
