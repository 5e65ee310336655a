package io.cosymesh.identity.renewal;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

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
		assertThat(waits.getLast()).isBetween(Duration.ofSeconds(150), Duration.ofMinutes(5));
	}

	@Test
	void healsAnExpiredSvidWithinTheLongestWait() {
		start();
		caIsDown();
		this.scheduler.pass(Duration.ofHours(5));
		assertThat(this.source.snapshot().notAfter()).isBefore(this.clock.instant());
		this.issuer = this.ca.issuer("backend-api", HOUR);
		this.scheduler.pass(Duration.ofMinutes(5));
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
