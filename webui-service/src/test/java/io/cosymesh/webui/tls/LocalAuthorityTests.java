package io.cosymesh.webui.tls;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LocalAuthorityTests {

	private static final URI REVOCATION_LIST = URI.create("https://voices.example/ca.crl");

	private static final Set<ServerName> NAMES = Set.of(ServerName.parse("localhost"), ServerName.parse("127.0.0.1"),
			ServerName.parse("::1"));

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	@TempDir
	private Path temporary;

	private Path directory;

	private LocalAuthority authority;

	@BeforeEach
	void setUp() {
		this.directory = this.temporary.resolve("webui-service/tls");
		this.authority = new LocalAuthority(this.directory, Duration.ofDays(90), REVOCATION_LIST, this.clock,
				new Random(1));
	}

	@Test
	void certificateIsGoodForTheNamesAndSignedByTheAuthority() throws Exception {
		X509Certificate leaf = this.authority.certificateFor(NAMES).leaf();
		X509Certificate ca = ca();
		leaf.verify(ca.getPublicKey());
		assertThat(leaf.getSubjectAlternativeNames()).extracting((name) -> (Object) name.get(1))
			.containsExactlyInAnyOrder("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
		assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
		assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
		assertThat(((ECPublicKey) leaf.getPublicKey()).getParams().getOrder().bitLength()).isEqualTo(256);
		assertThat(ca.getBasicConstraints()).isZero();
	}

	@Test
	void nobodyElseMayReadTheFiles() throws Exception {
		this.authority.certificateFor(NAMES);
		assertThat(permissions(this.directory)).isEqualTo("rwx------");
		for (String file : List.of("ca.pem", "ca.key", "tls.crt", "tls.key")) {
			assertThat(permissions(this.directory.resolve(file))).as(file).isEqualTo("rw-------");
		}
	}

	@Test
	void secondStartReusesAuthorityAndCertificate() throws Exception {
		KeyAndChain first = this.authority.certificateFor(NAMES);
		KeyAndChain second = new LocalAuthority(this.directory, Duration.ofDays(90), REVOCATION_LIST, this.clock,
				new Random(2))
			.certificateFor(NAMES);
		assertThat(second).isEqualTo(first);
	}

	@Test
	void certificateIsRenewedInTimeByTheSameAuthority() throws Exception {
		KeyAndChain first = this.authority.certificateFor(NAMES);
		X509Certificate ca = ca();
		this.clock.advance(Duration.ofDays(59));
		assertThat(this.authority.certificateFor(NAMES)).isEqualTo(first);
		this.clock.advance(Duration.ofDays(2));
		KeyAndChain renewed = this.authority.certificateFor(NAMES);
		assertThat(renewed.leaf().getSerialNumber()).isNotEqualTo(first.leaf().getSerialNumber());
		assertThat(renewed.publicKey()).isNotEqualTo(first.publicKey());
		renewed.leaf().verify(ca.getPublicKey());
		assertThat(ca()).isEqualTo(ca);
	}

	@Test
	void newNameMakesANewCertificate() throws Exception {
		KeyAndChain first = this.authority.certificateFor(NAMES);
		KeyAndChain second = this.authority
			.certificateFor(Set.of(ServerName.parse("localhost"), ServerName.parse("voices.example")));
		assertThat(second.leaf()).isNotEqualTo(first.leaf());
	}

	@Test
	void certificateSaysWhereTheRevocationListIs() throws Exception {
		byte[] points = this.authority.certificateFor(NAMES).leaf().getExtensionValue("2.5.29.31");
		assertThat(new String(points, StandardCharsets.ISO_8859_1)).contains(REVOCATION_LIST.toString());
	}

	@Test
	void certificateWithAnotherRevocationListIsReplaced() throws Exception {
		KeyAndChain first = this.authority.certificateFor(NAMES);
		URI moved = URI.create("https://voices.example:8443/ca.crl");
		KeyAndChain second = new LocalAuthority(this.directory, Duration.ofDays(90), moved, this.clock, new Random(2))
			.certificateFor(NAMES);
		assertThat(second.leaf()).isNotEqualTo(first.leaf());
	}

	@Test
	void revocationListIsTheAuthoritysAndHoldsNoneOfItsCertificates() throws Exception {
		X509Certificate leaf = this.authority.certificateFor(NAMES).leaf();
		X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509")
			.generateCRL(new ByteArrayInputStream(this.authority.revocationList()));
		list.verify(ca().getPublicKey());
		assertThat(list.getIssuerX500Principal()).isEqualTo(leaf.getIssuerX500Principal());
		assertThat(list.isRevoked(leaf)).isFalse();
		assertThat(list.getNextUpdate().toInstant()).isEqualTo(this.clock.instant().plus(Duration.ofDays(90)));
	}

	@Test
	void keyOfAnotherCertificateIsReplaced() throws Exception {
		KeyAndChain first = this.authority.certificateFor(NAMES);
		Files.copy(this.directory.resolve("ca.key"), this.directory.resolve("tls.key"),
				StandardCopyOption.REPLACE_EXISTING);
		assertThat(this.authority.certificateFor(NAMES).leaf()).isNotEqualTo(first.leaf());
	}

	@Test
	void authorityWhoseKeyIsNotItsOwnIsRefusedAndKept() throws Exception {
		this.authority.certificateFor(NAMES);
		Files.copy(this.directory.resolve("tls.key"), this.directory.resolve("ca.key"),
				StandardCopyOption.REPLACE_EXISTING);
		String ca = Files.readString(this.directory.resolve("ca.pem"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.authority.certificateFor(NAMES))
			.withMessage("The private key is not the certificate's");
		assertThat(this.directory.resolve("ca.pem")).hasContent(ca);
	}

	@Test
	void toStringTellsNoKey() throws Exception {
		assertThat(this.authority.certificateFor(NAMES).toString()).startsWith("KeyAndChain[subject=CN=CosyMesh, ")
			.doesNotContain("key=", "EC");
	}

	private X509Certificate ca() throws Exception {
		return KeyAndChain.read(this.directory.resolve("ca.key"), this.directory.resolve("ca.pem")).leaf();
	}

	private static String permissions(Path file) throws Exception {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
	}

}
