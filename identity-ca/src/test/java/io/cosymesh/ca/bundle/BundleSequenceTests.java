package io.cosymesh.ca.bundle;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.ca.Noon;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.authority.AuthorityFixture;
import io.cosymesh.ca.authority.IssuingAuthority;

import static org.assertj.core.api.Assertions.assertThat;

class BundleSequenceTests {

	private static final Duration HINT = Duration.ofMinutes(5);

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private TestDatabase database = new TestDatabase();

	@Test
	void sameContentKeepsItsNumber() {
		IssuingAuthority authority = authority("one");
		long first = number(authority, HINT);
		this.clock.advance(Duration.ofDays(1));
		assertThat(number(authority, HINT)).isEqualTo(first);
	}

	@Test
	void newContentGetsAHigherNumberEvenWithTheClockSetBack() {
		long first = number(authority("one"), HINT);
		this.clock.advance(Duration.ofDays(-100));
		long second = number(authority("two"), HINT);
		assertThat(second).isEqualTo(first + 1);
		assertThat(number(authority("two"), Duration.ofMinutes(1))).isEqualTo(second + 1);
	}

	@Test
	void numberDoesNotFallWhenTheDatabaseIsLost() {
		long first = number(authority("one"), HINT);
		this.database = new TestDatabase();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(number(authority("one"), HINT)).isGreaterThan(first);
	}

	private IssuingAuthority authority(String name) {
		return AuthorityFixture.open(TestSettings.in(this.home.resolve(name)), this.clock);
	}

	private long number(IssuingAuthority authority, Duration hint) {
		return new BundleSequence(this.database.client(), this.clock)
			.number(TestSettings.DOMAIN, authority.roots(), hint)
			.sequence();
	}

}
