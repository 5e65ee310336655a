package io.cosymesh.ca.authority.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TransitionTests {

	private static final String OPERATOR = "spiffe://cosymesh.local/ns/cosymesh/sa/operator";

	private static final Duration PUBLICATION = Duration.ofMinutes(15).plusSeconds(2);

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private Replica ca;

	private Authorities authorities;

	@BeforeEach
	void open() {
		this.ca = new Replica(TestSettings.in(this.home), new TestDatabase(), this.clock);
		this.authorities = this.ca.authorities();
	}

	@ParameterizedTest
	@EnumSource
	void statesFollowEachOtherAsDocumented(AuthorityState state) {
		Map<AuthorityState, Set<AuthorityState>> documented = Map.of(AuthorityState.PREPARED,
				Set.of(AuthorityState.ACTIVE, AuthorityState.TAINTED), AuthorityState.ACTIVE,
				Set.of(AuthorityState.OLD), AuthorityState.OLD, Set.of(AuthorityState.TAINTED), AuthorityState.TAINTED,
				Set.of(AuthorityState.REVOKED), AuthorityState.REVOKED, Set.of());
		assertThat(Arrays.stream(AuthorityState.values()).filter(state::mayBecome))
			.containsExactlyInAnyOrderElementsOf(documented.get(state));
	}

	static Stream<Arguments> verbs() {
		return Stream.of(AuthorityKind.values())
			.flatMap((kind) -> Stream.of(
					Arguments.of(kind, AuthorityState.PREPARED, "granted", "granted", "authority-not-tainted"),
					Arguments.of(kind, AuthorityState.ACTIVE, "authority-not-prepared", "authority-active",
							"authority-not-tainted"),
					Arguments.of(kind, AuthorityState.OLD, "authority-not-prepared", "granted",
							"authority-not-tainted"),
					Arguments.of(kind, AuthorityState.TAINTED, "authority-not-prepared", "authority-already-tainted",
							"granted"),
					Arguments.of(kind, AuthorityState.REVOKED, "authority-not-prepared", "authority-already-tainted",
							"authority-not-tainted")));
	}

	@ParameterizedTest
	@MethodSource("verbs")
	void everyVerbIsGrantedOrRefusedByState(AuthorityKind kind, AuthorityState state, String activate, String taint,
			String revoke) {
		assertThat(answer(() -> this.authorities.activate(inState(kind, state), OPERATOR))).isEqualTo(activate);
		open();
		assertThat(answer(() -> this.authorities.taint(inState(kind, state), OPERATOR))).isEqualTo(taint);
		open();
		assertThat(answer(() -> this.authorities.revoke(inState(kind, state), true, OPERATOR))).isEqualTo(revoke);
	}

	@ParameterizedTest
	@EnumSource
	void secondPreparationIsRefused(AuthorityKind kind) {
		String id = this.authorities.prepare(kind, OPERATOR).id();
		assertThatExceptionOfType(RefusedTransitionException.class)
			.isThrownBy(() -> this.authorities.prepare(kind, OPERATOR))
			.withMessage("Authority %s is prepared already. Activate it, or taint it to get rid of it.".formatted(id));
		this.authorities.taint(id, OPERATOR);
		assertThat(this.authorities.prepare(kind, OPERATOR).state()).isEqualTo("prepared");
	}

	@ParameterizedTest
	@EnumSource(names = { "ROOT", "JWT" })
	void whatIsPublishedSignsOnlyAfterEverybodyHeardOfIt(AuthorityKind kind) {
		AuthorityStatus prepared = this.authorities.prepare(kind, OPERATOR);
		Instant from = this.clock.instant().plus(PUBLICATION);
		this.ca.tick();
		assertThat(this.ca.status(kind, AuthorityState.PREPARED).activatableFrom()).isEqualTo(from);
		this.clock.advance(PUBLICATION.minusMillis(1));
		assertThatExceptionOfType(RefusedTransitionException.class)
			.isThrownBy(() -> this.authorities.activate(prepared.id(), OPERATOR))
			.withMessage(
					"Some workloads may not have heard of authority %s yet. Activate it at 2026-11-22T12:15:02Z or later."
						.formatted(prepared.id()))
			.satisfies((ex) -> assertThat(ex.possibleFrom()).hasValue(from));
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.authorities.activate(prepared.id(), OPERATOR).state()).isEqualTo("active");
	}

	@Test
	void intermediateSignsAtOnce() {
		String id = this.authorities.prepare(AuthorityKind.INTERMEDIATE, OPERATOR).id();
		this.authorities.activate(id, OPERATOR);
		assertThat(this.ca.issuer().signingCertificate())
			.hasValue(this.authorities.set().find(id).orElseThrow().certificate().orElseThrow());
	}

	@Test
	void activatedRootBringsItsOwnIntermediate() throws Exception {
		String unused = this.authorities.prepare(AuthorityKind.INTERMEDIATE, OPERATOR).id();
		String root = inState(AuthorityKind.ROOT, AuthorityState.PREPARED);
		this.authorities.activate(root, OPERATOR);
		assertThat(this.ca.status(AuthorityKind.INTERMEDIATE, AuthorityState.ACTIVE).issuer()).isEqualTo(root);
		assertThat(this.ca.states(AuthorityKind.INTERMEDIATE)).containsExactlyInAnyOrder(AuthorityState.OLD,
				AuthorityState.ACTIVE);
		assertThat(this.authorities.set().find(unused)).isEmpty();
		ChainOfTrust.verify(this.ca.leaf(), this.ca.bundle(), this.clock.instant());
	}

	@Test
	void privateKeyIsGoneOnceItSignsNoMore() {
		TestDatabase database = new TestDatabase();
		this.ca = new Replica(TestSettings.in(this.home), database, this.clock);
		this.authorities = this.ca.authorities();
		String old = this.ca.status(AuthorityKind.ROOT, AuthorityState.ACTIVE).id();
		AuthorityTable table = new AuthorityTable(database.client());
		assertThat(table.sealedKey(old)).isPresent();
		this.authorities.activate(inState(AuthorityKind.ROOT, AuthorityState.PREPARED), OPERATOR);
		assertThat(table.sealedKey(old)).isEmpty();
	}

	@Test
	void taintedAndRevokedIntermediateIsToldToEverybody() throws Exception {
		var chain = this.ca.leaf();
		String old = this.ca.status(AuthorityKind.INTERMEDIATE, AuthorityState.ACTIVE).id();
		String fingerprint = this.ca.status(AuthorityKind.INTERMEDIATE, AuthorityState.ACTIVE).fingerprint();
		this.authorities.activate(this.authorities.prepare(AuthorityKind.INTERMEDIATE, OPERATOR).id(), OPERATOR);
		assertThat(this.ca.bundle().distrust().tainted()).isEmpty();
		this.authorities.taint(old, OPERATOR);
		assertThat(this.ca.bundle().distrust().tainted()).containsExactly(fingerprint);
		ChainOfTrust.verify(chain, this.ca.bundle(), this.clock.instant());
		this.authorities.revoke(old, true, OPERATOR);
		assertThat(this.ca.bundle().distrust().revoked()).containsExactly(fingerprint);
		assertThatExceptionOfType(SvidRefusedException.class)
			.isThrownBy(() -> ChainOfTrust.verify(chain, this.ca.bundle(), this.clock.instant()))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(SvidRefusal.REVOKED));
		ChainOfTrust.verify(this.ca.leaf(), this.ca.bundle(), this.clock.instant());
	}

	@Test
	void revocationWaitsForTheLastLeafUnlessForced() {
		Instant last = this.ca.leaf().getFirst().getNotAfter().toInstant();
		String old = inState(AuthorityKind.ROOT, AuthorityState.TAINTED);
		assertThatExceptionOfType(RefusedTransitionException.class)
			.isThrownBy(() -> this.authorities.revoke(old, false, OPERATOR))
			.withMessageContaining("or now with --force")
			.satisfies((ex) -> assertThat(ex.possibleFrom().orElseThrow()).isAfter(last));
		assertThat(this.ca.bundle().authorities()).hasSize(2);
		this.authorities.revoke(old, true, OPERATOR);
		assertThat(this.ca.bundle().authorities()).hasSize(1);
	}

	@Test
	void revokedJwtKeyIsNoLongerPublished() {
		this.ca.jwt().signingKey(this.clock.instant().plusSeconds(300));
		String old = inState(AuthorityKind.JWT, AuthorityState.TAINTED);
		assertThat(this.ca.bundle().jwtAuthorities()).containsKey(old);
		this.authorities.revoke(old, true, OPERATOR);
		assertThat(this.ca.bundle().jwtAuthorities()).hasSize(1).doesNotContainKey(old);
	}

	@Test
	void unknownAuthorityIsNotFound() {
		List<ThrowingCallable> verbs = List.of(() -> this.authorities.activate("00000000", OPERATOR),
				() -> this.authorities.taint("00000000", OPERATOR),
				() -> this.authorities.revoke("00000000", true, OPERATOR));
		assertThat(verbs).allSatisfy((verb) -> assertThat(answer(verb)).isEqualTo("authority-not-found"));
	}

	/** Brings an authority into a state by the verbs that lead there. */
	private String inState(AuthorityKind kind, AuthorityState state) {
		if (state == AuthorityState.ACTIVE) {
			return this.ca.status(kind, AuthorityState.ACTIVE).id();
		}
		String active = this.ca.status(kind, AuthorityState.ACTIVE).id();
		String prepared = this.authorities.prepare(kind, OPERATOR).id();
		this.ca.tick();
		this.clock.advance(PUBLICATION);
		if (state == AuthorityState.PREPARED) {
			return prepared;
		}
		this.authorities.activate(prepared, OPERATOR);
		if (state != AuthorityState.OLD) {
			this.authorities.taint(active, OPERATOR);
		}
		if (state == AuthorityState.REVOKED) {
			this.authorities.revoke(active, true, OPERATOR);
		}
		return active;
	}

	private static String answer(ThrowingCallable verb) {
		try {
			verb.call();
			return "granted";
		}
		catch (RefusedTransitionException ex) {
			return ex.refusal().code();
		}
		catch (Throwable ex) {
			throw new AssertionError(ex);
		}
	}

}
