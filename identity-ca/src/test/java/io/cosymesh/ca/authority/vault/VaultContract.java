package io.cosymesh.ca.authority.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.authority.AuthorityFixture;
import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.IssuerUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What any Vault does, the real one as well as the fixture.
 */
abstract class VaultContract {

	@TempDir
	private Path home;

	private VaultRig rig;

	abstract VaultRig rig(Path home);

	@BeforeEach
	void setUp() {
		this.rig = rig(this.home);
	}

	@AfterEach
	void tearDown() {
		this.rig.close();
	}

	@Test
	void appRoleSignsAnSvid() throws Exception {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			List<X509Certificate> chain = bench.issue();
			bench.assertTrusted(chain);
			assertThat(chain).hasSize(2);
			assertThat(chain.getFirst().getSubjectX500Principal().getName()).isEmpty();
			assertThat(bench.authority().roots()).containsExactly(this.rig.rootOf(this.rig.defaultIssuer()));
			assertThat(bench.authority().standing().able()).isTrue();
			assertThat(lifetime(chain)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
		}
	}

	@Test
	void tokenFromAFileSignsAnSvid() throws Exception {
		try (VaultBench bench = bench(AuthMethod.TOKEN).start()) {
			bench.assertTrusted(bench.issue());
		}
	}

	@Test
	void shorterLifetimeIsAskedFor() {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			List<X509Certificate> chain = bench.authority()
				.issue(AuthorityFixture.request("backend-api", Duration.ofMinutes(5)));
			assertThat(lifetime(chain)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
		}
	}

	@Test
	void issuerPublishedAheadSignsOnceItIsTheDefault() throws Exception {
		TestDatabase database = new TestDatabase();
		String first = this.rig.defaultIssuer();
		try (VaultBench bench = bench(Duration.ZERO, database).start()) {
			List<X509Certificate> old = bench.issue();
			String second = this.rig.newIssuer();
			bench.authority().look();
			assertThat(bench.authority().roots()).containsExactlyInAnyOrder(this.rig.rootOf(first),
					this.rig.rootOf(second));
			this.rig.defaultIssuer(second);
			List<X509Certificate> young = bench.issue();
			assertThat(young.get(1)).isNotEqualTo(old.get(1));
			bench.assertTrusted(young);
			bench.assertTrusted(old);
			this.rig.removeIssuer(first);
			bench.authority().look();
			bench.assertTrusted(old);
		}
	}

	@Test
	void issuerThatNobodyKnowsYetDoesNotSign() {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			this.rig.defaultIssuer(this.rig.newIssuer());
			assertThatExceptionOfType(IssuerUnavailableException.class).isThrownBy(bench::issue)
				.withMessageContaining("root-not-yet-known");
			assertThat(bench.authority().roots()).hasSize(2);
			assertThat(bench.authority().standing().details()).containsEntry("reason", "root-not-yet-known");
		}
	}

	@Test
	void roleThatDisallowsTheNameIsReported() {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			this.rig.role("allowed_uri_sans", "spiffe://other.example/*");
			assertThatExceptionOfType(IssuerUnavailableException.class).isThrownBy(bench::issue)
				.withMessageContaining("request-refused: POST pki/sign/identity-ca was answered with status 400");
			assertThat(bench.authority().standing().able()).isFalse();
			this.rig.role("allowed_uri_sans", "spiffe://cosymesh.local/ns/*/sa/*");
			bench.authority().look();
			assertThat(bench.authority().standing().able()).isTrue();
		}
	}

	@Test
	void roleThatDemandsACommonNameIsRefusedAtStart() {
		this.rig.role("require_cn", true);
		try (VaultBench bench = bench(AuthMethod.APP_ROLE)) {
			assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(bench::start)
				.withMessageContaining("(request-refused)")
				.satisfies((ex) -> assertThat(ex.action()).contains("require_cn=false"));
		}
	}

	@Test
	void roleForServersAloneIsRefusedAtStart() {
		this.rig.role("client_flag", false);
		try (VaultBench bench = bench(AuthMethod.APP_ROLE)) {
			assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(bench::start)
				.withMessageContaining("(answer-unfit)")
				.satisfies((ex) -> assertThat(ex.action()).contains("client_flag"));
		}
	}

	@Test
	void lifetimeAboveTheRolesIsShortened() {
		this.rig.role("max_ttl", "600s");
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			assertThat(lifetime(bench.issue())).isLessThanOrEqualTo(Duration.ofMinutes(10));
		}
	}

	@Test
	void policyWithoutSigningIsRefusedAtStart() {
		this.rig.allowSigning(false);
		try (VaultBench bench = bench(AuthMethod.APP_ROLE)) {
			assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(bench::start)
				.withMessageContaining("(permission-denied)")
				.satisfies((ex) -> assertThat(ex.action()).contains("'update' on <mount>/sign/<role>"));
		}
	}

	@Test
	void wrongSecretIsRefusedAtStart() throws Exception {
		Files.writeString(this.home.resolve("secret-id"), "wrong");
		try (VaultBench bench = bench(AuthMethod.APP_ROLE)) {
			assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(bench::start)
				.withMessageContaining("(login-refused)")
				.satisfies((ex) -> assertThat(ex.action()).contains("cosymesh.ca.vault.auth"));
		}
	}

	@Test
	void revokedTokenIsReplaced() throws Exception {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			this.rig.revokeTokens();
			bench.assertTrusted(bench.issue());
			assertThat(bench.authority().standing().able()).isTrue();
		}
	}

	VaultBench bench(AuthMethod method) {
		return new VaultBench(VaultBench.settings(this.rig, method), new TestDatabase());
	}

	VaultBench bench(Duration publishAhead, TestDatabase database) {
		return new VaultBench(
				VaultBench.settings(this.rig, AuthMethod.APP_ROLE, this.rig.uri(), Duration.ofSeconds(1), publishAhead),
				database);
	}

	private static Duration lifetime(List<X509Certificate> chain) {
		return Duration.between(java.time.Instant.now(), chain.getFirst().getNotAfter().toInstant());
	}

}
