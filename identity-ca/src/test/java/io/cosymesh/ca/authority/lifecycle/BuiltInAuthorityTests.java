package io.cosymesh.ca.authority.lifecycle;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.IssuerUnavailableException;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BuiltInAuthorityTests {

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private final TestDatabase database = new TestDatabase();

	@Test
	void leafIsAnSvidThatTheRootVerifies() throws Exception {
		Replica ca = open();
		List<X509Certificate> chain = ca.leaf(Duration.ofHours(1));
		assertThat(ChainOfTrust.verify(chain, ca.bundle(), this.clock.instant()))
			.isEqualTo(TestSettings.workload("backend-api").spiffeId());
		X509Certificate leaf = chain.getFirst();
		assertThat(leaf.getNotBefore().toInstant()).isEqualTo(this.clock.instant().minusSeconds(60));
		assertThat(leaf.getNotAfter().toInstant()).isEqualTo(this.clock.instant().plusSeconds(3600));
		assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
		assertThat(leaf.getCriticalExtensionOIDs()).contains("2.5.29.15", "2.5.29.17", "2.5.29.19");
		assertThat(leaf.getExtendedKeyUsage()).containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
	}

	@Test
	void signingCertificatesCanOnlySign() {
		Replica ca = open();
		X509Certificate intermediate = ca.leaf().get(1);
		X509Certificate root = ca.issuer().roots().iterator().next();
		assertThat(ca.issuer().signingCertificate()).hasValue(intermediate);
		assertThat(intermediate.getBasicConstraints()).isZero();
		assertThat(root.getBasicConstraints()).isEqualTo(1);
		for (X509Certificate signing : List.of(intermediate, root)) {
			assertThat(signing.getKeyUsage()[0]).as("digitalSignature").isFalse();
			assertThat(signing.getKeyUsage()[5]).as("keyCertSign").isTrue();
			assertThat(signing.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
		}
	}

	@Test
	void serialsAre128RandomBits() {
		Replica ca = open();
		Set<Object> serials = new HashSet<>();
		int longest = 0;
		for (int i = 0; i < 50; i++) {
			X509Certificate leaf = ca.leaf().getFirst();
			serials.add(leaf.getSerialNumber());
			assertThat(leaf.getSerialNumber()).isPositive();
			longest = Math.max(longest, leaf.getSerialNumber().bitLength());
		}
		assertThat(serials).hasSize(50);
		assertThat(longest).isBetween(120, 128);
	}

	@Test
	void reopenedAuthorityIsTheSame() {
		Replica first = open();
		X509Certificate intermediate = first.leaf().get(1);
		Replica second = open();
		assertThat(second.bundle()).isEqualTo(first.bundle());
		assertThat(second.leaf().get(1)).isEqualTo(intermediate);
		assertThat(second.jwt().published()).isEqualTo(first.jwt().published());
	}

	@Test
	void expiredRootIsRefusedAtStart() {
		open();
		this.clock.advance(Duration.ofDays(3651));
		assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(this::open)
			.withMessage("The active root expired at 2036-11-19T12:00:00Z.");
	}

	@Test
	void expiredRootIsReplacedWhenTheOperatorSaysSo() throws Exception {
		long sequence = open().bundle().sequence();
		this.clock.advance(Duration.ofDays(3651));
		Replica recovered = new Replica(TestSettings.in(this.home),
				new LifecycleSettings(null, null, Duration.ofDays(30), true), this.database, this.clock);
		ChainOfTrust.verify(recovered.leaf(), recovered.bundle(), this.clock.instant());
		assertThat(recovered.bundle().sequence()).isGreaterThan(sequence);
		assertThat(recovered.bundle().authorities()).hasSize(1);
		ChainOfTrust.verify(open().leaf(), recovered.bundle(), this.clock.instant());
	}

	@Test
	void rootThatExpiresAtRunTimeStopsIssuanceInsteadOfBeingReplaced() {
		Replica ca = open();
		assertThat(ca.issuer().standing().able()).isTrue();
		this.clock.advance(Duration.ofDays(3651));
		ca.tick();
		assertThat(ca.issuer().standing().able()).isFalse();
		assertThat(ca.issuer().standing().details()).extractingByKey("reason")
			.asString()
			.contains("replace-expired-root=true");
		assertThatExceptionOfType(IssuerUnavailableException.class).isThrownBy(ca::leaf)
			.withMessage("The signing certificates have expired");
	}

	@ParameterizedTest
	@CsvSource({ "5, 24, 24, intermediate-ttl", "24, 5, 24, root-ttl", "24, 24, 5, jwt-key-ttl" })
	void signingKeyTooShortLivedForItsLeavesIsRefused(int intermediate, int root, int jwt, String setting) {
		CaSettings settings = TestSettings.with(this.home, Duration.ofHours(1), Duration.ofHours(root),
				Duration.ofHours(intermediate));
		LifecycleSettings lifecycle = new LifecycleSettings(null, null, Duration.ofHours(jwt), false);
		assertThatExceptionOfType(AuthorityUnusableException.class)
			.isThrownBy(() -> new Replica(settings, lifecycle, this.database, this.clock))
			.withMessageContaining(
					"authority.%s is PT5H, less than six times cosymesh.ca.svid-ttl (PT1H)".formatted(setting));
	}

	@Test
	void leafNeverOutlivesItsChain() {
		CaSettings settings = TestSettings.with(this.home, Duration.ofHours(1), Duration.ofHours(6),
				Duration.ofHours(6));
		Replica ca = new Replica(settings, this.database, this.clock);
		Instant end = this.clock.instant().plus(Duration.ofHours(6));
		this.clock.advance(Duration.ofMinutes(330));
		assertThat(ca.leaf(Duration.ofHours(1)).getFirst().getNotAfter().toInstant()).isEqualTo(end);
	}

	@Test
	void leafLivesAsLongAsAskedAndNoLongerThanAllowed() {
		Replica ca = open();
		Instant now = this.clock.instant();
		assertThat(ca.leaf(Duration.ofMinutes(1)).getFirst().getNotAfter().toInstant()).isEqualTo(now.plusSeconds(60));
		assertThat(ca.leaf(Duration.ofDays(30)).getFirst().getNotAfter().toInstant()).isEqualTo(now.plusSeconds(3600));
	}

	@Test
	void intermediateThatExpiredWhileNobodyRanIsReplacedAtStart() throws Exception {
		open();
		this.clock.advance(Duration.ofDays(400));
		Replica ca = open();
		assertThat(ca.leaf().get(1).getNotAfter().toInstant()).isAfter(this.clock.instant().plus(Duration.ofDays(300)));
		ChainOfTrust.verify(ca.leaf(), ca.bundle(), this.clock.instant());
	}

	@Test
	void nothingPrintsAKey() {
		Replica ca = open();
		assertThat(ca.authorities().signing(AuthorityKind.INTERMEDIATE).orElseThrow().toString()).contains("key=******")
			.doesNotContain("PrivateKey");
		assertThat(ca.jwt().signingKey(this.clock.instant().plusSeconds(60)).toString()).contains("key=******")
			.doesNotContain("PrivateKey");
	}

	private Replica open() {
		return new Replica(TestSettings.in(this.home), this.database, this.clock);
	}

}
