package io.cosymesh.ca.authority.vault;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.IssuerUnavailableException;
import io.cosymesh.ca.authority.UpstreamCa;
import io.cosymesh.ca.authority.vault.VaultFixture.LeafOrder;
import io.cosymesh.ca.issuance.Csrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class VaultAuthorityIT {

	@TempDir
	private Path home;

	private VaultFixture vault;

	@BeforeEach
	void setUp() {
		this.vault = new VaultFixture(this.home);
	}

	@AfterEach
	void tearDown() {
		this.vault.close();
	}

	@Test
	void kubernetesLoginReadsItsTokenAnew() throws Exception {
		try (VaultBench bench = bench(AuthMethod.KUBERNETES).start()) {
			bench.assertTrusted(bench.issue());
			this.vault.write("jwt", "rotated-away");
			this.vault.revokeTokens();
			assertUnavailable(bench, "login-refused");
			this.vault.write("jwt", VaultFixture.JWT);
			await().atMost(Duration.ofSeconds(30))
				.ignoreExceptions()
				.untilAsserted(() -> bench.assertTrusted(bench.issue()));
			assertThat(this.vault.logins).isEqualTo(2);
		}
	}

	@Test
	void rsaIssuerSigns() throws Exception {
		this.vault.defaultIssuer(this.vault.addIssuer(UpstreamCa.recipe(Instant.now(), Keys.rsa(2048))
			.sign(null)
			.intermediate(Instant.now(), Keys.rsa(2048))));
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			assertThat(bench.issue().getFirst().getSigAlgName()).isEqualTo("SHA256withRSA");
			bench.assertTrusted(bench.issue());
		}
	}

	@Test
	void tokenIsRenewedBeforeItExpires() throws Exception {
		this.vault.tokenTtl = Duration.ofSeconds(3);
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			await().atMost(Duration.ofSeconds(10)).until(() -> this.vault.renewals >= 2);
			bench.assertTrusted(bench.issue());
			assertThat(this.vault.logins).isEqualTo(1);
		}
	}

	@Test
	void tokenThatExpiresWithoutRenewalIsReplaced() throws Exception {
		this.vault.tokenTtl = Duration.ofSeconds(1);
		this.vault.renewable = false;
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			int before = this.vault.logins;
			await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
				bench.assertTrusted(bench.issue());
				assertThat(this.vault.logins).isGreaterThan(before);
			});
		}
	}

	@Test
	void newTokenInTheFileReplacesARevokedOne() throws Exception {
		try (VaultBench bench = bench(AuthMethod.TOKEN).start()) {
			this.vault.revokeTokens();
			this.vault.write("token", this.vault.grant("another-token"));
			bench.assertTrusted(bench.issue());
		}
	}

	@Test
	void tokenIsGivenBackAtTheEnd() {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			assertThat(this.vault.tokensGiven()).anyMatch((token) -> token.startsWith("hvs."));
		}
		assertThat(this.vault.tokensGiven()).noneMatch((token) -> token.startsWith("hvs."));
	}

	@Test
	void sealedVaultIsReportedAndItsReturnNoticed(CapturedOutput log) throws Exception {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			this.vault.seal(true);
			assertUnavailable(bench, "vault-sealed");
			assertUnavailable(bench, "vault-sealed");
			assertThat(bench.authority().standing().able()).isFalse();
			assertThat(bench.authority().standing().details()).containsEntry("reason", "vault-sealed");
			assertThat(lines(log, "event=issuer-unavailable")).hasSize(1);
			bench.authority().look();
			this.vault.seal(false);
			bench.authority().look();
			assertThat(bench.authority().standing().able()).isTrue();
			bench.assertTrusted(bench.issue());
			assertThat(log).contains("event=issuer-available").contains("after=vault-sealed");
		}
	}

	@Test
	void vaultThatGoesAwayComesBack() throws Exception {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			this.vault.stop();
			assertUnavailable(bench, "vault-unreachable");
			assertThat(bench.authority().roots()).hasSize(1);
			this.vault.revokeTokens();
			this.vault.restart();
			await().atMost(Duration.ofSeconds(30))
				.ignoreExceptions()
				.untilAsserted(() -> bench.assertTrusted(bench.issue()));
		}
	}

	@Test
	void startWaitsForAVaultThatIsNotUpYet() throws Exception {
		this.vault.stop();
		try (VaultBench bench = new VaultBench(
				VaultBench.settings(this.vault, AuthMethod.APP_ROLE, this.vault.uri(), Duration.ofSeconds(30), null),
				new TestDatabase())) {
			CompletableFuture<VaultBench> starting = CompletableFuture.supplyAsync(bench::start);
			CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(this.vault::restart);
			starting.get(30, TimeUnit.SECONDS).assertTrusted(bench.issue());
		}
	}

	@Test
	void vaultThatNeverComesUpIsRefusedWithWhatToDo() {
		this.vault.stop();
		try (VaultBench bench = bench(AuthMethod.APP_ROLE)) {
			assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(bench::start)
				.withMessageContaining("(vault-unreachable)")
				.satisfies((ex) -> assertThat(ex.action()).contains("cosymesh.ca.vault.uri"));
		}
	}

	@Test
	void vaultWithAnotherAuthoritysCertificateIsNotTrusted() throws Exception {
		Files.writeString(this.home.resolve("ca.pem"), UpstreamCa.root(Instant.now()).rootPem());
		try (VaultBench bench = bench(AuthMethod.APP_ROLE)) {
			assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(bench::start)
				.withMessageContaining("(vault-unreachable)")
				.withMessageContaining("certification path");
			assertThat(this.vault.logins).isZero();
		}
	}

	@Test
	void plaintextIsRefused() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new VaultBench(VaultBench.settings(this.vault, AuthMethod.APP_ROLE,
					URI.create("http://localhost:8200"), Duration.ZERO, null), new TestDatabase()))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("cosymesh.ca.vault.uri"))
			.withMessageContaining("https only");
	}

	@Test
	void missingCredentialsAreNamed() throws Exception {
		Files.delete(this.home.resolve("secret-id"));
		try (VaultBench bench = bench(AuthMethod.APP_ROLE)) {
			assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(bench::start)
				.withMessageContaining("(credentials-unreadable)")
				.withMessageContaining("secret-id cannot be read");
		}
	}

	static Stream<Arguments> answersThatMustNotPass() {
		return Stream.of(wrong("names somebody else", (order) -> order.uris("spiffe://cosymesh.local/ns/a/sa/b")),
				wrong("more than one URI SAN",
						(order) -> order.uris(order.uris().getFirst(), "spiffe://cosymesh.local/ns/a/sa/b")),
				wrong("no URI SAN", (order) -> order.uris(new String[0]).role("dns", true)),
				wrong("other names besides", (order) -> order.role("dns", true)),
				wrong("for another key", (order) -> order.csr(otherCsr())),
				wrong("asked for was", (order) -> order.ttl(Duration.ofHours(2))),
				wrong("keyCertSign", (order) -> order.role("cert_sign", true)),
				wrong("serverAuth and clientAuth", (order) -> order.role("client_flag", false)),
				wrong("the serial has", (order) -> order.role("small_serial", true)),
				wrong("leads to none of its authorities", (order) -> order.issuer(impostorOf(order.issuer()))));
	}

	@ParameterizedTest
	@MethodSource("answersThatMustNotPass")
	void answerThatIsNotWhatWasAskedForStaysHere(String message, UnaryOperator<LeafOrder> tampering) {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			this.vault.tampering = tampering;
			assertThatExceptionOfType(IssuerUnavailableException.class).isThrownBy(bench::issue)
				.withMessageContaining("answer-unfit")
				.withMessageContaining(message);
			this.vault.tampering = UnaryOperator.identity();
			bench.authority().look();
			assertThat(bench.authority().standing().able()).isTrue();
		}
	}

	@Test
	void leafThatOutlivesItsIssuerStaysHere() {
		UpstreamCa issuer = UpstreamCa.recipe(Instant.now(), Keys.p256())
			.validity(Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofMinutes(20)))
			.sign(UpstreamCa.root(Instant.now()));
		this.vault.defaultIssuer(this.vault.addIssuer(issuer));
		try (VaultBench bench = bench(AuthMethod.APP_ROLE)) {
			assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(bench::start)
				.withMessageContaining("outlives its issuer");
		}
	}

	@Test
	void rootsOfAFileWinOverThoseThatVaultShows() throws Exception {
		Path roots = this.home.resolve("roots.pem");
		Files.writeString(roots, UpstreamCa.root(Instant.now()).rootPem());
		VaultSettings settings = VaultBench.settings(this.vault, AuthMethod.APP_ROLE);
		VaultSettings pinned = new VaultSettings(settings.uri(), settings.caFile(), settings.mount(), settings.role(),
				null, roots, settings.connectTimeout(), settings.readTimeout(), settings.refreshInterval(),
				settings.startTimeout(), Duration.ZERO, settings.auth());
		try (VaultBench bench = new VaultBench(pinned, new TestDatabase())) {
			assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(bench::start)
				.withMessageContaining("(no-root)");
			X509Certificate root = this.vault.rootOf(this.vault.defaultIssuer());
			Files.writeString(roots, UpstreamCa.pem(root));
			bench.assertTrusted(bench.start().issue());
		}
	}

	@Test
	void namespaceIsSent() {
		VaultSettings settings = VaultBench.settings(this.vault, AuthMethod.APP_ROLE);
		VaultSettings team = new VaultSettings(settings.uri(), settings.caFile(), settings.mount(), settings.role(),
				"team-a", null, settings.connectTimeout(), settings.readTimeout(), settings.refreshInterval(),
				settings.startTimeout(), null, settings.auth());
		try (VaultBench bench = new VaultBench(team, new TestDatabase()).start()) {
			bench.issue();
			assertThat(this.vault.namespace).isEqualTo("team-a");
		}
	}

	@Test
	void secretsAppearInNoLogHoweverTalkative(CapturedOutput log) {
		Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
		Level level = root.getLevel();
		root.setLevel(Level.TRACE);
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start(); VaultBench other = bench(AuthMethod.KUBERNETES)) {
			other.start();
			this.vault.revokeTokens();
			bench.issue();
			this.vault.write("jwt", "wrong.jwt.secret");
			this.vault.revokeTokens();
			assertUnavailable(other, "login-refused");
			assertThat(log.getOut()).contains("SecretBody")
				.doesNotContain(VaultFixture.SECRET_ID, VaultFixture.ROLE_ID, VaultFixture.JWT, "wrong.jwt.secret",
						"hvs.");
		}
		finally {
			root.setLevel(level);
		}
	}

	@Test
	void refusedLoginsAreNotRepeatedForEachRequest() {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			this.vault.allowSigning(false);
			for (int i = 0; i < 5; i++) {
				assertUnavailable(bench, "permission-denied");
			}
			assertThat(this.vault.logins).isEqualTo(1);
		}
	}

	@Test
	void lifetimeShortenedByTheRoleIsReportedOnce(CapturedOutput log) {
		this.vault.role("max_ttl", "600s");
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			bench.issue();
			bench.issue();
			assertThat(lines(log, "event=issuer-ttl-capped asked=PT1H")).hasSize(1);
		}
	}

	@Test
	void requestsAreCounted() {
		try (VaultBench bench = bench(AuthMethod.APP_ROLE).start()) {
			bench.issue();
			this.vault.seal(true);
			assertUnavailable(bench, "vault-sealed");
			assertThat(bench.meters.get("issuer.requests").tag("result", "signed").counter().count()).isEqualTo(2);
			assertThat(bench.meters.get("issuer.requests").tag("result", "vault-sealed").counter().count()).isOne();
		}
	}

	private VaultBench bench(AuthMethod method) {
		return new VaultBench(VaultBench.settings(this.vault, method), new TestDatabase());
	}

	// Applications that another test started together may have left a second appender.
	private static List<String> lines(CapturedOutput log, String event) {
		return log.getOut().lines().filter((line) -> line.contains(event)).distinct().toList();
	}

	private static void assertUnavailable(VaultBench bench, String reason) {
		assertThatExceptionOfType(IssuerUnavailableException.class).isThrownBy(bench::issue)
			.withMessageStartingWith(reason)
			.satisfies((ex) -> assertThat(ex.retryAfter()).isPositive());
	}

	private static Arguments wrong(String message, UnaryOperator<LeafOrder> tampering) {
		return Arguments.of(message, tampering);
	}

	private static PKCS10CertificationRequest otherCsr() {
		try {
			return new PKCS10CertificationRequest(Csrs.of(Keys.p256()));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Has the same name but another key. */
	private static UpstreamCa impostorOf(UpstreamCa issuer) {
		return new UpstreamCa(Keys.p256(), issuer.certificate(), issuer.issuer());
	}

}
