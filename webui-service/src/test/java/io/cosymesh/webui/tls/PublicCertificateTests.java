package io.cosymesh.webui.tls;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;

import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PublicCertificateTests {

	private static final URI REVOCATION_LIST = URI.create("https://voices.example/ca.crl");

	private static final TlsProperties.Redirect NO_REDIRECT = new TlsProperties.Redirect(null,
			InetAddress.getLoopbackAddress(), null);

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();

	@TempDir
	private Path directory;

	@Test
	void localCertificateCarriesThisHostAndTheConfiguredNames() throws Exception {
		local(List.of("voices.example", "10.0.0.7")).register(this.registry);
		KeyAndChain kept = KeyAndChain.read(this.directory.resolve("tls.key"), this.directory.resolve("tls.crt"));
		assertThat(kept.leaf().getSubjectAlternativeNames()).extracting((name) -> (Object) name.get(1))
			.contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "voices.example", "10.0.0.7");
	}

	@Test
	void bundleSpeaksTheTwoProtocolsThatAreSafe() {
		local(List.of()).register(this.registry);
		assertThat(this.registry.getBundle("public").getOptions().getEnabledProtocols()).containsExactly("TLSv1.2",
				"TLSv1.3");
	}

	@Test
	void refreshSwapsTheCertificateOnlyWhenItIsDue() throws Exception {
		PublicCertificate certificate = local(List.of());
		certificate.register(this.registry);
		Certificate first = served();
		certificate.refresh();
		assertThat(served()).isEqualTo(first);
		this.clock.advance(Duration.ofDays(70));
		certificate.refresh();
		assertThat(served()).isNotEqualTo(first);
	}

	@Test
	void configuredFilesReplaceTheLocalAuthorityAndAreReadAgain() throws Exception {
		Path mounted = Files.createDirectory(this.directory.resolve("mounted"));
		mount("first", mounted);
		PublicCertificate certificate = configured(mounted);
		certificate.register(this.registry);
		Certificate first = served();
		mount("second", mounted);
		certificate.refresh();
		assertThat(served()).isNotEqualTo(first);
		assertThat(this.directory.resolve("ca.pem")).doesNotExist();
	}

	@Test
	void badReplacementIsLeftAloneAndTheCurrentOneStays() throws Exception {
		Path mounted = Files.createDirectory(this.directory.resolve("mounted"));
		mount("first", mounted);
		PublicCertificate certificate = configured(mounted);
		certificate.register(this.registry);
		Certificate first = served();
		Files.writeString(mounted.resolve("tls.crt"), "half a file");
		certificate.refresh();
		assertThat(served()).isEqualTo(first);
	}

	@Test
	void badCertificateAtStartIsRefused() throws Exception {
		Path mounted = Files.createDirectory(this.directory.resolve("mounted"));
		mount("first", mounted);
		Files.copy(this.directory.resolve("first/ca.key"), mounted.resolve("tls.key"),
				StandardCopyOption.REPLACE_EXISTING);
		assertThatIllegalArgumentException().isThrownBy(() -> configured(mounted).register(this.registry))
			.withMessage("The private key is not the certificate's");
	}

	private void mount(String authority, Path target) throws Exception {
		Path home = this.directory.resolve(authority);
		new LocalAuthority(home, Duration.ofDays(90), REVOCATION_LIST, this.clock, new Random())
			.certificateFor(Set.of(ServerName.parse("voices.example")));
		for (String file : List.of("tls.crt", "tls.key")) {
			Files.copy(home.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private PublicCertificate local(List<String> names) {
		return of(new TlsProperties(null, null, this.directory, names, Duration.ofDays(90), REVOCATION_LIST,
				NO_REDIRECT));
	}

	private PublicCertificate configured(Path mounted) {
		return of(new TlsProperties(mounted.resolve("tls.crt"), mounted.resolve("tls.key"), this.directory, List.of(),
				Duration.ofDays(90), REVOCATION_LIST, NO_REDIRECT));
	}

	private PublicCertificate of(TlsProperties properties) {
		return new PublicCertificate(properties,
				new LocalAuthority(this.directory, Duration.ofDays(90), REVOCATION_LIST, this.clock, new Random()));
	}

	private Certificate served() throws Exception {
		var store = this.registry.getBundle("public").getStores().getKeyStore();
		return store.getCertificate(store.aliases().nextElement());
	}

}
