package io.cosymesh.identity.renewal;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.cosymesh.identity.bundle.Distrust;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SvidRenewerTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T12:00:00Z"));

	private final TestCa ca = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);

	private final SvidSource source = new SvidSource(this.ca.name("backend-api"), this.clock);

	private final ManualScheduler scheduler = new ManualScheduler(this.clock);

	private final List<Instant> attempts = new ArrayList<>();

	private SvidIssuer issuer = this.ca.issuer("backend-api", HOUR);

	private final SvidRenewer renewer = new SvidRenewer((csr) -> {
		this.attempts.add(this.clock.instant());
		return this.issuer.issue(csr);
	}, this.source, new RenewalSchedule(this.clock, new Random(1)), this.scheduler.executor());

	@Test
	void getsTheFirstSvidAtOnce() throws Exception {
		start();
		assertThat(this.renewer.awaitFirst(Duration.ZERO)).isSameAs(this.source.snapshot());
		assertThat(this.renewer.lastFailure()).isEmpty();
	}

	@Test
	void renewsBetween60And75PercentOfTheLifetimeWithANewKeyEachTime() {
		start();
		Set<PublicKey> keys = new HashSet<>();
		for (int i = 0; i < 20; i++) {
			SvidSnapshot before = this.source.snapshot();
			keys.add(before.svid().getLeaf().getPublicKey());
			Instant obtained = this.attempts.getLast();
			while (this.source.snapshot() == before) {
				this.scheduler.pass(Duration.ofSeconds(10));
			}
			assertThat(Duration.between(obtained, this.attempts.getLast())).isBetween(Duration.ofMinutes(36),
					Duration.ofMinutes(45).plusSeconds(10));
		}
		assertThat(keys).hasSize(20);
	}

	@Test
	void doesNotRenewAlwaysAtTheSameMoment() {
		Set<Instant> due = new HashSet<>();
		start();
		for (int i = 0; i < 5; i++) {
			due.add(new RenewalSchedule(this.clock, new Random(i)).renewalOf(this.source.snapshot()));
		}
		assertThat(due).hasSize(5);
	}

	@Test
	void renewWhenCaIsDownKeepsCurrentSvidAndBacksOff() {
		start();
		SvidSnapshot current = this.source.snapshot();
		caIsDown();
		this.scheduler.pass(Duration.ofMinutes(59));
		assertThat(this.source.snapshot()).isSameAs(current);
		assertThat(this.renewer.lastFailure())
			.hasValueSatisfying((failure) -> assertThat(failure).hasMessageContaining("no route"));
		List<Duration> waits = waits();
		assertThat(waits.get(1)).isLessThanOrEqualTo(Duration.ofSeconds(1));
		assertThat(waits).allSatisfy((wait) -> assertThat(wait).isLessThanOrEqualTo(Duration.ofMinutes(46)));
		assertThat(waits.subList(1, waits.size()))
			.allSatisfy((wait) -> assertThat(wait).isLessThanOrEqualTo(Duration.ofMinutes(5)));
	}

	@Test
	void healsAnExpiredSvidWithinSecondsOfTheCasReturn() {
		start();
		caIsDown();
		this.scheduler.pass(Duration.ofHours(5));
		assertThat(this.source.snapshot().notAfter()).isBefore(this.clock.instant());
		this.issuer = this.ca.issuer("backend-api", HOUR);
		this.scheduler.pass(Duration.ofSeconds(5));
		assertThat(this.source.snapshot().notAfter()).isAfter(this.clock.instant());
		assertThat(this.renewer.lastFailure()).isEmpty();
	}

	@Test
	void shortLivedSvidIsRetriedOftenEnoughToMatter() {
		this.issuer = this.ca.issuer("backend-api", Duration.ofSeconds(60));
		start();
		caIsDown();
		this.scheduler.pass(Duration.ofMinutes(10));
		assertThat(waits().getLast()).isLessThanOrEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void noticesThatTheMachineSlept() {
		start();
		SvidSnapshot current = this.source.snapshot();
		this.scheduler.pass(Duration.ofSeconds(10));
		this.scheduler.sleepThrough(Duration.ofHours(8));
		assertThat(this.source.snapshot().generation()).isEqualTo(current.generation() + 1);
	}

	@Test
	void waitingForTheFirstSvidEndsWithTheReason() {
		caIsDown();
		start();
		assertThatExceptionOfType(IssuanceException.class).isThrownBy(() -> this.renewer.awaitFirst(Duration.ZERO))
			.withMessage("No SVID for spiffe://cosymesh.local/ns/cosymesh/sa/backend-api within 0 s: no route");
	}

	@Test
	void waitingForTheFirstSvidEndsAtOnceWhenItCannotSucceed() {
		this.issuer = (csr) -> {
			throw IssuanceException.refused("urn:cosymesh:problem:unknown-workload", false, "not registered");
		};
		start();
		assertThatExceptionOfType(IssuanceException.class).isThrownBy(() -> this.renewer.awaitFirst(HOUR))
			.withMessageContaining("not registered");
	}

	@Test
	void svidOfAnotherWorkloadIsNotPublished() {
		this.issuer = this.ca.issuer("webui-service", HOUR);
		start();
		assertThat(this.source.current()).isEmpty();
		assertThat(this.renewer.lastFailure())
			.hasValueSatisfying((failure) -> assertThat(failure).hasMessageContaining("name-mismatch"));
	}

	@Test
	void issuerThatThrowsAnythingIsTriedAgain() {
		this.issuer = (csr) -> {
			throw new IllegalStateException("bug");
		};
		start();
		this.issuer = this.ca.issuer("backend-api", HOUR);
		this.scheduler.pass(Duration.ofSeconds(2));
		assertThat(this.source.current()).isPresent();
	}

	@Test
	void svidSignedForAnotherKeyIsNotPublished() {
		IssuedSvid other = new IssuedSvid(this.ca.svid("backend-api").chain(), this.ca.bundle(), this.clock.instant());
		this.issuer = (csr) -> other;
		start();
		assertThat(this.source.current()).isEmpty();
		assertThat(this.renewer.lastFailure()).isPresent();
	}

	@Test
	void retriesFasterTowardsExpiryAndFastestAfterIt() {
		start();
		Instant expiry = this.source.snapshot().notAfter();
		caIsDown();
		this.scheduler.pass(Duration.ofHours(2));
		for (int i = 2; i < this.attempts.size(); i++) {
			Instant before = this.attempts.get(i - 1);
			Duration longest = before.isAfter(expiry) ? Duration.ofSeconds(5)
					: before.isAfter(expiry.minus(Duration.ofMinutes(12))) ? Duration.ofSeconds(15)
							: Duration.ofMinutes(5);
			assertThat(Duration.between(before, this.attempts.get(i))).isLessThanOrEqualTo(longest);
		}
		assertThat(this.attempts).hasSizeGreaterThan(700);
	}

	@Test
	void overloadedCaIsLeftAloneForAsLongAsItAsks() {
		start();
		this.issuer = (csr) -> {
			throw IssuanceException.overloaded("too many", Duration.ofSeconds(100));
		};
		this.scheduler.pass(Duration.ofMinutes(47));
		List<Duration> waits = waits();
		assertThat(waits.subList(1, waits.size())).isNotEmpty()
			.allSatisfy((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(150)));
	}

	@Test
	void taintedSvidIsRenewedAtOnce() {
		start();
		this.scheduler.pass(Duration.ofMinutes(1));
		SvidSnapshot before = this.source.snapshot();
		learn(2, new Distrust(Set.of(Distrust.fingerprint(this.ca.intermediate())), Set.of()));
		this.scheduler.pass(Duration.ofSeconds(30));
		assertThat(this.source.snapshot().serial()).isNotEqualTo(before.serial());
		assertThat(this.attempts).hasSizeGreaterThanOrEqualTo(2);
	}

	@Test
	void svidUnderATaintedRootIsRenewedAtOnce() {
		start();
		learn(2, new Distrust(Set.of(Distrust.fingerprint(this.ca.root())), Set.of()));
		this.scheduler.pass(Duration.ofSeconds(30));
		assertThat(this.attempts).hasSizeGreaterThanOrEqualTo(2);
	}

	@Test
	void caThatGoesOnIssuingUnderWhatItTaintsIsNotAskedInALoop() {
		start();
		learn(2, new Distrust(Set.of(Distrust.fingerprint(this.ca.root())), Set.of()));
		this.scheduler.pass(Duration.ofHours(6));
		assertThat(this.attempts).hasSizeLessThan(200);
		assertThat(this.renewer.lastFailure()).isEmpty();
	}

	@Test
	void taintOfOthersIsNoReasonToRenew() {
		start();
		learn(2, new Distrust(Set.of(Distrust.fingerprint(TestCa.create().root())), Set.of()));
		this.scheduler.pass(Duration.ofMinutes(5));
		assertThat(this.attempts).hasSize(1);
	}

	@Test
	void newerBundleThatLeavesTheSvidWithoutAuthorityIsTakenAndAnSvidAskedForAtOnce() {
		start();
		TestCa next = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);
		this.issuer = next.issuer("backend-api", HOUR);
		this.source.learn(new TrustBundle(next.bundle().trustDomain(), Set.of(next.root()), 2, Duration.ofMinutes(5)));
		assertThat(this.source.snapshot().bundle().authorities()).containsExactly(next.root());
		this.scheduler.pass(Duration.ofSeconds(2));
		assertThat(this.attempts).hasSize(2);
		assertThat(this.source.snapshot().svid().getChain().get(1)).isEqualTo(next.intermediate());
	}

	@Test
	void bundleThatIsNotNewerCannotTakeTheAuthorityAway() {
		start();
		TestCa next = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);
		assertThat(this.source.learn(next.bundle())).isFalse();
		this.scheduler.pass(Duration.ofMinutes(1));
		assertThat(this.attempts).hasSize(1);
		assertThat(this.source.snapshot().bundle().authorities()).containsExactly(this.ca.root());
	}

	@Test
	void skewIsMeasuredAtTheMiddleOfTheRoundTrip() {
		this.issuer = (csr) -> {
			this.clock.advance(Duration.ofSeconds(4));
			IssuedSvid issued = this.ca.issuer("backend-api", HOUR).issue(csr);
			Instant caTime = this.clock.instant().plusSeconds(58);
			this.clock.advance(Duration.ofSeconds(4));
			return new IssuedSvid(issued.chain(), issued.bundle(), caTime);
		};
		assertThat(this.renewer.clockSkew()).isEmpty();
		start();
		assertThat(this.renewer.clockSkew()).contains(Duration.ofSeconds(58));
	}

	@Test
	void countsWhatWorkedAndWhatDidNot() {
		start();
		caIsDown();
		this.scheduler.pass(Duration.ofMinutes(46));
		assertThat(this.renewer.refreshes()).isEqualTo(1);
		assertThat(this.renewer.failures()).isEqualTo(this.attempts.size() - 1).isPositive();
		assertThat(this.renewer.lastRefresh()).contains(this.attempts.getFirst());
		assertThat(this.renewer.nextAttempt()).hasValueSatisfying((next) -> assertThat(next)
			.isBetween(this.clock.instant().minusSeconds(1), this.clock.instant().plus(Duration.ofMinutes(5))));
	}

	@Test
	void closedRenewerDoesNothingMore() {
		start();
		this.renewer.close();
		this.scheduler.pass(Duration.ofHours(2));
		assertThat(this.attempts).hasSize(1);
		assertThat(this.scheduler.isIdle()).isTrue();
	}

	private void start() {
		this.renewer.start();
		this.scheduler.pass(Duration.ZERO);
	}

	private void learn(long sequence, Distrust distrust) {
		this.source.learn(new TrustBundle(this.ca.bundle().trustDomain(), Set.of(this.ca.root()), Map.of(), distrust,
				sequence, Duration.ofMinutes(5)));
	}

	private void caIsDown() {
		this.issuer = (csr) -> {
			throw IssuanceException.passing("no route", null);
		};
	}

	private List<Duration> waits() {
		List<Duration> waits = new ArrayList<>();
		for (int i = 1; i < this.attempts.size(); i++) {
			waits.add(Duration.between(this.attempts.get(i - 1), this.attempts.get(i)));
		}
		return waits;
	}

}
