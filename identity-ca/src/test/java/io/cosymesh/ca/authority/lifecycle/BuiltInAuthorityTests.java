package io.cosymesh.ca.authority;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.Noon;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.ca.state.StateDirectory;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.ChainOfTrust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BuiltInAuthorityTests {

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	@Test
	void leafIsAnSvidThatTheRootVerifies() throws Exception {
		IssuingAuthority authority = open();
		List<X509Certificate> chain = issue(authority, Duration.ofHours(1));
		TrustBundle bundle = new TrustBundle(TestSettings.DOMAIN, authority.roots(), 1, Duration.ofMinutes(5));
		assertThat(ChainOfTrust.verify(chain, bundle, this.clock.instant()))
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
		IssuingAuthority authority = open();
		X509Certificate intermediate = issue(authority, Duration.ofHours(1)).get(1);
		assertThat(intermediate.getBasicConstraints()).isZero();
		assertThat(authority.roots().iterator().next().getBasicConstraints()).isEqualTo(1);
		for (X509Certificate signing : List.of(intermediate, authority.roots().iterator().next())) {
			assertThat(signing.getKeyUsage()[0]).as("digitalSignature").isFalse();
			assertThat(signing.getKeyUsage()[5]).as("keyCertSign").isTrue();
			assertThat(signing.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
		}
	}

	@Test
	void serialsAre128RandomBits() {
		IssuingAuthority authority = open();
		Set<Object> serials = new HashSet<>();
		int longest = 0;
		for (int i = 0; i < 50; i++) {
			X509Certificate leaf = issue(authority, Duration.ofHours(1)).getFirst();
			serials.add(leaf.getSerialNumber());
			assertThat(leaf.getSerialNumber()).isPositive();
			longest = Math.max(longest, leaf.getSerialNumber().bitLength());
		}
		assertThat(serials).hasSize(50);
		assertThat(longest).isBetween(120, 128);
	}

	@Test
	void reopenedAuthorityIsTheSame() {
		IssuingAuthority first = open();
		X509Certificate intermediate = issue(first, Duration.ofHours(1)).get(1);
		IssuingAuthority second = open();
		assertThat(second.roots()).isEqualTo(first.roots());
		assertThat(issue(second, Duration.ofHours(1)).get(1)).isEqualTo(intermediate);
	}

	@Test
	void keysAreForTheOwnerAlone() throws IOException {
		open();
		assertThat(mode(directory())).isEqualTo("rwx------");
		try (Stream<Path> files = Files.list(directory())) {
			assertThat(files).hasSize(2).allSatisfy((file) -> assertThat(mode(file)).isEqualTo("rw-------"));
		}
		assertThat(directory().resolve("root.pem")).content().contains("-----BEGIN PRIVATE KEY-----");
	}

	@Test
	void keyThatOthersMayReadIsRefused() throws IOException {
		open();
		Files.setPosixFilePermissions(directory().resolve("root.pem"), PosixFilePermissions.fromString("rw-r-----"));
		assertUnusable("may be used by others (mode rw-r-----)");
	}

	@Test
	void keyBesideAnotherCertificateIsRefused() {
		open();
		SignerFiles files = new SignerFiles(StateDirectory.open(directory()));
		Signer intermediate = files.load("intermediate.pem").orElseThrow();
		files.save("intermediate.pem", new Signer(Keys.p256().getPrivate(), intermediate.certificate()));
		assertUnusable("does not match the certificate beside it");
	}

	@Test
	void intermediateOfAnotherRootIsRefused() throws IOException {
		open();
		Path other = this.home.resolve("other");
		AuthorityFixture.open(TestSettings.in(other), this.clock);
		Files.copy(other.resolve("identity-ca/authority/root.pem"), directory().resolve("root.pem"),
				StandardCopyOption.REPLACE_EXISTING);
		assertUnusable("is not signed by the root");
	}

	@Test
	void garbageInsteadOfAKeyIsRefused() throws IOException {
		open();
		Files.writeString(directory().resolve("root.pem"), "not PEM");
		assertUnusable("cannot be read as PEM");
	}

	@Test
	void missingRootIsNotReplacedBehindTheBackOfItsIntermediate() throws IOException {
		open();
		Files.delete(directory().resolve("root.pem"));
		assertUnusable("is missing, but an intermediate signed by it is there");
	}

	@Test
	void rootOfAnotherTrustDomainIsRefused() {
		open();
		assertThatExceptionOfType(AuthorityUnusableException.class)
			.isThrownBy(() -> new BuiltInAuthority(TrustDomain.parse("other.example"), TestSettings.in(this.home),
					new SignerFiles(StateDirectory.open(directory())), this.clock, new SecureRandom()))
			.withMessageContaining("is not for trust domain other.example");
	}

	@Test
	void expiredRootIsRefused() {
		open();
		this.clock.advance(Duration.ofDays(3651));
		assertUnusable("expired at");
	}

	@Test
	void signingCertificateTooShortForItsLeavesIsRefused() {
		CaSettings settings = TestSettings.with(this.home, Duration.ofHours(1), Duration.ofDays(1),
				Duration.ofHours(5));
		assertThatExceptionOfType(AuthorityUnusableException.class)
			.isThrownBy(() -> AuthorityFixture.open(settings, this.clock))
			.withMessageContaining("intermediate-ttl is PT5H, less than six times cosymesh.ca.svid-ttl (PT1H)");
	}

	@Test
	void leafNeverOutlivesItsChain() {
		CaSettings settings = TestSettings.with(this.home, Duration.ofHours(1), Duration.ofHours(6),
				Duration.ofHours(6));
		IssuingAuthority authority = AuthorityFixture.open(settings, this.clock);
		Instant end = this.clock.instant().plus(Duration.ofHours(6));
		this.clock.advance(Duration.ofMinutes(330));
		assertThat(issue(authority, Duration.ofHours(1)).getFirst().getNotAfter().toInstant()).isEqualTo(end);
	}

	@Test
	void leafLivesAsLongAsAskedAndNoLongerThanAllowed() {
		IssuingAuthority authority = open();
		Instant now = this.clock.instant();
		assertThat(notAfter(authority, Duration.ofMinutes(1))).isEqualTo(now.plusSeconds(60));
		assertThat(notAfter(authority, Duration.ofDays(30))).isEqualTo(now.plusSeconds(3600));
	}

	@Test
	void intermediateIsReplacedWhileItOutlivesItsLeaves() {
		CaSettings settings = TestSettings.with(this.home, Duration.ofHours(1), Duration.ofDays(10),
				Duration.ofHours(12));
		IssuingAuthority authority = AuthorityFixture.open(settings, this.clock);
		X509Certificate first = issue(authority, Duration.ofHours(1)).get(1);
		this.clock.advance(Duration.ofHours(9));
		assertThat(issue(authority, Duration.ofHours(1)).get(1)).isEqualTo(first);
		this.clock.advance(Duration.ofHours(2));
		List<X509Certificate> chain = issue(authority, Duration.ofHours(1));
		assertThat(chain.get(1)).isNotEqualTo(first);
		assertThat(chain.getFirst().getNotAfter().toInstant()).isEqualTo(this.clock.instant().plusSeconds(3600));
		assertThat(issue(AuthorityFixture.open(settings, this.clock), Duration.ofHours(1)).get(1))
			.isEqualTo(chain.get(1));
	}

	@Test
	void intermediateThatExpiredWhileNobodyRanIsReplaced() {
		open();
		this.clock.advance(Duration.ofDays(400));
		assertThat(issue(open(), Duration.ofHours(1)).get(1).getNotAfter().toInstant())
			.isAfter(this.clock.instant().plus(Duration.ofDays(300)));
	}

	@Test
	void signerNeverPrintsItsKey() {
		open();
		Signer signer = new SignerFiles(StateDirectory.open(directory())).load("root.pem").orElseThrow();
		assertThat(signer.toString()).contains("key=******").doesNotContain("PrivateKey");
	}

	private IssuingAuthority open() {
		return AuthorityFixture.open(TestSettings.in(this.home), this.clock);
	}

	private Path directory() {
		return this.home.resolve("identity-ca/authority");
	}

	private void assertUnusable(String message) {
		assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(this::open)
			.withMessageContaining(message);
	}

	private static Instant notAfter(IssuingAuthority authority, Duration ttl) {
		return issue(authority, ttl).getFirst().getNotAfter().toInstant();
	}

	private static List<X509Certificate> issue(IssuingAuthority authority, Duration ttl) {
		return authority.issue(AuthorityFixture.request("backend-api", ttl));
	}

	private static String mode(Path path) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
