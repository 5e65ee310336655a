package io.cosymesh.identity.svid;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.spiffe.exception.BundleNotFoundException;
import io.spiffe.spiffeid.TrustDomain;
import io.spiffe.svid.x509svid.X509Svid;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.tls.SvidKeyManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SvidSourceTests {

	private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T12:00:00Z"));

	private final TestCa ca = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);

	private final SvidSource source = new SvidSource(this.ca.name("backend-api"), this.clock);

	@Test
	void refusesEverythingBeforeTheFirstSnapshot() {
		assertThat(this.source.current()).isEmpty();
		assertThat(this.source.bundleOf(this.ca.bundle().trustDomain())).isEmpty();
		assertThatIllegalStateException().isThrownBy(this.source::snapshot)
			.withMessage("There is no SVID for spiffe://cosymesh.local/ns/cosymesh/sa/backend-api yet");
		assertThatIllegalStateException().isThrownBy(this.source::getX509Svid);
	}

	@Test
	void publishesGoodSvidsOneGenerationAfterTheOther() throws Exception {
		List<SvidSnapshot> seen = new ArrayList<>();
		this.source.onChange(seen::add);
		X509Svid first = this.ca.svid("backend-api").svid();
		X509Svid second = this.ca.svid("backend-api").svid();
		this.source.publish(first, this.ca.bundle());
		SvidSnapshot snapshot = this.source.publish(second, this.ca.bundle());
		assertThat(this.source.getX509Svid()).isSameAs(second);
		assertThat(seen).extracting(SvidSnapshot::generation).containsExactly(1L, 2L);
		assertThat(snapshot.notAfter()).isEqualTo(this.clock.instant().plus(Duration.ofHours(1)));
		assertThat(snapshot.serial()).isEqualTo(second.getLeaf().getSerialNumber().toString(16));
	}

	@Test
	void listenerThatFailsHindersNobody() throws Exception {
		List<SvidSnapshot> seen = new ArrayList<>();
		this.source.onChange((snapshot) -> {
			throw new IllegalStateException("listener");
		});
		this.source.onChange(seen::add);
		this.source.publish(this.ca.svid("backend-api").svid(), this.ca.bundle());
		assertThat(seen).hasSize(1);
	}

	@Test
	void refusesWhatPeersWouldRefuseAndKeepsTheCurrentOne() throws Exception {
		this.source.publish(this.ca.svid("backend-api").svid(), this.ca.bundle());
		SvidSnapshot current = this.source.snapshot();
		assertRefused(this.ca.wrong("backend-api").expired().svid(), SvidRefusal.EXPIRED);
		assertRefused(this.ca.wrong("backend-api").signedByStranger().svid(), SvidRefusal.UNTRUSTED_CHAIN);
		assertRefused(this.ca.wrong("backend-api").otherTrustDomain().svid(), SvidRefusal.UNKNOWN_TRUST_DOMAIN);
		assertRefused(this.ca.wrong("backend-api").serverAuthOnly().svid(), SvidRefusal.WRONG_EXTENDED_KEY_USAGE);
		assertRefused(this.ca.wrong("backend-api").withForeignKey().svid(), SvidRefusal.KEY_MISMATCH);
		assertRefused(this.ca.svid("webui-service").svid(), SvidRefusal.NAME_MISMATCH);
		assertThat(this.source.snapshot()).isSameAs(current);
	}

	@Test
	void knowsTheBundleOfItsOwnTrustDomainOnly() throws Exception {
		this.source.publish(this.ca.svid("backend-api").svid(), this.ca.bundle());
		assertThat(this.source.getBundleForTrustDomain(this.ca.bundle().trustDomain()).getX509Authorities())
			.containsExactly(this.ca.root());
		assertThatExceptionOfType(BundleNotFoundException.class)
			.isThrownBy(() -> this.source.getBundleForTrustDomain(TrustDomain.parse("other.local")));
	}

	@Test
	void withdrawnSvidIsGoneUntilTheNextOne() throws Exception {
		SvidKeyManager keys = new SvidKeyManager(this.source);
		assertThat(this.source.withdraw()).isFalse();
		this.source.publish(this.ca.svid("backend-api").svid(), this.ca.bundle());
		assertThat(keys.chooseEngineServerAlias("EC", null, null)).isEqualTo("svid-1");
		assertThat(this.source.withdraw()).isTrue();
		assertThat(this.source.current()).isEmpty();
		assertThat(this.source.bundleOf(this.ca.bundle().trustDomain())).isEmpty();
		assertThat(keys.chooseEngineServerAlias("EC", null, null)).isNull();
		assertThat(this.source.publish(this.ca.svid("backend-api").svid(), this.ca.bundle()).generation()).isEqualTo(2);
		assertThat(keys.chooseEngineServerAlias("EC", null, null)).isEqualTo("svid-2");
	}

	@Test
	void closedSourceHasNothingAndTakesNothing() throws Exception {
		X509Svid svid = this.ca.svid("backend-api").svid();
		this.source.publish(svid, this.ca.bundle());
		this.source.close();
		assertThat(this.source.current()).isEmpty();
		assertThatIllegalStateException().isThrownBy(() -> this.source.publish(svid, this.ca.bundle()));
	}

	@Test
	void snapshotPrintsNoKey() throws Exception {
		SvidSnapshot snapshot = this.source.publish(this.ca.svid("backend-api").svid(), this.ca.bundle());
		assertThat(snapshot.toString()).contains("backend-api", snapshot.serial()).doesNotContainIgnoringCase("key");
	}

	private void assertRefused(X509Svid svid, SvidRefusal refusal) {
		SvidRefusedException ex = catchThrowableOfType(SvidRefusedException.class,
				() -> this.source.publish(svid, this.ca.bundle()));
		assertThat(ex.refusal()).isEqualTo(refusal);
	}

}
