package io.cosymesh.ca.authority;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;

import static org.assertj.core.api.Assertions.assertThat;

class RootLedgerTests {

	private final MovableClock clock = Noon.clock();

	private final TestDatabase database = new TestDatabase();

	private final X509Certificate old = root();

	private final X509Certificate young = root();

	private final RootLedger ledger = open();

	@Test
	void firstRootsAreUsableAtOnce() {
		this.ledger.announce(Set.of(this.old));
		assertThat(this.ledger.roots()).containsExactly(this.old);
		assertThat(this.ledger.usableFrom(this.old).orElseThrow()).isBefore(this.clock.instant());
	}

	@Test
	void laterRootIsPublishedBeforeItIsUsable() {
		this.ledger.announce(Set.of(this.old));
		this.ledger.announce(Set.of(this.old, this.young));
		assertThat(this.ledger.roots()).containsExactlyInAnyOrder(this.old, this.young);
		assertThat(this.ledger.usableFrom(this.young)).hasValue(this.clock.instant().plus(Duration.ofMinutes(15)));
	}

	@Test
	void unknownRootIsNeverUsable() {
		assertThat(this.ledger.usableFrom(this.young)).isEmpty();
	}

	@Test
	void rootStaysUntilTheLastLeafBelowItHasExpired() {
		this.ledger.announce(Set.of(this.old));
		for (int minute = 0; minute < 10; minute++) {
			this.clock.advance(Duration.ofMinutes(1));
			this.ledger.announce(Set.of(this.old));
		}
		this.clock.advance(Duration.ofMinutes(60));
		this.ledger.announce(Set.of(this.young));
		assertThat(this.ledger.roots()).containsExactlyInAnyOrder(this.old, this.young);
		this.clock.advance(Duration.ofMinutes(3));
		assertThat(this.ledger.refresh()).isTrue();
		assertThat(this.ledger.roots()).containsExactly(this.young);
		assertThat(this.ledger.refresh()).isFalse();
	}

	@Test
	void rootStaysWhileItsIssuerCannotBeAsked() {
		this.ledger.announce(Set.of(this.old));
		for (int minute = 0; minute < 180; minute++) {
			this.clock.advance(Duration.ofMinutes(1));
			assertThat(this.ledger.refresh()).isFalse();
			assertThat(this.ledger.roots()).containsExactly(this.old);
		}
		assertThat(this.ledger.usableFrom(this.old).orElseThrow()).isBefore(this.clock.instant());
	}

	@Test
	void rootStaysForTheLeafThatWasSignedLongAfterTheIssuerWasAsked() {
		this.ledger.announce(Set.of(this.old));
		for (int minute = 0; minute < 10; minute++) {
			this.clock.advance(Duration.ofMinutes(1));
			this.ledger.refresh();
		}
		this.ledger.announce(Set.of(this.young));
		this.clock.advance(Duration.ofMinutes(59));
		this.ledger.refresh();
		assertThat(open().roots()).containsExactlyInAnyOrder(this.old, this.young);
		this.clock.advance(Duration.ofMinutes(4));
		this.ledger.refresh();
		assertThat(this.ledger.roots()).containsExactly(this.young);
	}

	@Test
	void restartForgetsNothing() {
		this.ledger.announce(Set.of(this.old));
		this.clock.advance(Duration.ofMinutes(30));
		RootLedger reopened = open();
		reopened.announce(Set.of(this.young));
		assertThat(reopened.roots()).containsExactlyInAnyOrder(this.old, this.young);
		assertThat(reopened.usableFrom(this.young)).hasValue(this.clock.instant().plus(Duration.ofMinutes(15)));
	}

	@Test
	void replicasShareWhatTheyPublish() {
		RootLedger replica = open();
		this.ledger.announce(Set.of(this.old));
		Instant announced = this.clock.instant();
		this.clock.advance(Duration.ofMinutes(1));
		this.ledger.announce(Set.of(this.young));
		assertThat(replica.refresh()).isTrue();
		assertThat(replica.roots()).isEqualTo(this.ledger.roots());
		this.clock.advance(Duration.ofMinutes(5));
		replica.announce(Set.of(this.young));
		assertThat(replica.usableFrom(this.young)).hasValue(announced.plus(Duration.ofMinutes(16)));
	}

	@Test
	void shorterLeavesDoNotShortenThePast() {
		this.ledger.announce(Set.of(this.old));
		new RootLedger(this.database.client(), Duration.ofMinutes(1), Duration.ZERO, this.clock)
			.announce(Set.of(this.old));
		this.clock.advance(Duration.ofMinutes(59));
		assertThat(open().roots()).containsExactly(this.old);
	}

	@Test
	void expiredRootIsNotPublished() {
		this.ledger.announce(Set.of(this.old));
		this.clock.advance(Duration.between(this.clock.instant(), this.old.getNotAfter().toInstant()));
		assertThat(this.ledger.roots()).isEmpty();
	}

	private RootLedger open() {
		return new RootLedger(this.database.client(), Duration.ofHours(1), Duration.ofMinutes(15), this.clock);
	}

	private X509Certificate root() {
		return TestCa.create("cosymesh.local", this.clock).root();
	}

}
