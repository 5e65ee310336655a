package io.cosymesh.ca.authority.lifecycle;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicasTests {

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private final TestDatabase database = new TestDatabase();

	@Test
	void twoThatStartTogetherMakeOneRoot() throws Exception {
		// They share the key-encryption key, but not yet any authority.
		new Replica(TestSettings.in(this.home), new TestDatabase(), this.clock);
		List<Replica> replicas = together(this::open, this::open, this::open);
		assertThat(replicas).extracting(Replica::bundle).allMatch(replicas.getFirst().bundle()::equals);
		assertThat(replicas.getFirst().authorities().list()).hasSize(3);
	}

	@Test
	void whatOneChangesTheOtherPublishesUnderTheSameNumber() throws Exception {
		Replica one = open();
		Replica other = open();
		long first = one.bundle().sequence();
		one.authorities().prepare(AuthorityKind.ROOT, "test");
		other.tick();
		assertThat(one.bundle().sequence()).isEqualTo(first + 1);
		assertThat(other.bundle()).isEqualTo(one.bundle());
		other.authorities().prepare(AuthorityKind.JWT, "test");
		one.tick();
		assertThat(one.bundle()).isEqualTo(other.bundle());
		assertThat(one.bundle().sequence()).isEqualTo(first + 2);
		assertThat(new TrustBundleFile(TestSettings.DOMAIN, this.home.resolve("trust-bundle.json")).read())
			.isEqualTo(one.bundle());
		assertThat(open().bundle()).isEqualTo(one.bundle());
	}

	@Test
	void replicaThatMissedAnActivationCannotSignWithTheOldOneForLong() {
		Replica one = open();
		Replica other = open();
		X509Certificate old = one.leaf().get(1);
		assertThat(other.leaf().get(1)).isEqualTo(old);
		one.authorities().activate(one.authorities().prepare(AuthorityKind.INTERMEDIATE, "test").id(), "test");
		this.clock.advance(Duration.ofMinutes(20));
		assertThat(other.leaf().get(1)).isEqualTo(one.leaf().get(1)).isNotEqualTo(old);
	}

	@Test
	void rootStaysForTheLeafThatAnotherReplicaSigned() throws Exception {
		Replica one = open();
		Replica other = open();
		List<X509Certificate> leaf = other.leaf();
		String prepared = one.authorities().prepare(AuthorityKind.ROOT, "test").id();
		one.tick();
		this.clock.advance(Duration.ofMinutes(16));
		one.authorities().activate(prepared, "test");
		Instant last = leaf.getFirst().getNotAfter().toInstant();
		while (this.clock.instant().isBefore(last)) {
			one.tick();
			ChainOfTrust.verify(leaf, one.bundle(), this.clock.instant());
			this.clock.advance(Duration.ofMinutes(1));
		}
		this.clock.advance(Duration.ofMinutes(3));
		one.tick();
		assertThat(one.states(AuthorityKind.ROOT)).containsExactly(AuthorityState.ACTIVE);
	}

	@Test
	void rotationDueForBothHappensOnce() throws Exception {
		Replica one = open();
		Replica other = open();
		this.clock.advance(Duration.ofDays(340));
		together(() -> tick(one), () -> tick(other));
		assertThat(one.states(AuthorityKind.INTERMEDIATE)).containsExactlyInAnyOrder(AuthorityState.ACTIVE,
				AuthorityState.PREPARED);
		assertThat(other.authorities().list()).isEqualTo(one.authorities().list());
	}

	@Test
	void sequenceOnlyGrowsAcrossRestartsChangesAndClocksSetBack() {
		long last = 0;
		for (int restart = 0; restart < 5; restart++) {
			Replica ca = open();
			assertThat(ca.bundle().sequence()).isGreaterThanOrEqualTo(last);
			String id = ca.authorities().prepare(AuthorityKind.ROOT, "test").id();
			assertThat(ca.bundle().sequence()).isGreaterThan(last);
			ca.authorities().taint(id, "test");
			last = ca.bundle().sequence();
			this.clock.advance(Duration.ofMinutes(-10));
		}
	}

	private Replica open() {
		return new Replica(TestSettings.in(this.home), this.database, this.clock);
	}

	private static Replica tick(Replica replica) {
		replica.tick();
		return replica;
	}

	@SafeVarargs
	private static List<Replica> together(Callable<Replica>... tasks) throws Exception {
		List<Replica> results = new ArrayList<>();
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<Replica> result : executor.invokeAll(List.of(tasks))) {
				results.add(result.get());
			}
		}
		return results;
	}

}
