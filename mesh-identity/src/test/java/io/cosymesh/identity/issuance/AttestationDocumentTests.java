package io.cosymesh.identity.issuance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.identity.WorkloadName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class AttestationDocumentTests {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private static final SpiffeId CA = SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/identity-ca");

	private final WorkloadName self = new WorkloadName(TrustDomain.parse("cosymesh.local"), "cosymesh", "backend-api");

	@TempDir
	Path directory;

	@Test
	void workloadKeySignsAOneMinuteTokenForTheCa() throws Exception {
		KeyPair keys = keys("EC", "secp256r1");
		SignedJWT token = SignedJWT.parse(document(file(keys)).bearer());
		assertThat(token.verify(new ECDSAVerifier((ECPublicKey) keys.getPublic()))).isTrue();
		assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
		JWTClaimsSet claims = token.getJWTClaimsSet();
		assertThat(claims.getSubject()).isEqualTo(this.self.toString());
		assertThat(claims.getAudience()).containsExactly(CA.toString());
		assertThat(claims.getIssueTime()).isEqualTo(NOW);
		assertThat(Duration.between(NOW, claims.getExpirationTime().toInstant()))
			.isLessThanOrEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void eachTokenIsAnother() throws Exception {
		AttestationDocument document = document(file(keys("EC", "secp256r1")));
		String first = SignedJWT.parse(document.bearer()).getJWTClaimsSet().getJWTID();
		assertThat(SignedJWT.parse(document.bearer()).getJWTClaimsSet().getJWTID()).isNotEqualTo(first);
	}

	@Test
	void keyIsReadAnewEachTime() throws Exception {
		Path file = file(keys("EC", "secp256r1"));
		AttestationDocument document = document(file);
		document.bearer();
		KeyPair next = keys("EC", "secp256r1");
		Files.writeString(file, PemText.write("PRIVATE KEY", next.getPrivate().getEncoded()));
		assertThat(SignedJWT.parse(document.bearer()).verify(new ECDSAVerifier((ECPublicKey) next.getPublic())))
			.isTrue();
	}

	@Test
	void missingKeyMayComeLater() {
		assertThatExceptionOfType(IssuanceException.class)
			.isThrownBy(() -> document(this.directory.resolve("none.pem")).bearer())
			.withMessageMatching("The workload key file .*none.pem does not exist")
			.satisfies((ex) -> assertThat(ex.retryable()).isTrue());
	}

	@Test
	void keyOfAnotherKindIsRefusedWithoutQuotingIt() throws Exception {
		assertNoKey(file(keys("EC", "secp384r1")));
		assertNoKey(file(keys("RSA", null)));
		assertNoKey(write("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"));
		assertNoKey(write("secret"));
		assertNoKey(write("-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n-----END EC PRIVATE KEY-----\n"));
	}

	@Test
	void keyThatOthersMayReadIsUsedAndWarnedAboutOnce(CapturedOutput output) throws Exception {
		Path file = file(keys("EC", "secp256r1"));
		AttestationDocument document = document(file);
		document.bearer();
		assertThat(output).doesNotContain("secret-open-to-others");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		document.bearer();
		document.bearer();
		assertThat(output.getAll().split("event=secret-open-to-others", -1)).hasSize(2);
	}

	@Test
	void joinTokenIsReadAnewAndStripped() throws Exception {
		Path file = write("first-token\n");
		AttestationDocument document = new JoinTokenDocument(file);
		assertThat(document.bearer()).isEqualTo("first-token");
		Files.writeString(file, "second-token");
		assertThat(document.bearer()).isEqualTo("second-token");
	}

	@Test
	void joinTokenThatWouldBreakAHeaderIsRefused() throws Exception {
		for (String text : new String[] { "", "\n", "two words", "a\r\nX-Header: b" }) {
			assertThatExceptionOfType(IssuanceException.class)
				.isThrownBy(() -> new JoinTokenDocument(write(text)).bearer())
				.withMessageMatching("The join token file .* holds no join token");
		}
	}

	private void assertNoKey(Path file) {
		assertThatExceptionOfType(IssuanceException.class).isThrownBy(() -> document(file).bearer())
			.withMessageMatching("The workload key file .* is not a P-256 private key in PKCS #8 PEM.*")
			.withMessageNotContaining("secret")
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.retryable()).isFalse());
	}

	private AttestationDocument document(Path file) {
		return new WorkloadKeyDocument(file, this.self, CA, () -> NOW);
	}

	private Path file(KeyPair keys) throws Exception {
		return write(PemText.write("PRIVATE KEY", keys.getPrivate().getEncoded()));
	}

	private Path write(String text) throws Exception {
		Path file = Files.createTempFile(this.directory, "file", ".pem");
		return Files.writeString(file, text);
	}

	private static KeyPair keys(String algorithm, String curve) throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
		if (curve != null) {
			generator.initialize(new ECGenParameterSpec(curve));
		}
		return generator.generateKeyPair();
	}

	@Test
	void tokenFileIsReadAnewEachTime() throws Exception {
		Path file = this.directory.resolve("token");
		TokenFileDocument document = new TokenFileDocument(file);
		Files.writeString(file, "first.token.text\n");
		assertThat(document.bearer()).isEqualTo("first.token.text");
		Files.writeString(file, "second.token.text");
		assertThat(document.bearer()).isEqualTo("second.token.text");
		assertThat(document.toString()).contains("******").doesNotContain("token.text");
	}

	@Test
	void tokenFileThatIsMissingEmptyOrTooLargeMayBeGoodLater() throws Exception {
		Path file = this.directory.resolve("token");
		for (String content : new String[] { null, "", "two words", "x".repeat(17_000), "x".repeat(70_000) }) {
			if (content != null) {
				Files.writeString(file, content);
			}
			assertThatExceptionOfType(IssuanceException.class).isThrownBy(() -> new TokenFileDocument(file).bearer())
				.withMessageContaining("service account token file " + file)
				.withMessageNotContaining("xxx");
		}
	}

}
