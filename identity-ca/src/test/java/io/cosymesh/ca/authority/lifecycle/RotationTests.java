package io.cosymesh.ca.authority.lifecycle;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.authority.JwtSigningKey;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Time passes, keys come and go, and nobody who keeps to the rules is ever refused.
 */
class RotationTests {

	private static final Duration SVID = Duration.ofHours(1);

	// A holder asks every 5 minutes; the CA counts on three times that.
	private static final Duration OLDEST_BUNDLE = Duration.ofMinutes(14);

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private final TestDatabase database = new TestDatabase();

	private final Deque<Held> bundles = new ArrayDeque<>();

	private final List<List<X509Certificate>> chains = new ArrayList<>();

	private final Map<Instant, JwtSigningKey> tokens = new HashMap<>();

	private final Set<Object> seen = new LinkedHashSet<>();

	@Test
	void everyKindRotatesByItselfForGenerations() {
		Replica ca = new Replica(settings(), lifecycle(), this.database, this.clock);
		Instant end = this.clock.instant().plus(Duration.ofHours(46));
		while (this.clock.instant().isBefore(end)) {
			this.clock.advance(Duration.ofMinutes(7));
			ca.tick();
			issue(ca);
			verifyEverything(ca);
		}
		assertThat(count("root")).isGreaterThanOrEqualTo(4);
		assertThat(count("intermediate")).isGreaterThanOrEqualTo(8);
		assertThat(count("jwt")).isGreaterThanOrEqualTo(4);
		assertThat(ca.bundle().authorities()).hasSizeLessThanOrEqualTo(2);
		assertThat(ca.bundle().jwtAuthorities()).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void oldRootGoesWhenItsLastLeafHasExpiredAndNotEarlier() {
		Replica ca = new Replica(TestSettings.in(this.home), this.database, this.clock);
		X509Certificate old = ca.issuer().roots().iterator().next();
		String prepared = ca.authorities().prepare(AuthorityKind.ROOT, "test").id();
		ca.tick();
		this.clock.advance(Duration.ofMinutes(16));
		Instant last = ca.leaf().getFirst().getNotAfter().toInstant();
		ca.authorities().activate(prepared, "test");
		while (!this.clock.instant().isAfter(last)) {
			ca.tick();
			assertThat(ca.bundle().authorities()).contains(old);
			this.clock.advance(Duration.ofMinutes(1));
		}
		this.clock.advance(Duration.ofMinutes(3));
		ca.tick();
		assertThat(ca.bundle().authorities()).hasSize(1).doesNotContain(old);
		assertThat(ca.states(AuthorityKind.ROOT)).containsExactly(AuthorityState.ACTIVE);
		assertThat(ca.states(AuthorityKind.INTERMEDIATE)).containsExactly(AuthorityState.ACTIVE);
	}

	@Test
	void shorterSvidLifetimeAfterARestartDoesNotHurryTheOldRoot() throws Exception {
		Replica before = new Replica(
				TestSettings.with(this.home, Duration.ofHours(24), Duration.ofDays(3650), Duration.ofDays(365)),
				this.database, this.clock);
		List<X509Certificate> longLived = before.leaf(Duration.ofHours(24));
		Replica after = new Replica(
				TestSettings.with(this.home, Duration.ofMinutes(1), Duration.ofDays(3650), Duration.ofDays(365)),
				this.database, this.clock);
		String prepared = after.authorities().prepare(AuthorityKind.ROOT, "test").id();
		after.tick();
		this.clock.advance(Duration.ofMinutes(16));
		after.authorities().activate(prepared, "test");
		this.clock.advance(Duration.ofHours(23));
		after.tick();
		ChainOfTrust.verify(longLived, after.bundle(), this.clock.instant());
	}

	@Test
	void taintedAuthorityIsRevokedOnceUnusedAndAnIntermediateStaysRevoked() {
		Replica ca = new Replica(TestSettings.in(this.home), this.database, this.clock);
		ca.leaf();
		AuthorityStatus leaked = ca.status(AuthorityKind.INTERMEDIATE, AuthorityState.ACTIVE);
		ca.authorities().activate(ca.authorities().prepare(AuthorityKind.INTERMEDIATE, "test").id(), "test");
		ca.authorities().taint(leaked.id(), "test");
		ca.tick();
		assertThat(ca.bundle().distrust().revoked()).isEmpty();
		this.clock.advance(Duration.ofHours(2));
		ca.tick();
		assertThat(ca.bundle().distrust().revoked()).containsExactly(leaked.fingerprint());
		this.clock.advance(Duration.ofDays(300));
		ca.tick();
		assertThat(ca.bundle().distrust().revoked()).containsExactly(leaked.fingerprint());
		this.clock.advance(Duration.ofDays(66));
		ca.tick();
		assertThat(ca.bundle().distrust().revoked()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void whateverOperatorsDoWithoutForceNoLivingLeafLosesItsRoot(long seed) {
		Random random = new Random(seed);
		List<Replica> replicas = List.of(new Replica(settings(), lifecycle(), this.database, this.clock),
				new Replica(settings(), lifecycle(), this.database, this.clock));
		for (int step = 0; step < 200; step++) {
			Replica ca = replicas.get(random.nextInt(replicas.size()));
			this.clock.advance(Duration.ofSeconds(random.nextInt(1, 900)));
			switch (random.nextInt(4)) {
				case 0 -> meddle(ca, random);
				case 1, 2 -> issue(ca);
				default -> {
				}
			}
			// Each looks once a second; a replica that didn't act may be that far behind.
			replicas.forEach(Replica::tick);
			replicas.forEach(this::verifyEverything);
		}
		assertThat(count("root")).as("roots that signed").isGreaterThan(1);
	}

	private void meddle(Replica ca, Random random) {
		List<AuthorityStatus> all = ca.authorities().list();
		AuthorityStatus one = all.get(random.nextInt(all.size()));
		AuthorityKind kind = AuthorityKind.values()[random.nextInt(3)];
		try {
			switch (random.nextInt(4)) {
				case 0 -> ca.authorities().prepare(kind, "test");
				case 1 -> ca.authorities().activate(ca.status(kind, AuthorityState.PREPARED).id(), "test");
				case 2 -> ca.authorities().taint(one.id(), "test");
				default -> ca.authorities().revoke(one.id(), false, "test");
			}
		}
		catch (NoSuchElementException | RefusedTransitionException ex) {
			// Refused, as it should be.
		}
	}

	private void issue(Replica ca) {
		List<X509Certificate> chain = ca.leaf(SVID);
		this.chains.add(chain);
		this.seen.add("intermediate " + chain.get(1).getSerialNumber());
		ca.bundle()
			.authorities()
			.stream()
			.filter((root) -> signed(root, chain.get(1)))
			.forEach((root) -> this.seen.add("root " + root.getSerialNumber()));
		Instant expiry = this.clock.instant().plus(Duration.ofMinutes(5));
		JwtSigningKey key = ca.jwt().signingKey(expiry);
		this.tokens.put(expiry, key);
		this.seen.add("jwt " + key.keyId());
		// Whoever asked within the last three hints can verify what was signed just now.
		this.bundles.forEach((held) -> {
			assertGood(chain, held.bundle());
			assertThat(held.bundle().jwtAuthorities()).containsKey(key.keyId());
		});
	}

	private void verifyEverything(Replica ca) {
		Instant now = this.clock.instant();
		this.bundles.removeIf((held) -> held.until().isBefore(now));
		this.bundles.add(new Held(now.plus(OLDEST_BUNDLE), ca.bundle()));
		this.chains.removeIf((chain) -> chain.getFirst().getNotAfter().toInstant().isBefore(now));
		this.chains.forEach((chain) -> assertGood(chain, ca.bundle()));
		this.tokens.keySet().removeIf((expiry) -> expiry.isBefore(now));
		this.tokens.values().forEach((token) -> assertThat(ca.bundle().jwtAuthorities()).containsKey(token.keyId()));
	}

	private void assertGood(List<X509Certificate> chain, TrustBundle bundle) {
		assertThatCode(() -> ChainOfTrust.verify(chain, bundle, this.clock.instant()))
			.as("at %s with bundle %d", this.clock.instant(), bundle.sequence())
			.doesNotThrowAnyException();
	}

	private long count(String kind) {
		return this.seen.stream().filter((one) -> one.toString().startsWith(kind + " ")).count();
	}

	private CaSettings settings() {
		return TestSettings.with(this.home, SVID, Duration.ofHours(12), Duration.ofHours(7));
	}

	private static LifecycleSettings lifecycle() {
		return new LifecycleSettings(null, null, Duration.ofHours(8), false);
	}

	private static boolean signed(X509Certificate root, X509Certificate intermediate) {
		try {
			intermediate.verify(root.getPublicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	/**
	 * A bundle that somebody may still hold.
	 *
	 * @param until how long
	 * @param bundle the bundle
	 */
	private record Held(Instant until, TrustBundle bundle) {
	}

}
