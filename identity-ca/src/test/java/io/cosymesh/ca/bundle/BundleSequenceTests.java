package io.cosymesh.ca.bundle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.identity.bundle.Distrust;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;

import static org.assertj.core.api.Assertions.assertThat;

class BundleSequenceTests {

	private static final Duration HINT = Duration.ofMinutes(5);

	private static final BundleContent ONE = content(HINT);

	private static final BundleContent TWO = content(HINT);

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private TestDatabase database = new TestDatabase();

	@Test
	void sameContentKeepsItsNumber() {
		long first = number(ONE);
		this.clock.advance(Duration.ofDays(1));
		assertThat(number(ONE)).isEqualTo(first);
	}

	@Test
	void newContentGetsAHigherNumberEvenWithTheClockSetBack() {
		long first = number(ONE);
		this.clock.advance(Duration.ofDays(-100));
		assertThat(number(TWO)).isEqualTo(first + 1);
		assertThat(number(new BundleContent(TWO.roots(), TWO.jwtKeys(), TWO.distrust(), HINT.dividedBy(5))))
			.isEqualTo(first + 2);
		assertThat(number(new BundleContent(TWO.roots(), Map.of("k", Keys.p256().getPublic()), TWO.distrust(), HINT)))
			.isEqualTo(first + 3);
		Distrust distrust = new Distrust(Set.of("ab".repeat(32)), Set.of());
		assertThat(number(new BundleContent(TWO.roots(), TWO.jwtKeys(), distrust, HINT))).isEqualTo(first + 4);
	}

	@Test
	void numberDoesNotFallWhenTheDatabaseIsLost() {
		long first = number(ONE);
		this.database = new TestDatabase();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(number(ONE)).isGreaterThan(first);
	}

	@Test
	void publisherTakesOverTheNumberOfAnotherReplica() {
		BundleContent[] wanted = { ONE };
		BundlePublisher publisher = new BundlePublisher(TestSettings.DOMAIN, () -> wanted[0], sequence(),
				this.home.resolve("bundle.json"));
		long first = publisher.published().current().sequence();
		number(TWO);
		long third = number(ONE);
		publisher.poll();
		assertThat(publisher.published().current().sequence()).isEqualTo(third).isEqualTo(first + 2);
		long fourth = number(TWO);
		wanted[0] = TWO;
		publisher.poll();
		assertThat(publisher.published().current()).isEqualTo(TWO.numbered(TestSettings.DOMAIN, fourth));
	}

	private long number(BundleContent content) {
		return sequence().number(TestSettings.DOMAIN, () -> content).sequence();
	}

	private BundleSequence sequence() {
		return new BundleSequence(this.database.client(), this.database.transactions(), this.clock);
	}

	private static BundleContent content(Duration hint) {
		return new BundleContent(TestCa.create().bundle().authorities(), Map.of(), Distrust.NONE, hint);
	}

}
